-- Conversations between the school and the family of one pupil: who takes part, what was said, how far each has read, and what the office notes.

create table public.conversation (
  school_id uuid not null references public.school,
  id uuid not null,
  school_year_id uuid not null,
  line text not null check (line in ('teacher_guardian', 'office_guardian', 'teacher_pupil', 'office_pupil')),
  pupil_id uuid not null,                  -- about whom
  class_id uuid,                           -- whose teachers; null: the office
  teacher_id uuid,                         -- one of them alone; null: whoever teaches the class. No foreign key: a hand-over moves it
  round_id uuid,                           -- begun together with others, to a whole class
  begun_by uuid,
  begun_side text not null check (begun_side in ('school', 'family')),
  begun_at timestamptz not null,
  last_at timestamptz not null,            -- when something was last said
  state text not null check (state in ('open', 'closed')),
  assigned_to uuid,                        -- who of the office sees to it
  closed_by uuid,
  closed_at timestamptz,
  sealed bytea not null,                   -- what it is about; owners: the pupil and the conversations of the school year
  primary key (school_id, id),
  foreign key (school_id, school_year_id) references public.school_year (school_id, id),
  foreign key (school_id, pupil_id) references public.person (school_id, id),
  foreign key (school_id, class_id) references public.class (school_id, id),
  check ((line in ('teacher_guardian', 'teacher_pupil')) = (class_id is not null)),
  check (class_id is not null or teacher_id is null),
  check ((state = 'closed') = (closed_at is not null))
);
create index conversation_year on public.conversation (school_id, school_year_id);
create index conversation_pupil on public.conversation (school_id, pupil_id);
create index conversation_class on public.conversation (school_id, class_id, teacher_id);
create index conversation_teacher on public.conversation (school_id, teacher_id);
create index conversation_begun on public.conversation (school_id, begun_by);
create index conversation_assigned on public.conversation (school_id, assigned_to);
create index conversation_closed on public.conversation (school_id, closed_by);
create index conversation_line on public.conversation (school_id, line, state, last_at);

-- Whom of the family it is with: fixed when it begins. Whether they may still read it is asked each time.
create table public.conversation_member (
  school_id uuid not null,
  conversation_id uuid not null,
  person_id uuid not null,
  primary key (school_id, conversation_id, person_id),
  foreign key (school_id, conversation_id) references public.conversation (school_id, id),
  foreign key (school_id, person_id) references public.person (school_id, id)
);
create index conversation_member_person on public.conversation_member (school_id, person_id);

create table public.message (
  school_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  author_id uuid,
  side text not null check (side in ('school', 'family')),
  made_at timestamptz not null,
  edited_at timestamptz,
  state text not null check (state in ('sent', 'withdrawn', 'hidden')),
  withdrawn_at timestamptz,
  urgent text check (urgent in ('closure', 'safety', 'health', 'today')),
  version int not null check (version > 0),
  primary key (school_id, id),
  foreign key (school_id, conversation_id) references public.conversation (school_id, id),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check (urgent is null or side = 'school')
);
create index message_conversation on public.message (school_id, conversation_id, id);
create index message_author on public.message (school_id, author_id);

-- What a message says now, and what it said before: each a row. Whoever may not read a message that was hidden has no row of its words.
create table public.message_text (
  school_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  pupil_id uuid not null,
  author_id uuid,
  number int not null check (number > 0),
  language text not null check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'),
  written_at timestamptz not null,
  sealed bytea not null,                   -- owners: the pupil and the conversations of the school year
  primary key (school_id, id),
  unique (school_id, message_id, number),
  foreign key (school_id, message_id) references public.message (school_id, id),
  foreign key (school_id, conversation_id) references public.conversation (school_id, id),
  foreign key (school_id, pupil_id) references public.person (school_id, id)
);
create index message_text_conversation on public.message_text (school_id, conversation_id);
create index message_text_pupil on public.message_text (school_id, pupil_id);
create index message_text_author on public.message_text (school_id, author_id);

-- What the school's side notes for itself.
create table public.conversation_note (
  school_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  pupil_id uuid not null,
  author_id uuid,
  made_at timestamptz not null,
  language text not null check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'),
  sealed bytea not null,                   -- owners: the pupil and the conversations of the school year
  primary key (school_id, id),
  foreign key (school_id, conversation_id) references public.conversation (school_id, id),
  foreign key (school_id, pupil_id) references public.person (school_id, id)
);
create index conversation_note_conversation on public.conversation_note (school_id, conversation_id, id);
create index conversation_note_pupil on public.conversation_note (school_id, pupil_id);
create index conversation_note_author on public.conversation_note (school_id, author_id);

-- How far somebody has read, and from when on others may know.
create table public.conversation_reading (
  school_id uuid not null,
  conversation_id uuid not null,
  person_id uuid not null,
  message_id uuid not null,                -- ids grow: everything up to this one
  read_at timestamptz not null,
  shown_at timestamptz not null,           -- not in quiet hours
  primary key (school_id, conversation_id, person_id),
  foreign key (school_id, conversation_id) references public.conversation (school_id, id),
  foreign key (school_id, person_id) references public.person (school_id, id),
  foreign key (school_id, message_id) references public.message (school_id, id)
);
create index conversation_reading_person on public.conversation_reading (school_id, person_id);
create index conversation_reading_message on public.conversation_reading (school_id, message_id);

-- Whoever does not want others to know what they have read.
create table public.reading_choice (
  school_id uuid not null references public.school,
  person_id uuid not null,
  is_shown boolean not null,
  primary key (school_id, person_id),
  foreign key (school_id, person_id) references public.person (school_id, id)
);
