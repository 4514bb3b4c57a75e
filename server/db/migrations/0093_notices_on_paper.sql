-- What was handed out on paper and came back signed counts as confirmed, under the name of whoever noted it.
create table public.notice_paper (
  school_id uuid not null,
  notice_id uuid not null,
  person_id uuid not null,
  is_family boolean not null,              -- the pupil stands for a family of whom nobody is known here
  noted_by uuid,
  noted_at timestamptz not null,
  primary key (school_id, notice_id, is_family, person_id),
  foreign key (school_id, notice_id) references public.notice (school_id, id),
  foreign key (school_id, person_id) references public.person (school_id, id)
);
create index notice_paper_person on public.notice_paper (school_id, person_id);
create index notice_paper_noted on public.notice_paper (school_id, noted_by);
