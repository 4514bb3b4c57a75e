-- What people ask about what is held of them: each request is a row with its clock, from being asked to being answered.

create table public.rights_request (
  school_id uuid not null references public.school,
  id uuid not null,                        -- the number to quote is made from it
  kind text not null check (kind in ('access', 'portability', 'rectification', 'erasure', 'restriction', 'objection', 'human')),
  person_id uuid not null,                 -- whom it is about
  asked_by uuid not null,                  -- that person, or a guardian
  asked_at timestamptz not null,
  profile text not null check (profile in ('EU-FR', 'EU-SE', 'QC-PRIV', 'QC-PUB', 'US', 'JP')),  -- whose clock it runs by
  due_on date not null,
  extended_at timestamptz,
  cools_until timestamptz,                 -- an erasure is not carried out before
  link_until timestamptz,                  -- a copy can be fetched until then
  field text check (length(field) <= 121), -- which value is wrong: table and field of the data map
  code_digest bytea check (length(code_digest) = 32),
  closed_at timestamptz,
  closed_by uuid,
  outcome text check (outcome in ('granted', 'refused', 'withdrawn', 'duplicate')),
  ground text check (ground in ('kept_by_law', 'public_task', 'rights_of_others', 'not_identified', 'already_answered', 'excessive')),
  sealed bytea not null,                   -- what was written, and what was answered; a key of its own
  version int not null default 1,
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person,
  foreign key (school_id, asked_by) references public.person,
  constraint rights_request_closing check (num_nulls(closed_at, outcome) in (0, 2)),
  constraint rights_request_grounded check ((outcome is not distinct from 'refused') = (ground is not null))
);
create index rights_request_person on public.rights_request (school_id, person_id, asked_at);
create index rights_request_asker on public.rights_request (school_id, asked_by, asked_at);
create index rights_request_closer on public.rights_request (school_id, closed_by);
create index rights_request_due on public.rights_request (school_id, due_on) where closed_at is null;
-- The same asked twice at once is one request.
create unique index rights_request_demand on public.rights_request (school_id, asked_by, person_id, kind)
  where closed_at is null and kind in ('erasure', 'restriction', 'objection');
create unique index rights_request_field on public.rights_request (school_id, asked_by, person_id, field) where closed_at is null;
