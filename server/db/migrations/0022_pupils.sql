-- The door of young pupils: a class's code, four words on a slip, pictures on a device that a teacher has enrolled.

alter table public.slip_batch add column kind text not null default 'code' check (kind in ('code', 'words'));

create table public.class_door (
  school_id uuid not null,
  id uuid not null,
  class_id uuid not null,
  made_at timestamptz not null,
  made_by uuid,
  ends_on date not null,                   -- the last day of the class's year
  ended_at timestamptz,                    -- when the next code took its place
  sealed bytea not null,                   -- the code; owner: epoch school_life of the year
  primary key (school_id, id),
  foreign key (school_id, class_id) references public.class
);
create index class_door_class on public.class_door (school_id, class_id, made_at);
create unique index class_door_live on public.class_door (school_id, class_id) where ended_at is null;

create table public.pupil_words (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  batch_id uuid not null,
  secret_hash text not null check (secret_hash ~ '^\$argon2id\$[!-~]{1,150}$'), -- of four words by chance
  made_at timestamptz not null,
  ends_on date not null,
  used_at timestamptz,                     -- when they were last right
  voided_at timestamptz,
  void_why text check (void_why in ('new_one', 'lost')),
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person,
  foreign key (school_id, batch_id) references public.slip_batch,
  check (num_nonnulls(voided_at, void_why) in (0, 2))
);
create index pupil_words_person on public.pupil_words (school_id, person_id, made_at);
create index pupil_words_batch on public.pupil_words (school_id, batch_id);
create unique index pupil_words_live on public.pupil_words (school_id, person_id) where voided_at is null;

create table public.enrolled_device (
  school_id uuid not null,
  id uuid not null,
  class_id uuid not null,
  token_digest bytea not null,             -- SHA-256 of the cookie's 256 random bits
  made_at timestamptz not null,
  made_by uuid,
  ends_on date not null,
  ended_at timestamptz,
  primary key (school_id, id),
  unique (school_id, token_digest),
  foreign key (school_id, class_id) references public.class
);
create index enrolled_device_class on public.enrolled_device (school_id, class_id, made_at);
create index enrolled_device_made on public.enrolled_device (school_id, made_by);
create index class_door_made on public.class_door (school_id, made_by);

create table public.pupil_pictures (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  row_digest bytea not null check (length(row_digest) = 32), -- keyed with the pupil's own key: means nothing without the ring, and dies with it
  made_at timestamptz not null,
  wrong int not null default 0,            -- since they were last right
  ended_at timestamptz,                    -- chosen anew, tried too often, or ended by the school
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person
);
create index pupil_pictures_person on public.pupil_pictures (school_id, person_id, made_at);
create unique index pupil_pictures_live on public.pupil_pictures (school_id, person_id) where ended_at is null;
