-- Files: what people share, what it is attached to, what is made from it, and objects of the store that nothing names any more (foundation 10).

create table public.file (
  school_id uuid not null references public.school,
  id uuid not null,
  state text not null check (state in ('uploading', 'scanning', 'ready', 'refused')),
  state_at timestamptz not null,
  state_by uuid,                           -- the school itself, where a scan decided
  refused_for text check (refused_for in ('infected', 'not_scannable', 'damaged', 'too_many_pixels')),
  type text check (type in ('image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'application/pdf',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'application/vnd.oasis.opendocument.text',
    'application/vnd.oasis.opendocument.spreadsheet', 'application/vnd.oasis.opendocument.presentation', 'text/plain', 'video/mp4', 'video/quicktime', 'video/webm')),
  size int check (size >= 0),
  hash bytea check (length(hash) = 32),    -- SHA-256 of the ciphertext
  width int check (width > 0),
  height int check (height > 0),
  object uuid not null,                    -- its name in the store: random, and says nothing
  sealed bytea not null,                   -- the name that it had; owner: the file itself
  uploaded_at timestamptz not null,
  uploaded_by uuid,
  primary key (school_id, id),
  constraint file_refused_for check (refused_for is null or state = 'refused'),
  constraint file_known check (state = 'uploading' or num_nulls(type, size, hash) = 0)
);
create index file_uploaded_by on public.file (school_id, uploaded_by);
create index file_state_by on public.file (school_id, state_by);
create index file_waiting on public.file (school_id, uploaded_at) where state <> 'ready';

-- What is made from a file. Sealed under the file's own key, so that it dies with it.
create table public.derivative (
  school_id uuid not null,
  id uuid not null,
  file_id uuid not null,
  kind text not null check (kind in ('thumbnail')),
  type text not null check (type in ('image/webp')),
  size int not null check (size >= 0),
  hash bytea not null check (length(hash) = 32),
  width int not null check (width > 0),
  height int not null check (height > 0),
  object uuid not null,
  made_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, file_id, kind),
  foreign key (school_id, file_id) references public.file
);

create table public.attachment (
  school_id uuid not null,
  id uuid not null,
  file_id uuid not null,
  target_kind text not null check (target_kind in ('class', 'person', 'post', 'comment', 'message', 'notice', 'homework', 'submission')),
  target_id uuid not null,
  place int not null,                      -- its place among the files of the same target
  attached_at timestamptz not null,
  attached_by uuid,
  primary key (school_id, id),
  unique (school_id, file_id, target_kind, target_id),
  foreign key (school_id, file_id) references public.file
);
create index attachment_target on public.attachment (school_id, target_id);
create index attachment_attached_by on public.attachment (school_id, attached_by);

-- Whatever row of the above goes leaves the name of its object here, until a job has taken it out of the store.
create table public.discarded_object (
  school_id uuid not null references public.school,
  object uuid not null,
  primary key (school_id, object)
);
