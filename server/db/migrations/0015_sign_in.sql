-- Signing in for schools: second factors, what a session may not do yet, forgotten passwords, a school's own rules.
alter table directory.account add column must_change_why text
  check (must_change_why in ('first_password', 'helped_reset', 'breached', 'shared', 'leaver', 'weak_hash', 'calendar'));
alter table directory.account add column password_stands_alone boolean not null default true;  -- false: good enough beside a second factor only
alter table directory.account add column invented boolean not null default false;              -- of the demo: nobody real, and no second factor

alter table directory.session add column limited text check (limited in ('second_step', 'must_change', 'must_enrol'));
alter table directory.session add column device text not null default 'unknown' check (device in ('phone', 'tablet', 'computer', 'unknown'));
alter table directory.session add column system text not null default 'unknown'
  check (system in ('windows', 'macos', 'ios', 'android', 'chromeos', 'linux', 'unknown'));
alter table directory.session add column browser text not null default 'unknown'
  check (browser in ('chrome', 'edge', 'firefox', 'safari', 'samsung', 'unknown'));

create table directory.sign_in_method (
  id uuid primary key,
  account_id uuid not null references directory.account,
  kind text not null check (kind in ('passkey', 'totp')),
  handle_digest bytea unique,              -- SHA-256 of a passkey's own name for itself, at least 128 random bits
  sealed bytea not null,                   -- public key or secret, and what the person calls it; owner: account
  counter bigint not null,                 -- the last signature count of a passkey, the last time step of an authenticator: neither is taken twice
  made_at timestamptz not null,
  confirmed_at timestamptz,                -- when it was first used right: before that it opens nothing
  used_at timestamptz,
  ended_at timestamptz,
  check ((kind = 'passkey') = (handle_digest is not null))
);
create index sign_in_method_account on directory.sign_in_method (account_id);
create unique index sign_in_method_one_authenticator on directory.sign_in_method (account_id) where kind = 'totp' and confirmed_at is not null and ended_at is null;

create table directory.recovery_code (
  id uuid primary key,
  account_id uuid not null references directory.account,
  code_digest bytea not null unique,       -- SHA-256 of 80 random bits
  made_at timestamptz not null,
  used_at timestamptz,
  voided_at timestamptz                    -- when new ones were made
);
create index recovery_code_account on directory.recovery_code (account_id);

create table directory.sign_in_challenge (
  digest bytea primary key,                -- SHA-256 of the 256 random bits that a passkey has to sign, once
  made_at timestamptz not null,
  expires_at timestamptz not null
);

create table directory.reset (
  school_id uuid not null references public.school,  -- whose door the link leads to
  id uuid not null,
  account_id uuid not null references directory.account,
  way text not null check (way in ('mail', 'helped')),  -- who helped is in the ledger
  token_digest bytea not null unique,      -- SHA-256 of the link's 256 random bits
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (school_id, id)
);
create index reset_account on directory.reset (account_id);

create table public.sign_in_rules (
  school_id uuid primary key references public.school,
  rotate_all_days int check (rotate_all_days between 90 and 730),  -- null: only on risk, and yearly for those with much in their hands
  changed_at timestamptz not null,
  version int not null
);
