-- Rosters: where imported rows come from, each import, what a source calls each row, and the place where an import is made ready.

create table public.roster_source (
  school_id uuid not null references public.school,
  id uuid not null,
  code text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  applied_run_id uuid,                     -- the last import that was applied: whoever made ready before it begins again
  created_at timestamptz not null,
  created_by uuid,
  primary key (school_id, id),
  unique (school_id, code)
);

create table public.roster_run (
  school_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  state text not null check (state in ('staged', 'applying', 'applied', 'failed', 'superseded')),
  format text not null check (format in ('1.1', '1.2')),
  package_digest bytea not null check (length(package_digest) = 32),
  asks_again boolean not null,             -- more than one in twenty people of the source would leave
  counts jsonb not null,                   -- numbers by kind: arriving, changing, leaving
  touched int not null,
  known int not null,
  step text not null check (step in ('waiting', 'reading', 'sealing', 'applying', 'done')),
  step_done int not null,
  step_total int not null,
  claimed_until timestamptz,               -- whoever applies it says that it is alive; after that another may begin again
  problems jsonb not null,                 -- warnings: codes and places, never what a file says about a person
  sealed bytea not null,                   -- the differences with names; owner: snapshot of this import
  made_at timestamptz not null,
  made_by uuid,
  confirmed_at timestamptz,
  confirmed_by uuid,
  applied_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, source_id) references public.roster_source,
  check (num_nonnulls(confirmed_at, confirmed_by) in (0, 2))
);
create index roster_run_source on public.roster_run (school_id, source_id, made_at);

-- The package itself, between preview and application; gone with either.
create table public.roster_package (
  school_id uuid not null,
  run_id uuid not null,
  sealed bytea not null,                   -- owner: snapshot of this import
  primary key (school_id, run_id),
  foreign key (school_id, run_id) references public.roster_run
);

-- What a source calls a row, and which row of ours it became. Sealed under the person's own key where it is about one.
create table public.roster_link (
  school_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  kind text not null check (kind in ('org', 'session', 'course', 'class', 'person', 'role', 'enrolment', 'guardianship')),
  target_id uuid,                          -- made ready before our row is: no foreign key
  person_id uuid,
  added_run_id uuid not null,              -- the import that brought it: until that is applied, the link is not there for anybody
  run_id uuid not null,                    -- the import that last changed it
  left_run_id uuid,                        -- the import that no longer had it
  sealed bytea not null,                   -- external id and a mark of what the source said; owner: person, or snapshot of the source
  primary key (school_id, id),
  foreign key (school_id, source_id) references public.roster_source
);
create index roster_link_source on public.roster_link (school_id, source_id);
create index roster_link_person on public.roster_link (school_id, person_id);
create index roster_link_run on public.roster_link (school_id, added_run_id);

-- What an import will do, sealed and ready, so that applying is a few statements. Lost in a crash, made again.
create unlogged table public.roster_stage (
  school_id uuid not null,
  run_id uuid not null,
  kind text not null check (kind in ('year', 'org', 'session', 'course', 'class', 'person', 'role', 'enrolment', 'guardianship')),
  link_id uuid not null,
  change text not null check (change in ('add', 'change', 'return', 'leave', 'none')),   -- what becomes of the link; those added are there already
  act text check (act in ('make', 'alter', 'end')),                                      -- what becomes of our row
  is_sure boolean not null,                -- about somebody new: nothing of ours can stand in the way, and nothing needs to be asked
  target_id uuid,
  person_id uuid,
  class_id uuid,
  guardian_id uuid,
  school_year_id uuid,
  role text check (role in ('teacher', 'pupil', 'guardian')),
  relation text check (relation in ('parent', 'guardian', 'relative')),
  state text check (state in ('active', 'suspended', 'leaving')),
  from_on date,
  until_on date,
  first_id uuid,                           -- ids of rows that come with it: a state; the audiences of a class
  second_id uuid,
  sealed bytea,                            -- our row's content, owners as its table has them
  link_sealed bytea,
  primary key (school_id, run_id, kind, link_id)
);
