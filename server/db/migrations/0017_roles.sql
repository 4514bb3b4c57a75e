-- Roles: why each was given and until when, what waits for a second person, reviews of all that was given, and help with one person's account.
create table public.grant_request (
  school_id uuid not null references public.school,
  id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('administrator', 'head', 'office', 'teacher', 'substitute', 'dpo', 'support')),
  why text not null check (why in ('post', 'replacement', 'duty', 'handover', 'technical')),
  class_id uuid,                           -- whose class a substitute takes
  sealed bytea not null,                   -- a note; owner: the person
  asked_at timestamptz not null,
  asked_by uuid,
  until_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  verdict text check (verdict in ('granted', 'declined', 'withdrawn')),
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person (school_id, id),
  foreign key (school_id, class_id) references public.class (school_id, id),
  check ((verdict is null) = (decided_at is null)),
  check (asked_at < until_at),
  constraint grant_by_two check (role <> 'administrator' or verdict is distinct from 'granted' or decided_by is distinct from asked_by or asked_by is null),
  constraint grant_not_to_oneself check (verdict is distinct from 'granted' or (asked_by is distinct from person_id and decided_by is distinct from person_id)),
  constraint grant_request_open exclude using gist (school_id with =, person_id with =, role with =) where (verdict is null)
);
create index grant_request_person on public.grant_request (school_id, person_id);
create index grant_request_class on public.grant_request (school_id, class_id);
create index grant_request_asked on public.grant_request (school_id, asked_by);
create index grant_request_decided on public.grant_request (school_id, decided_by);

-- Each role says what it came from and how it ended.
alter table public.person_role add column grant_id uuid;
alter table public.person_role add column ended_by uuid;
alter table public.person_role add column ended_why text check (ended_why in ('left', 'mistake', 'not_needed', 'security', 'review', 'silence', 'date', 'replaced'));
alter table public.person_role add foreign key (school_id, grant_id) references public.grant_request (school_id, id);
alter table public.person_role add constraint person_role_grant_once unique (school_id, grant_id);
create index person_role_ended on public.person_role (school_id, ended_by);
create index person_role_live on public.person_role (school_id, role) where role not in ('pupil', 'guardian');

-- All that was given to staff is looked at once a quarter: kept, removed, or removed because nobody said anything.
create table public.access_review (
  school_id uuid not null references public.school,
  id uuid not null,
  quarter_on date not null,                -- the first day of its quarter
  opened_at timestamptz not null,
  opened_by uuid,
  due_at timestamptz not null,
  reminded_at timestamptz,
  closed_at timestamptz,
  primary key (school_id, id),
  check (opened_at < due_at),
  constraint access_review_open exclude using gist (school_id with =) where (closed_at is null)
);
create index access_review_opened on public.access_review (school_id, opened_by);

create table public.access_review_item (
  school_id uuid not null references public.school,
  id uuid not null,
  review_id uuid not null,
  person_role_id uuid not null,
  person_id uuid not null,
  listed_at timestamptz not null,
  decision text check (decision in ('keep', 'remove', 'silence', 'last', 'ended')),
  decided_at timestamptz,
  decided_by uuid,
  primary key (school_id, id),
  unique (school_id, review_id, person_role_id),
  foreign key (school_id, review_id) references public.access_review (school_id, id),
  foreign key (school_id, person_role_id) references public.person_role (school_id, id),
  foreign key (school_id, person_id) references public.person (school_id, id),
  check ((decision is null) = (decided_at is null)),
  constraint access_review_not_oneself check (decided_by is distinct from person_id)
);
create index access_review_item_role on public.access_review_item (school_id, person_role_id);
create index access_review_item_person on public.access_review_item (school_id, person_id);
create index access_review_item_decided on public.access_review_item (school_id, decided_by);

-- Somebody of support helps one person, with consent, for an hour at most.
create table public.support_access (
  school_id uuid not null references public.school,
  id uuid not null,
  person_id uuid not null,                 -- who helps
  subject_id uuid not null,                -- whom
  reason text not null check (reason in ('cannot_sign_in', 'something_missing', 'something_wrong', 'technical')),
  with_names boolean not null,             -- more than initials was asked for
  sealed bytea not null,                   -- the ticket; owner: who helps
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  verdict text check (verdict in ('consented', 'declined')),
  until_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person (school_id, id),
  foreign key (school_id, subject_id) references public.person (school_id, id),
  check (person_id <> subject_id),
  constraint support_access_decided check ((verdict is null) = (decided_at is null)),
  constraint support_access_an_hour check (verdict is distinct from 'consented' or until_at <= decided_at + interval '60 minutes'),
  constraint support_access_not_by_oneself check (verdict is distinct from 'consented' or decided_by is distinct from person_id),
  constraint support_access_open exclude using gist (school_id with =, person_id with =, subject_id with =) where (verdict is null)
);
create index support_access_person on public.support_access (school_id, person_id);
create index support_access_subject on public.support_access (school_id, subject_id);
create index support_access_decided_by on public.support_access (school_id, decided_by);
create index support_access_ended_by on public.support_access (school_id, ended_by);
