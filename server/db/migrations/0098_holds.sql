-- What must not go while somebody may need it as proof: asked for by one, signed by another, looked at again within ninety days, and never longer than that by itself.

create table public.legal_hold (
  school_id uuid not null references public.school,
  id uuid not null,
  person_id uuid not null,                 -- whose rows stay, and every row of others in which they stand
  ground text not null check (ground in ('dispute', 'order', 'inquiry', 'claim')),
  told boolean not null,                   -- whether whoever asks for an erasure is told; an authority may forbid it
  sealed bytea not null,                   -- why, in words; a key of its own
  asked_by uuid not null,
  asked_at timestamptz not null,
  signed_by uuid,
  signed_at timestamptz,
  review_on date not null,                 -- on this day it ends, unless somebody has looked at it again
  reminded_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  ended_how text check (ended_how in ('released', 'lapsed', 'declined')),
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person,
  constraint legal_hold_signing check (num_nulls(signed_at, signed_by) in (0, 2) and signed_by <> asked_by),
  constraint legal_hold_ending check (num_nulls(ended_at, ended_by, ended_how) in (0, 3))
);
create index legal_hold_person on public.legal_hold (school_id, person_id);
create index legal_hold_asker on public.legal_hold (school_id, asked_by);
create index legal_hold_signer on public.legal_hold (school_id, signed_by);
create index legal_hold_ender on public.legal_hold (school_id, ended_by);
create unique index legal_hold_live on public.legal_hold (school_id, person_id, ground) where ended_at is null;

-- An erasure that a hold delayed: carried out when the hold ends, without being asked for again.
alter table public.rights_request add column held_at timestamptz;
create index rights_request_held on public.rights_request (school_id, held_at) where held_at is not null and closed_at is null;
