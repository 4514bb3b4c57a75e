-- Uploads that go on where the line was lost: how long a file will be, and the parts of it that have arrived.

alter table public.file add column awaited int check (awaited > 0);  -- so many bytes were announced; null: it came in one piece

create table public.upload_part (
  school_id uuid not null,
  id uuid not null,
  file_id uuid not null,
  start_at int not null check (start_at >= 0),
  size int check (size > 0),               -- null: still coming
  object uuid not null,                    -- its name in the store; sealed under the file's own key
  begun_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, file_id, start_at),
  foreign key (school_id, file_id) references public.file (school_id, id)
);
