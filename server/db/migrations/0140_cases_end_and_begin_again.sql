-- Every kind of case leaves a line when the person goes; and what is opened again may wait for the head again, whatever the head said before.
alter table public.rights_case_done drop constraint rights_case_done_kind_check;
alter table public.rights_case_done add constraint rights_case_done_kind_check
  check (kind in ('access', 'portability', 'rectification', 'erasure', 'restriction', 'objection', 'human', 'complaint', 'withdrawal', 'hearing', 'deindexing'));

alter table public.head_step drop constraint head_step_school_id_request_id_key;
create unique index head_step_once on public.head_step (school_id, request_id) where verdict is distinct from 'refused';
create index head_step_request on public.head_step (school_id, request_id, asked_at);
