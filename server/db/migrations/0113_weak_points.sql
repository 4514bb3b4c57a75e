-- What somebody reports of a weak point, from anywhere and without an account; and when whoever runs the machine answered.
create table directory.weak_point (
  id uuid primary key,
  made_at timestamptz not null,
  told_at timestamptz,                     -- since when the letter to the one who answers for security is on its way
  answered_at timestamptz,
  closed_at timestamptz,
  outcome text check (outcome in ('mended', 'known', 'none', 'declined')),
  sealed bytea not null,                   -- what was written, and where an answer goes; owner: an account that is nobody's
  check ((closed_at is null) = (outcome is null)),
  check (closed_at is null or answered_at is not null)
);
