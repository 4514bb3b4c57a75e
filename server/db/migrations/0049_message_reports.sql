-- Who may write to whom, who else can read it, and who acts on a report: a school's own rows, where it has changed what everybody begins with.

create table public.writing_rule (
  school_id uuid not null references public.school,
  line text not null check (line in ('teacher_guardian', 'office_guardian', 'teacher_pupil', 'office_pupil')),
  school_may text not null check (school_may in ('begin', 'answer', 'never')),
  family_may text not null check (family_may in ('begin', 'answer', 'never')),
  read_by text[] not null check (read_by <@ array['head', 'administrator', 'dpo']),
  reports_to text not null check (reports_to in ('head', 'administrator', 'office')),
  acts_id uuid,                            -- this person before others of the role
  days int not null check (days between 1 and 14),
  version int not null,
  set_by uuid,
  set_at timestamptz not null,
  primary key (school_id, line),
  -- What adults and pupils write to each other, the head can always read.
  check (line in ('teacher_guardian', 'office_guardian') or 'head' = any (read_by))
);
create index writing_rule_acts on public.writing_rule (school_id, acts_id);
create index writing_rule_set on public.writing_rule (school_id, set_by);

create table public.message_report (
  school_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  reported_by uuid,
  why text not null check (why in ('hurtful', 'threat', 'private', 'misuse', 'other')),
  made_at timestamptz not null,
  acts_id uuid,                            -- who decides
  due_at timestamptz not null,
  overdue_at timestamptz,                  -- since when those who lead the school know that nobody has decided
  decided_at timestamptz,
  decided_by uuid,
  verdict text check (verdict in ('restored', 'kept_hidden')),
  primary key (school_id, id),
  foreign key (school_id, message_id) references public.message (school_id, id),
  foreign key (school_id, conversation_id) references public.conversation (school_id, id),
  check (num_nonnulls(decided_at, verdict) <> 1)
);
create unique index message_report_open on public.message_report (school_id, message_id) where decided_at is null;
create index message_report_message on public.message_report (school_id, message_id);
create index message_report_conversation on public.message_report (school_id, conversation_id);
create index message_report_reporter on public.message_report (school_id, reported_by);
create index message_report_acts on public.message_report (school_id, acts_id);
create index message_report_decider on public.message_report (school_id, decided_by);
