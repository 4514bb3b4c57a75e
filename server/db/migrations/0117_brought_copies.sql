-- What somebody brings along from another Préau: the signed copy, kept whole with the person, table by table and file by file.

create table public.brought_copy (
  school_id uuid not null references public.school,
  id uuid not null,
  person_id uuid not null,                 -- whose copy it is
  brought_by uuid,
  brought_at timestamptz not null,
  export_id uuid not null,                 -- as the installation that made it called it: the same copy is brought once
  made_at timestamptz not null,
  is_ours boolean not null,                -- signed by this very installation
  parts int not null check (parts >= 0),
  files int not null check (files >= 0),
  sealed bytea not null,                   -- which school, and whose key signed it
  primary key (school_id, id),
  unique (school_id, person_id, export_id),
  foreign key (school_id, person_id) references public.person
);
create index brought_copy_bringer on public.brought_copy (school_id, brought_by);

create table public.brought_part (
  school_id uuid not null references public.school,
  id uuid not null,
  copy_id uuid not null,
  person_id uuid not null,
  brought_by uuid,
  sealed bytea not null,                   -- the name of a table, and its rows as they were handed out
  primary key (school_id, id),
  foreign key (school_id, copy_id) references public.brought_copy,
  foreign key (school_id, person_id) references public.person
);
create index brought_part_copy on public.brought_part (school_id, copy_id);
create index brought_part_person on public.brought_part (school_id, person_id);
create index brought_part_bringer on public.brought_part (school_id, brought_by);

create table public.brought_file (
  school_id uuid not null references public.school,
  id uuid not null,
  copy_id uuid not null,
  person_id uuid not null,
  brought_by uuid,
  state text not null check (state in ('ready', 'gone')),
  object uuid not null,
  size bigint not null check (size >= 0),
  type text not null check (length(type) <= 100),
  sealed bytea not null,                   -- how it is called, and where it lay in the copy; the file's own key
  primary key (school_id, id),
  foreign key (school_id, copy_id) references public.brought_copy,
  foreign key (school_id, person_id) references public.person
);
create index brought_file_copy on public.brought_file (school_id, copy_id);
create index brought_file_person on public.brought_file (school_id, person_id);
create index brought_file_bringer on public.brought_file (school_id, brought_by);
