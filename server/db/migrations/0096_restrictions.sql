-- What of a person is not served for any other purpose: decided on a request, said beforehand where it ends.

create table public.restriction (
  school_id uuid not null references public.school,
  id uuid not null,
  person_id uuid not null,                 -- whose data it is
  request_id uuid,                         -- what it was asked with; null once that has gone
  parts text[],                            -- null: all of it
  tables text[],                           -- what the parts were, in the data map of that day
  from_at timestamptz not null,
  made_by uuid not null,
  lifts_at timestamptz,                    -- from then on no more; the person was told when it was set
  lifted_by uuid,
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person,
  foreign key (school_id, request_id) references public.rights_request,
  constraint restriction_in_part check (num_nulls(parts, tables) in (0, 2)),
  constraint restriction_lifting check (num_nulls(lifts_at, lifted_by) in (0, 2) and lifts_at >= from_at),
  constraint restriction_parts check (parts <@ array['record', 'family', 'messages', 'pictures'] and cardinality(parts) > 0)
);
create index restriction_person on public.restriction (school_id, person_id);
create index restriction_request on public.restriction (school_id, request_id);
create index restriction_actors on public.restriction (school_id, made_by);
create index restriction_lifters on public.restriction (school_id, lifted_by);
