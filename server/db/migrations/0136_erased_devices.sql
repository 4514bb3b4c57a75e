-- The devices on which somebody who was erased had signed in: whether each has called since, and heard that what it keeps is to go. About no one: of a session
-- that is gone nothing is left but the digest of its random token, and that only until the device has called or may show nothing any more.
create table public.erased_device (
  school_id uuid not null,
  id uuid not null,
  erasure_id uuid not null,
  token_digest bytea check (length(token_digest) = 32),
  until_on date not null,                  -- after this day it shows nothing any more, whether it calls or not
  called_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, erasure_id) references public.erasure on delete cascade,
  constraint erased_device_called check (called_at is null or token_digest is null)
);
create index erased_device_erasure on public.erased_device (school_id, erasure_id);
create unique index erased_device_token on public.erased_device (token_digest) where token_digest is not null;
