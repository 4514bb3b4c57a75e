-- Photos: who is on them, as somebody said who was there, and how far they may go. No machine looks for faces.

create table public.photo (
  school_id uuid not null,
  file_id uuid not null,
  school_year_id uuid not null,            -- the consents of this year are asked
  state text not null check (state in ('open', 'tagged', 'nobody')),   -- open: somebody has to say (again) who is on it
  reach text not null check (reach in ('audience', 'families')),
  instead_of uuid,                         -- the photo whose places were made unrecognisable for this one
  tagged_at timestamptz not null,
  tagged_by uuid,
  sealed bytea not null,                   -- what is to be seen on it, in words; owner: the file
  primary key (school_id, file_id),
  foreign key (school_id, file_id) references public.file,
  foreign key (school_id, school_year_id) references public.school_year (school_id, id),
  foreign key (school_id, instead_of) references public.photo (school_id, file_id)
);
create index photo_year on public.photo (school_id, school_year_id);
create index photo_instead_of on public.photo (school_id, instead_of);
create index photo_tagged_by on public.photo (school_id, tagged_by);

create table public.depiction (
  school_id uuid not null,
  id uuid not null,
  file_id uuid not null,
  pupil_id uuid not null,
  at_left int check (at_left between 0 and 1000),   -- thousandths of the picture, drawn by hand
  at_top int check (at_top between 0 and 1000),
  wide int check (wide between 1 and 1000),
  high int check (high between 1 and 1000),
  tagged_at timestamptz not null,
  tagged_by uuid,
  primary key (school_id, id),
  unique (school_id, file_id, pupil_id),
  foreign key (school_id, file_id) references public.photo (school_id, file_id),
  foreign key (school_id, pupil_id) references public.person (school_id, id),
  check (num_nulls(at_left, at_top, wide, high) in (0, 4))
);
create index depiction_pupil on public.depiction (school_id, pupil_id);
create index depiction_tagged_by on public.depiction (school_id, tagged_by);

-- So many of the files of a post are photos: a feed need not look for those that have none.
alter table public.post add column photos int not null default 0;
