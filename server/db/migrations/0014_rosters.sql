-- Rosters: an import can be undone for seven days, and comes from more than one kind of file.

alter table public.roster_run
  add column undoes_run_id uuid,           -- the import that this one takes back
  add column changed_at timestamptz,       -- the moment under which the log of changes has what it did
  drop constraint roster_run_format_check,
  add constraint roster_run_format_check check (format in ('1.1', '1.2', 'list', 'undo')),
  add foreign key (school_id, undoes_run_id) references public.roster_run;
create index roster_run_undoes on public.roster_run (school_id, undoes_run_id);

-- How long rows in clear were to last before an import changed them, and what the links said: what undoing needs beside the log of changes.
create table public.roster_before (
  school_id uuid not null,
  run_id uuid not null,
  kind text not null check (kind in ('role', 'enrolment', 'guardianship', 'link')),
  target_id uuid not null,
  person_id uuid,
  from_on date,
  until_on date,
  until_at timestamptz,
  left_run_id uuid,
  sealed bytea,                            -- a link's content, as its table had it
  made_at timestamptz not null,
  primary key (school_id, run_id, kind, target_id),
  foreign key (school_id, run_id) references public.roster_run
);
create index roster_before_person on public.roster_before (school_id, person_id);
