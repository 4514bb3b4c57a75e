-- What follows from reads that were logged: cases are closed, rows are asked about, and a read that protects a child is withheld for a time.

-- How the data protection officer or the head closed a case.
alter table public.curiosity_case
  add column closed_at timestamptz,
  add column closed_by uuid,
  add column outcome text check (outcome in ('had_reason', 'relation_missing', 'mistake', 'breach')),
  add constraint curiosity_case_closed check (num_nulls(closed_at, closed_by, outcome) in (0, 3));
create index curiosity_case_closed_by on public.curiosity_case (school_id, closed_by);

-- Somebody asks why a line stands in a file, and is answered. The words are sealed under the asker's key.
create table public.read_question (
  school_id uuid not null references public.school,
  id uuid not null,
  person_id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  reference text not null check (reference ~ '^[0-9a-f]{8}$'),
  read_on date not null,
  answered_at timestamptz,
  answered_by uuid,
  sealed bytea not null,
  version integer not null,
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person (school_id, id),
  foreign key (school_id, asked_by) references public.person (school_id, id),
  constraint read_question_answered check (num_nulls(answered_at, answered_by) in (0, 2))
);
create index read_question_person on public.read_question (school_id, person_id);
create index read_question_asked_by on public.read_question (school_id, asked_by);
create index read_question_answered_by on public.read_question (school_id, answered_by);

-- Somebody who protects a pupil reads without the family seeing it yet: for a time, on a ground, countersigned by another.
create table public.withholding (
  school_id uuid not null references public.school,
  id uuid not null,
  pupil_id uuid not null,
  ground text not null check (ground in ('report_made', 'authority_asked', 'risk_at_home')),
  asked_by uuid,
  asked_at timestamptz not null,
  asked_on date not null,
  until_on date not null,
  countersigned_by uuid,
  countersigned_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  ended_for text check (ended_for in ('date', 'review', 'not_countersigned')),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references public.person (school_id, id),
  constraint withholding_span check (until_on > asked_on and until_on <= asked_on + 180),
  constraint withholding_by_two check (countersigned_by is distinct from asked_by or countersigned_by is null),
  constraint withholding_ended check ((ended_at is null) = (ended_for is null))
);
create unique index withholding_once on public.withholding (school_id, pupil_id, asked_by) where (ended_at is null);
create index withholding_pupil on public.withholding (school_id, pupil_id);
create index withholding_asked_by on public.withholding (school_id, asked_by);
create index withholding_countersigned_by on public.withholding (school_id, countersigned_by);
create index withholding_ended_by on public.withholding (school_id, ended_by);

-- How many withholdings began in a school year. It outlives whom they were about, and says nothing of anyone.
create table public.withholding_figure (
  school_id uuid not null references public.school,
  school_year_id uuid not null,
  begun integer not null check (begun > 0),
  primary key (school_id, school_year_id),
  foreign key (school_id, school_year_id) references public.school_year (school_id, id)
);
