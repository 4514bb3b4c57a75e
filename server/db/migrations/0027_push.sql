-- How somebody is told that there is something new: how much of it, and on which devices.
create table public.notification_choice (
  school_id uuid not null,
  person_id uuid not null,
  preset text not null default 'normal' check (preset in ('calm', 'normal', 'everything')),
  told_at timestamptz,                     -- when this person was last told of something
  primary key (school_id, person_id),
  foreign key (school_id, person_id) references public.person
);

create table public.push_device (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  session_id uuid not null,                -- of directory.session: it ends with it
  endpoint_digest bytea not null check (length(endpoint_digest) = 32), -- SHA-256 of an address that is made by chance
  made_at timestamptz not null,
  test_digest bytea check (length(test_digest) = 32), -- SHA-256 of the code in the last test
  confirmed_at timestamptz,                -- when the person said that a test had arrived
  sealed bytea not null,                   -- the address and the browser's keys; owner: the person
  primary key (school_id, id),
  unique (school_id, person_id, endpoint_digest),
  foreign key (school_id, person_id) references public.person
);
create index push_device_session on public.push_device (school_id, session_id);
