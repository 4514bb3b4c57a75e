-- An address that mail comes back from is replaced once somebody has opened, at the other one, the mail that asks whether it is theirs.
create table directory.address_change (
  account_id uuid primary key references directory.account,
  asked_in uuid not null references public.school,  -- the mail is that school's
  by_office boolean not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  token_digest bytea unique check (length(token_digest) = 32),  -- SHA-256 of 256 random bits; null until the mail is written
  sealed bytea not null                                         -- the other address; owner: the account
);
create index address_change_school on directory.address_change (asked_in);
