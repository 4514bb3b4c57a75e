-- Schools, accounts, people and how they stand to each other: the ground every later table refers to (decision 0002).
create extension if not exists btree_gist;

create schema app;
create schema directory;

-- The installation itself: one row, made when it is first started.
create table directory.installation (
  id uuid primary key,
  made_at timestamptz not null,
  setup_digest bytea,                      -- SHA-256 of the one-time set-up code; null once it was used
  setup_used_at timestamptz,
  one boolean not null default true unique check (one)
);

create table directory.account (
  id uuid primary key,
  locale text not null check (locale in ('en', 'fr', 'sv', 'ja')),
  time_zone text check (length(time_zone) <= 64),
  password_hash text check (length(password_hash) <= 255),
  password_changed_at timestamptz,
  must_change boolean not null,
  sealed bytea not null,                   -- e-mail, owner: account
  created_at timestamptz not null,
  version int not null
);

create table public.school (
  school_id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$'),
  name text not null check (length(name) between 1 and 200),
  profile text not null check (profile in ('EU-FR', 'EU-SE', 'QC-PRIV', 'QC-PUB', 'US', 'JP')),
  kind text not null check (kind in ('public', 'private', 'training')),
  profile_from date not null,
  locale text not null check (locale in ('en', 'fr', 'sv', 'ja')),
  time_zone text not null check (length(time_zone) <= 64),
  created_at timestamptz not null,
  version int not null
);

create table public.school_year (
  school_id uuid not null references public.school,
  id uuid not null,
  from_on date not null,
  to_on date not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  check (from_on < to_on),
  constraint school_year_overlap exclude using gist (school_id with =, daterange(from_on, to_on, '[]') with &&)
);

create table public.person (
  school_id uuid not null references public.school,
  id uuid not null,
  profile text check (profile in ('EU-FR', 'EU-SE', 'QC-PRIV', 'QC-PUB', 'US', 'JP')),
  born_on date,
  sealed bytea not null,                   -- names, user name, contact; owner: person
  created_at timestamptz not null,
  created_by uuid,
  version int not null,
  primary key (school_id, id)
);

-- A change of state says who, when, why, until; the newest row that has begun is in force.
create table public.person_state (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  state text not null check (state in ('invited', 'active', 'suspended', 'leaving', 'alumni_locked', 'erased')),
  reason text not null check (reason in ('set_up', 'office', 'roster', 'class_key', 'self', 'retention', 'right', 'security')),
  from_at timestamptz not null,
  until_at timestamptz,
  made_by uuid,
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person
);
create index person_state_person on public.person_state (school_id, person_id, from_at);

create table public.person_role (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('administrator', 'head', 'office', 'teacher', 'substitute', 'pupil', 'guardian', 'dpo', 'support', 'operator')),
  reason text not null check (reason in ('set_up', 'office', 'roster', 'class_key', 'grant')),
  from_at timestamptz not null,
  until_at timestamptz,
  granted_by uuid,
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person,
  check (until_at is null or from_at <= until_at),
  constraint person_role_twice exclude using gist (person_id with =, role with =, tstzrange(from_at, until_at) with &&, school_id with =)
);
create index person_role_person on public.person_role (school_id, person_id);

-- An account holds people in different schools; a session acts as one of them.
create table directory.membership (
  account_id uuid not null references directory.account,
  school_id uuid not null,
  person_id uuid not null,
  created_at timestamptz not null,
  primary key (school_id, person_id),
  foreign key (school_id, person_id) references public.person
);
create index membership_account on directory.membership (account_id, school_id, person_id);

create table directory.session (
  id uuid primary key,
  account_id uuid not null references directory.account,
  school_id uuid,
  person_id uuid,
  token_digest bytea not null unique,      -- SHA-256 of the cookie's 256 random bits
  started_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  authenticated_at timestamptz not null,
  shared_device boolean not null,
  foreign key (school_id, person_id) references directory.membership
);
create index session_account on directory.session (account_id);
create index session_person on directory.session (school_id, person_id);

-- Wrong tries, by a digest of who or what is tried, so that guessing gets slower; swept after a day.
create table directory.throttle (
  digest bytea primary key,
  tries int not null,
  first_at timestamptz not null,
  until_at timestamptz not null
);

create table public.class (
  school_id uuid not null,
  id uuid not null,
  school_year_id uuid not null,
  check_way text not null check (check_way in ('known_in_person', 'identity_seen', 'school_list', 'called_back')),
  sealed bytea not null,                   -- label; owner: epoch school_life of the year
  created_at timestamptz not null,
  version int not null,
  primary key (school_id, id),
  foreign key (school_id, school_year_id) references public.school_year
);
create index class_year on public.class (school_id, school_year_id);

create table public.enrolment (
  school_id uuid not null,
  id uuid not null,
  class_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('teacher', 'substitute', 'pupil')),
  from_on date not null,
  until_on date,
  created_at timestamptz not null,
  created_by uuid,
  primary key (school_id, id),
  foreign key (school_id, class_id) references public.class,
  foreign key (school_id, person_id) references public.person,
  check (until_on is null or from_on <= until_on),
  -- the person first: the tree is then narrow at once, and an import of 60,000 rows takes two thirds of the time
  constraint enrolment_twice exclude using gist (person_id with =, class_id with =, daterange(from_on, until_on, '[]') with &&, role with =, school_id with =)
);
create index enrolment_class on public.enrolment (school_id, class_id);
create index enrolment_person on public.enrolment (school_id, person_id);

