-- A photo that is taken out of a post leaves a line beside what the post said before: that one went, by whom and when; never which.
create table public.photo_removal (
  school_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  pupil_id uuid,                           -- whose family alone had the photo; the line is for no other
  removed_at timestamptz not null,
  removed_by uuid,
  primary key (school_id, id),
  foreign key (school_id, post_id) references public.post (school_id, id),
  foreign key (school_id, pupil_id) references public.person (school_id, id)
);
create index photo_removal_post on public.photo_removal (school_id, post_id);
create index photo_removal_pupil on public.photo_removal (school_id, pupil_id);
create index photo_removal_by on public.photo_removal (school_id, removed_by);
