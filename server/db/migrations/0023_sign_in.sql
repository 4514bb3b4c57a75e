-- How often passwords had to be changed for a reason, by school, month and reason: a number to be shown, of nobody.
create table public.password_rotation (
  school_id uuid not null references public.school,
  month date not null,
  why text not null check (why in ('helped_reset', 'breached', 'shared', 'leaver', 'weak_hash', 'calendar')),
  changes int not null check (changes > 0),
  primary key (school_id, month, why)
);
