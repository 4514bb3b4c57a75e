-- Which files of a copy somebody of the desk has opened: whoever gives the copy says how many they have not.
create table public.opened_copy_file (
  school_id uuid not null references public.school,
  id uuid not null,
  request_id uuid not null,                -- the request that the copy answers
  person_id uuid not null,                 -- whose data it is
  asked_by uuid not null,                  -- who gets it
  file_id uuid not null,                   -- random, and so says nothing once the file has gone
  opened_at timestamptz not null,
  opened_by uuid not null,                 -- nobody, once they are erased
  primary key (school_id, id),
  foreign key (school_id, request_id) references public.rights_request,
  foreign key (school_id, person_id) references public.person,
  foreign key (school_id, asked_by) references public.person
);
create unique index opened_copy_file_once on public.opened_copy_file (school_id, request_id, opened_by, file_id) where opened_by <> '00000000-0000-0000-0000-000000000000';
create index opened_copy_file_request on public.opened_copy_file (school_id, request_id);
create index opened_copy_file_person on public.opened_copy_file (school_id, person_id);
create index opened_copy_file_asker on public.opened_copy_file (school_id, asked_by);
create index opened_copy_file_openers on public.opened_copy_file (school_id, opened_by);
create index opened_copy_file_opened on public.opened_copy_file (school_id, opened_at);
