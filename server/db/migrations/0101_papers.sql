-- What a school's record, notice and map of flows were printed from, each time that it was something else: enumerations, about nobody.
create table public.paper_version (
  school_id uuid not null references public.school,
  number int not null check (number > 0),
  release text not null check (length(release) between 1 and 40),
  made_at timestamptz not null,
  digest bytea not null check (length(digest) = 32),
  content jsonb not null,
  primary key (school_id, number)
);
