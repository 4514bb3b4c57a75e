-- Whoever has left goes on by steps, each announced the day before: locked, readable for guidance for a while, archived, erased.
alter table public.person_state drop constraint person_state_state_check;
alter table public.person_state add constraint person_state_state_check
  check (state in ('invited', 'active', 'suspended', 'leaving', 'alumni_locked', 'guidance', 'archived'));

-- How long each step lasts at this school, where it is not as long as its law's profile says.
create table public.leaving_clock (
  school_id uuid primary key references public.school,
  guidance_months int not null check (guidance_months between 0 and 12),
  archive_months int not null check (archive_months between 0 and 120),
  why text not null check (why in ('shorter', 'law', 'authority', 'practice')),
  set_at timestamptz not null,
  version int not null default 1
);

-- What is to come for one person: announced a day before, put off, done.
create table public.leaving_step (
  school_id uuid not null references public.school,
  id uuid not null,
  person_id uuid not null,
  step text not null check (step in ('guidance', 'archived', 'erased', 'told_30', 'told_7')),
  due_on date not null,
  announced_on date not null,
  deferred_until date,
  why text check (why in ('question_open', 'dispute', 'returning', 'mistake')),
  deferred_at timestamptz,
  deferred_by uuid,
  done_at timestamptz,
  primary key (school_id, id),
  unique (school_id, person_id, step, due_on),
  foreign key (school_id, person_id) references public.person (school_id, id),
  constraint leaving_step_deferred check (num_nulls(deferred_until, why, deferred_at) in (0, 3)),
  constraint leaving_step_a_day_before check (step in ('told_30', 'told_7') or announced_on < due_on)
);
create index leaving_step_deferred_by on public.leaving_step (school_id, deferred_by);
create index leaving_step_open on public.leaving_step (school_id, due_on) where done_at is null;
