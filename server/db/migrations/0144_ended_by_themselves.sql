-- What jobs of their own have ended, unannounced: how many rows of which table, in a month. About nobody.
create table public.ended_count (
  school_id uuid not null references public.school,
  rule text not null check (rule ~ '^[a-z]+\.[a-z_]{1,60}$'),
  month_on date not null check (extract(day from month_on) = 1),
  gone int not null check (gone > 0),
  primary key (school_id, rule, month_on)
);
