-- A copy that somebody of the school looks through before it is given: what concerns somebody else is covered in it, and stays as it is underneath.
alter table public.rights_request
  add column by_hand boolean not null default false, -- answered by a copy that somebody looks through, and not at once
  add constraint rights_request_by_hand check (not by_hand or kind = 'access');
create unique index rights_request_copy on public.rights_request (school_id, asked_by, person_id) where by_hand and closed_at is null;

create table public.prepared_copy (
  school_id uuid not null references public.school,
  id uuid not null,
  request_id uuid not null,                -- the request that it answers
  person_id uuid not null,                 -- whose data it is
  asked_by uuid not null,                  -- who gets it
  version int not null,
  covered int not null,                    -- how many places
  changed_at timestamptz not null,
  changed_by uuid,
  sealed bytea not null,                   -- which places, on which ground, and what was looked through; a key of its own
  primary key (school_id, id),
  unique (school_id, request_id),
  foreign key (school_id, request_id) references public.rights_request,
  foreign key (school_id, person_id) references public.person,
  foreign key (school_id, asked_by) references public.person,
  constraint prepared_copy_counts check (version > 0 and covered >= 0)
);
create index prepared_copy_person on public.prepared_copy (school_id, person_id);
create index prepared_copy_asker on public.prepared_copy (school_id, asked_by);
create index prepared_copy_changers on public.prepared_copy (school_id, changed_by);
create index prepared_copy_changed on public.prepared_copy (school_id, changed_at);
