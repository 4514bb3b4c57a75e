-- Who reads what about whom: how a school shows its staff to families, and cases of reads that nothing explains.
alter table public.school add column readers_shown_as text not null default 'initials' check (readers_shown_as in ('role', 'initials', 'name'));

-- Somebody read what is sensitive about a pupil with whom they have nothing to do. The data protection officer looks at it.
create table public.curiosity_case (
  school_id uuid not null references public.school,
  id uuid not null,
  fact_id uuid not null,
  reader_id uuid,
  pupil_id uuid not null,
  event smallint not null,
  purpose smallint not null,
  read_at timestamptz not null,
  opened_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, fact_id),
  foreign key (school_id, pupil_id) references public.person (school_id, id)
);
create index curiosity_case_pupil on public.curiosity_case (school_id, pupil_id);
create index curiosity_case_reader on public.curiosity_case (school_id, reader_id);
