-- Each kind of request is refused on grounds of its own; and what came on paper has a day on which it came, that its clock runs from.
alter table public.rights_request drop constraint rights_request_ground_check;
alter table public.rights_request
  add constraint rights_request_ground_check check (ground in ('kept_by_law', 'public_task', 'rights_of_others', 'not_identified', 'already_answered', 'excessive', 'is_accurate', 'not_met', 'claims',
    'expression', 'archive', 'compelling', 'not_feasible', 'hinders', 'otherwise_protected', 'stands', 'no_duty')),
  add column received_on date;            -- on paper: the first day on which it came
alter table public.head_step drop constraint head_step_ground_check;
alter table public.head_step
  add constraint head_step_ground_check check (ground in ('kept_by_law', 'public_task', 'rights_of_others', 'not_identified', 'already_answered', 'excessive', 'is_accurate', 'not_met', 'claims',
    'expression', 'archive', 'compelling', 'not_feasible', 'hinders', 'otherwise_protected', 'stands', 'no_duty'));
