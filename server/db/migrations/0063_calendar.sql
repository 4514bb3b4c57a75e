-- The calendar of classes, groups and the school: what is entered, what it said before, what families answered, and the addresses at which
-- a family's own program reads it.

create table public.calendar_entry (
  school_id uuid not null references public.school,
  id uuid not null,
  school_year_id uuid not null,
  audience_id uuid not null,
  author_id uuid,
  state text not null check (state in ('planned', 'cancelled')),
  -- Days and times where the school is; without times it is whole days, the last one included.
  from_on date not null,
  to_on date not null,
  from_time time,
  to_time time,
  asks_reply boolean not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,         -- and so for calendars elsewhere: when it was last another
  cancelled_at timestamptz,
  cancelled_by uuid,
  sealed bytea not null,                   -- title, place, note; owner: class life of the school year
  version int not null,
  primary key (school_id, id),
  foreign key (school_id, school_year_id) references public.school_year (school_id, id),
  foreign key (school_id, audience_id) references public.audience (school_id, id),
  check (to_on >= from_on and to_on - from_on <= 62),
  check (num_nonnulls(from_time, to_time) <> 1),
  check (from_time is null or to_on > from_on or to_time > from_time),
  check ((state = 'cancelled') = (cancelled_at is not null))
);
create index calendar_entry_days on public.calendar_entry (school_id, audience_id, from_on);
create index calendar_entry_year on public.calendar_entry (school_id, school_year_id);
create index calendar_entry_author on public.calendar_entry (school_id, author_id);
create index calendar_entry_cancelled on public.calendar_entry (school_id, cancelled_by);

-- What an entry said before it was changed.
create table public.calendar_version (
  school_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  number int not null check (number > 0),
  written_by uuid,
  replaced_at timestamptz not null,
  from_on date not null,
  to_on date not null,
  from_time time,
  to_time time,
  sealed bytea not null,                   -- title, place, note; owner: class life of the school year
  primary key (school_id, id),
  unique (school_id, entry_id, number),
  foreign key (school_id, entry_id) references public.calendar_entry (school_id, id)
);
create index calendar_version_author on public.calendar_version (school_id, written_by);

-- One answer for one pupil, by the pupil or whoever may sign for them; the last one counts.
create table public.calendar_reply (
  school_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  pupil_id uuid not null,
  answer text not null check (answer in ('yes', 'no', 'perhaps')),
  answered_by uuid,
  answered_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, entry_id, pupil_id),
  foreign key (school_id, entry_id) references public.calendar_entry (school_id, id),
  foreign key (school_id, pupil_id) references public.person (school_id, id)
);
create index calendar_reply_pupil on public.calendar_reply (school_id, pupil_id);
create index calendar_reply_by on public.calendar_reply (school_id, answered_by);

-- The address at which a program of this person reads the calendar of a child, or their own. Only its digest is kept; without one it leads nowhere.
create table public.calendar_feed (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  pupil_id uuid not null,
  digest bytea check (length(digest) = 32),
  with_name boolean not null,
  made_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, person_id, pupil_id),
  foreign key (school_id, person_id) references public.person (school_id, id),
  foreign key (school_id, pupil_id) references public.person (school_id, id)
);
create index calendar_feed_address on public.calendar_feed (school_id, digest);
create index calendar_feed_pupil on public.calendar_feed (school_id, pupil_id);
