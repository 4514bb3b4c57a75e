-- Privacy: the log of changes, what was erased, and an index at the end of every path that leads from a row to a person.

-- Who changed which fields of which row, and the sealed blobs before and after, as they were: it dies with their owner's key.
create table vault.change (
  school_id uuid not null,
  table_name text not null check (table_name ~ '^[a-z_]{1,40}\.[a-z_]{1,60}$'),
  row_id uuid not null,
  number bigint not null generated always as identity,
  at timestamptz not null,
  kind text not null check (kind in ('insert', 'update', 'delete')),
  actor_id uuid,
  action text not null check (action ~ '^[a-z_.]{1,100}$'),
  fields text[] not null check (array_to_string(fields, ' ') ~ '^[a-z_* ]*$'),
  before bytea,
  after bytea,
  primary key (school_id, table_name, row_id, number)
);
create index change_actor on vault.change (school_id, actor_id) where actor_id is not null;
create index change_at on vault.change (school_id, at);

-- That someone was erased, without saying who: whoever holds the code can check it.
create table public.erasure (
  school_id uuid not null references public.school,
  id uuid not null,
  code_digest bytea not null check (length(code_digest) = 32),
  made_at timestamptz not null,
  made_by uuid,
  deleted int not null,
  detached int not null,
  kept int not null,
  keys int not null,
  kept_until date,                         -- the last day of what a rule keeps
  week int not null,                       -- the week of the ring whose burn makes it hold in every copy
  verified_at timestamptz,
  primary key (school_id, id),
  unique (school_id, code_digest)
);
create index erasure_made_by on public.erasure (school_id, made_by);

create index audience_target on public.audience (school_id, target_id);
create index person_created_by on public.person (school_id, created_by);
create index person_state_made_by on public.person_state (school_id, made_by);
create index person_role_granted_by on public.person_role (school_id, granted_by);
create index guardianship_verified_by on public.guardianship (school_id, verified_by);
create index enrolment_created_by on public.enrolment (school_id, created_by);
create index class_key_issued_by on public.class_key (school_id, issued_by);
create index class_key_revoked_by on public.class_key (school_id, revoked_by);
create index join_request_decided_by on public.join_request (school_id, decided_by);
create index roster_run_made_by on public.roster_run (school_id, made_by);
create index roster_run_confirmed_by on public.roster_run (school_id, confirmed_by);
