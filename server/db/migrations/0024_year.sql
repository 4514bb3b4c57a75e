-- The turn of a school year, as a plan that is carried out and can be taken back; and what a teacher hands over when leaving.

create table public.year_plan (
  school_id uuid not null references public.school,
  id uuid not null,
  from_year_id uuid not null,              -- the year that ends
  to_year_id uuid,                         -- the year that begins, once there is one
  from_on date,                            -- as typed: a draft may have no dates yet, or wrong ones
  to_on date,
  keep_days int not null check (keep_days between 0 and 90), -- how long whoever leaves may still read
  state text not null check (state in ('draft', 'applying', 'applied', 'undoing', 'undone', 'discarded')),
  step text not null check (step in ('waiting', 'carrying', 'done')),
  step_done int not null,
  step_total int not null,
  claimed_until timestamptz,               -- whoever carries it out says that it is alive
  counts jsonb not null,                   -- numbers: what was to be done, and what was left alone when it was taken back
  mark bytea check (length(mark) = 32),    -- what the preview showed, and somebody said yes to
  sealed bytea not null,                   -- classes and what becomes of each; owner: snapshot of this plan
  made_at timestamptz not null,
  made_by uuid,
  changed_at timestamptz not null,
  confirmed_at timestamptz,
  confirmed_by uuid,
  applied_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  closed_at timestamptz,                   -- no plan is open any more: it was applied or thrown away
  version int not null,
  primary key (school_id, id),
  foreign key (school_id, from_year_id) references public.school_year,
  constraint year_plan_open exclude using gist (school_id with =) where (closed_at is null)
);
create index year_plan_year on public.year_plan (school_id, from_year_id);
create index year_plan_made on public.year_plan (school_id, made_by);
create index year_plan_confirmed on public.year_plan (school_id, confirmed_by);
create index year_plan_undone on public.year_plan (school_id, undone_by);

-- Of whom a plan says more than their class does: pupils who do not go with it, and who teaches which class.
create table public.year_plan_person (
  school_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  person_id uuid not null,
  fate text not null check (fate in ('repeats', 'moves', 'leaves', 'teaches')),
  target_id uuid,                          -- a class of the plan, which may not have been made yet
  primary key (school_id, id),
  foreign key (school_id, plan_id) references public.year_plan,
  foreign key (school_id, person_id) references public.person
);
create index year_plan_person_plan on public.year_plan_person (school_id, plan_id);
create index year_plan_person_person on public.year_plan_person (school_id, person_id);

-- What carrying out a plan does, row by row, and how it was before.
create table public.year_move (
  school_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  nth int not null,
  kind text not null check (kind in ('year', 'class', 'begin', 'end', 'leave', 'role')),
  target_id uuid not null,                 -- our row: made before it is there
  wanted_id uuid,                          -- the class of the plan that becomes a class
  person_id uuid,
  class_id uuid,
  role text check (role in ('teacher', 'substitute', 'pupil', 'guardian')),
  on_date date,                            -- a place begins, or ends
  was_on date,
  from_at timestamptz,                     -- somebody leaves
  until_at timestamptz,
  was_at timestamptz,
  was_state text check (was_state in ('invited', 'active', 'suspended')),
  done_at timestamptz,
  undone_at timestamptz,
  is_kept boolean,                         -- changed since, so that taking it back left it alone
  primary key (school_id, id),
  unique (school_id, plan_id, nth),
  foreign key (school_id, plan_id) references public.year_plan,
  foreign key (school_id, person_id) references public.person
);
create index year_move_person on public.year_move (school_id, person_id);
create index year_move_target on public.year_move (school_id, target_id);

-- A teacher goes, another takes over.
create table public.hand_over (
  school_id uuid not null references public.school,
  id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  why text not null check (why in ('left', 'absent', 'changed')),
  role text not null check (role in ('substitute', 'teacher')),
  from_on date not null,                   -- the successor's first day
  until_on date,                           -- a substitute's last
  made_at timestamptz not null,
  made_by uuid,
  seen_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  primary key (school_id, id),
  foreign key (school_id, from_id) references public.person,
  foreign key (school_id, to_id) references public.person,
  check (from_id <> to_id),
  check (until_on is null or from_on <= until_on),
  constraint hand_over_substitute check ((role = 'substitute') = (until_on is not null))
);
create index hand_over_from on public.hand_over (school_id, from_id);
create index hand_over_to on public.hand_over (school_id, to_id);
create index hand_over_made on public.hand_over (school_id, made_by);
create index hand_over_undone on public.hand_over (school_id, undone_by);

-- What went: a class, with the place that ended and the one that began; or a row whose bearer has changed.
create table public.hand_over_item (
  school_id uuid not null,
  id uuid not null,
  hand_over_id uuid not null,
  kind text not null check (kind ~ '^[a-z_]{1,40}$'),
  target_id uuid not null,
  ended_id uuid,
  was_on date,
  begun_id uuid,
  primary key (school_id, id),
  unique (school_id, hand_over_id, kind, target_id),
  foreign key (school_id, hand_over_id) references public.hand_over
);
create index hand_over_item_begun on public.hand_over_item (school_id, begun_id);
