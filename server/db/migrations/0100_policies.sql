-- What a school asks people to accept or to agree to: each text in versions and languages, each answer a row, and a receipt.

create table public.policy (
  school_id uuid not null references public.school,
  id uuid not null,
  kind text not null check (kind in ('terms', 'consent')),     -- terms are accepted, a consent is given or not, and taken back
  about text not null check (about in ('self', 'pupil')),      -- whom an answer is about: whoever gives it, or a child of theirs
  made_at timestamptz not null,
  ended_at timestamptz,                                        -- nothing is asked any more, and no consent holds
  primary key (school_id, id),
  check (kind = 'consent' or about = 'self')
);

create table public.policy_version (
  school_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  number int not null check (number > 0),
  counts_from int not null check (counts_from between 1 and number), -- answers to earlier versions no longer hold
  published_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, policy_id, number),
  foreign key (school_id, policy_id) references public.policy (school_id, id)
);

-- The text as it is shown: public, about nobody, never changed.
create table public.policy_text (
  school_id uuid not null,
  version_id uuid not null,
  language text not null check (language in ('en', 'fr', 'sv', 'ja')),
  title text not null check (length(title) between 1 and 200),
  body text not null check (length(body) between 1 and 20000),
  digest bytea not null check (length(digest) = 32),
  primary key (school_id, version_id, language),
  foreign key (school_id, version_id) references public.policy_version (school_id, id)
);

create table public.policy_answer (
  school_id uuid not null,
  id uuid not null,                        -- the number of the receipt is made from it
  policy_id uuid not null,
  version_id uuid not null,
  language text not null check (language in ('en', 'fr', 'sv', 'ja')),
  digest bytea not null check (length(digest) = 32), -- SHA-256 of the text that was on the screen
  person_id uuid not null,                 -- about whom
  by_id uuid,
  says text not null check (says in ('accepted', 'yes', 'no')),
  said_at timestamptz not null,
  replaced_at timestamptz,                 -- by a later answer of the same person
  primary key (school_id, id),
  foreign key (school_id, policy_id) references public.policy (school_id, id),
  foreign key (school_id, version_id, language) references public.policy_text (school_id, version_id, language),
  foreign key (school_id, person_id) references public.person (school_id, id),
  foreign key (school_id, by_id) references public.person (school_id, id)
);
create index policy_answer_policy on public.policy_answer (school_id, policy_id);
create index policy_answer_text on public.policy_answer (school_id, version_id, language);
create index policy_answer_person on public.policy_answer (school_id, person_id);
create index policy_answer_by on public.policy_answer (school_id, by_id);
create unique index policy_answer_stands on public.policy_answer (school_id, policy_id, person_id, by_id) where replaced_at is null;
