-- What the nightly sweep ends stands here the day before, by rule and number, and may be held until somebody has looked. The sweep ends nothing else.
create table public.announced_sweep (
  school_id uuid not null references public.school,
  id uuid not null,
  rule text not null check (rule ~ '^[a-z]+\.[a-z_]{1,60}$'), -- the table that the rule is for
  by_on date not null,                     -- of rows that began before this day
  rows int not null check (rows >= 0),
  late int not null check (late >= 0),     -- had their time, and live on
  announced_on date not null,
  due_on date not null,
  held_until date,
  why text,
  held_at timestamptz,
  held_by uuid,
  done_at timestamptz,
  gone int check (gone >= 0),
  primary key (school_id, id),
  constraint announced_sweep_before check (by_on < due_on and announced_on < due_on),
  constraint announced_sweep_hold check (num_nulls(held_until, why, held_at) in (0, 3) and (held_by is null or held_at is not null)),
  constraint announced_sweep_why check (why in ('still_needed', 'question_open', 'dispute', 'mistake')),
  constraint announced_sweep_done check (num_nulls(done_at, gone) in (0, 2))
);
create unique index announced_sweep_open on public.announced_sweep (school_id, rule) where done_at is null;
create index announced_sweep_ended on public.announced_sweep (school_id, done_at);
create index announced_sweep_holder on public.announced_sweep (school_id, held_by);