create table public.guardianship (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  guardian_id uuid not null,
  relation text not null check (relation in ('mother', 'father', 'parent', 'guardian', 'foster', 'relative', 'other')),
  authority text not null check (authority in ('full', 'joint', 'limited', 'none')),
  preset text not null check (preset in ('equal', 'information', 'court_restricted', 'no_contact', 'foster', 'relative')),
  scopes text[] not null check (scopes <@ array['feed', 'progress', 'message', 'absence', 'sign', 'pick_up', 'pay', 'other_guardian', 'copies']),
  from_at timestamptz not null,
  until_at timestamptz,
  verified_by uuid,
  verified_way text check (verified_way in ('known_in_person', 'identity_seen', 'school_list', 'called_back')),
  verified_at timestamptz,
  source text not null check (source in ('class_key', 'roster', 'office', 'delegation')),
  document_id uuid,
  delegated_from uuid,
  join_request_id uuid,
  created_at timestamptz not null,
  version int not null,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references public.person,
  foreign key (school_id, guardian_id) references public.person,
  foreign key (school_id, delegated_from) references public.guardianship,
  check (pupil_id <> guardian_id),
  check (num_nonnulls(verified_by, verified_way, verified_at) in (0, 3)),
  constraint guardianship_overlap exclude using gist (pupil_id with =, guardian_id with =, tstzrange(from_at, until_at) with &&, school_id with =)
);
create index guardianship_pupil on public.guardianship (school_id, pupil_id);
create index guardianship_guardian on public.guardianship (school_id, guardian_id);
create index guardianship_delegated on public.guardianship (school_id, delegated_from);

-- What posts, notices, conversations, list reads and live streams are addressed to; members follow from the relation functions.
create table public.audience (
  school_id uuid not null references public.school,
  id uuid not null,
  kind text not null check (kind in ('school', 'staff', 'class', 'class_staff', 'pupil_circle')),
  target_id uuid not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, kind, target_id)
);

create table public.class_key (
  school_id uuid not null,
  id uuid not null,
  class_id uuid not null,
  issued_at timestamptz not null,
  issued_by uuid,
  ends_on date not null,
  revoked_at timestamptz,
  revoked_by uuid,
  sealed bytea not null,                   -- the eight characters; owner: epoch school_life of the year
  primary key (school_id, id),
  foreign key (school_id, class_id) references public.class,
  check (num_nonnulls(revoked_at, revoked_by) in (0, 2)),
  constraint class_key_live exclude using gist (school_id with =, class_id with =) where (revoked_at is null)
);
create index class_key_class on public.class_key (school_id, class_id);

create table public.join_request (
  school_id uuid not null,
  id uuid not null,
  class_id uuid not null,
  class_key_id uuid not null,
  account_id uuid references directory.account,
  relation text not null check (relation in ('mother', 'father', 'parent', 'guardian', 'foster', 'relative', 'other')),
  locale text not null check (locale in ('en', 'fr', 'sv', 'ja')),
  sealed bytea not null,                   -- child's name, own name, e-mail; owner: snapshot of this request
  token_digest bytea unique,               -- SHA-256 of the token in the confirming mail
  made_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  withdrawn_at timestamptz,
  expired_at timestamptz,                  -- when the sweep found that nobody had decided in time
  decided_at timestamptz,
  decided_by uuid,
  verdict text check (verdict in ('accepted', 'declined')),
  pupil_id uuid,
  check_way text check (check_way in ('known_in_person', 'identity_seen', 'school_list', 'called_back')),
  linked_at timestamptz,                   -- when the ten seconds of undo were over and the guardian was linked
  guardian_id uuid,
  version int not null,
  primary key (school_id, id),
  foreign key (school_id, class_id) references public.class,
  foreign key (school_id, guardian_id) references public.person,
  foreign key (school_id, class_key_id) references public.class_key,
  foreign key (school_id, pupil_id) references public.person,
  constraint join_request_decided_wholly check (num_nonnulls(decided_at, decided_by, verdict) in (0, 3)),
  constraint join_request_accepted_wholly check ((verdict is not distinct from 'accepted') = (num_nonnulls(pupil_id, check_way) = 2) and num_nonnulls(pupil_id, check_way) in (0, 2))
);
create index join_request_class on public.join_request (school_id, class_id);
create index join_request_key on public.join_request (school_id, class_key_id);
create index join_request_pupil on public.join_request (school_id, pupil_id);
create index join_request_guardian on public.join_request (school_id, guardian_id);
create index join_request_account on public.join_request (account_id);

alter table public.guardianship add foreign key (school_id, join_request_id) references public.join_request;
create index guardianship_request on public.guardianship (school_id, join_request_id);

-- Every POST may be sent twice; the answer of the first is kept for seven days, in the same transaction as its effect.
create table public.idempotency (
  school_id uuid not null,
  person_id uuid not null,
  key uuid not null,
  endpoint text not null check (length(endpoint) <= 100),
  request_digest bytea not null,
  status int not null,
  sealed bytea,                            -- the answer; owner: person
  made_at timestamptz not null,
  primary key (school_id, person_id, key)
);
create index idempotency_made on public.idempotency (made_at);
