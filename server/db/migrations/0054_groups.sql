-- Teaching groups: pupils of one or of several classes whom a teacher has brought together for a school year, and who stands in them since when.

create table public.teaching_group (
  school_id uuid not null,
  id uuid not null,
  school_year_id uuid not null,
  owner_id uuid,                           -- null: whose it was has been erased, and the office gives it to somebody else
  created_at timestamptz not null,
  archived_at timestamptz,                 -- put away: nobody belongs to it any more
  sealed bytea not null,                   -- label; owner: epoch school_life of the year
  version int not null,
  primary key (school_id, id),
  foreign key (school_id, school_year_id) references public.school_year (school_id, id)
);
create index teaching_group_year on public.teaching_group (school_id, school_year_id);
create index teaching_group_owner on public.teaching_group (school_id, owner_id);

create table public.group_place (
  school_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('teacher', 'pupil')),
  from_at timestamptz not null,
  until_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, group_id) references public.teaching_group (school_id, id),
  foreign key (school_id, person_id) references public.person (school_id, id),
  check (until_at is null or from_at <= until_at),
  constraint group_place_twice exclude using gist (person_id with =, group_id with =, tstzrange(from_at, until_at) with &&, school_id with =)
);
create index group_place_group on public.group_place (school_id, group_id);
create index group_place_person on public.group_place (school_id, person_id);

alter table public.audience drop constraint audience_kind_check;
alter table public.audience add constraint audience_kind_check
  check (kind in ('school', 'staff', 'class', 'class_staff', 'pupil_circle', 'group'));
