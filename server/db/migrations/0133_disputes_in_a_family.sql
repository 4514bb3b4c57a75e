-- Guardians who live apart and are in dispute: while it holds, what they wrote in together leaves or goes only once the head has said so.

create table public.family_dispute (
  school_id uuid not null references public.school,
  id uuid not null,
  pupil_id uuid not null,                  -- whose guardians they are
  begun_on date not null,
  until_on date not null,                  -- its last day; after that another is entered
  begun_at timestamptz not null,
  begun_by uuid not null,
  ended_at timestamptz,                    -- before its last day, where somebody ended it
  ended_by uuid,
  sealed bytea not null,                   -- why, in the school's words; a key of its own
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references public.person,
  constraint family_dispute_span check (until_on >= begun_on and until_on <= begun_on + 366),
  constraint family_dispute_ending check (num_nulls(ended_at, ended_by) in (0, 2)),
  constraint family_dispute_twice exclude using gist (pupil_id with =, daterange(begun_on, until_on, '[]') with &&, school_id with =) where (ended_at is null)
);
create index family_dispute_pupil on public.family_dispute (school_id, pupil_id);
create index family_dispute_until on public.family_dispute (school_id, until_on);
create index family_dispute_beginners on public.family_dispute (school_id, begun_by);
create index family_dispute_enders on public.family_dispute (school_id, ended_by);

-- A step of a request that the head decides, with a last day of its own; of a request there is one.
create table public.head_step (
  school_id uuid not null references public.school,
  id uuid not null,
  request_id uuid not null,
  person_id uuid not null,                 -- whom the request is about
  asked_by uuid not null,                  -- who asked
  asked_at timestamptz not null,
  due_on date not null,
  decided_at timestamptz,
  decided_by uuid,
  verdict text check (verdict in ('approved', 'refused')),
  ground text check (ground in ('kept_by_law', 'public_task', 'rights_of_others', 'not_identified', 'already_answered', 'excessive')),
  sealed bytea,                            -- what the head says to whoever asked; a key of its own
  primary key (school_id, id),
  unique (school_id, request_id),
  foreign key (school_id, request_id) references public.rights_request,
  foreign key (school_id, person_id) references public.person,
  foreign key (school_id, asked_by) references public.person,
  constraint head_step_deciding check (num_nulls(decided_at, decided_by, verdict, sealed) in (0, 4)),
  constraint head_step_ground check ((ground is not null) = (verdict is not distinct from 'refused'))
);
create index head_step_person on public.head_step (school_id, person_id);
create index head_step_asker on public.head_step (school_id, asked_by, verdict);
create index head_step_deciders on public.head_step (school_id, decided_by);
create index head_step_asked on public.head_step (school_id, asked_at);
