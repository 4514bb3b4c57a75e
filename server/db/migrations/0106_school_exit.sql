-- A school leaves: two announce it, from a day on it is read only, it takes everything along and signs for it, is locked, and its keys are destroyed.
create table public.school_exit (
  school_id uuid not null references public.school,
  id uuid not null,
  announced_at timestamptz not null,
  announced_by uuid,
  signed_at timestamptz,
  signed_by uuid,                          -- a second person; nothing holds before
  read_only_on date not null,
  locks_on date not null,
  exported_at timestamptz,
  manifest bytea check (length(manifest) = 32),       -- SHA-256 of the manifest of the newest whole export
  receipt_at timestamptz,
  receipt_by uuid,
  code_digest bytea check (length(code_digest) = 32), -- of the code that leads to the certificate
  locked_at timestamptz,
  destroyed_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (school_id, id),
  constraint school_exit_by_two check (signed_by is distinct from announced_by or signed_by is null),
  constraint school_exit_days check (locks_on >= read_only_on + 14),
  constraint school_exit_receipt check (num_nulls(receipt_at, code_digest) in (0, 2) and (receipt_at is null or manifest is not null)),
  constraint school_exit_order check ((locked_at is null or receipt_at is not null) and (destroyed_at is null or locked_at is not null)
    and (locked_at is null or signed_at is not null)),
  constraint school_exit_withdrawn check (withdrawn_at is null or locked_at is null)
);
create unique index school_exit_running on public.school_exit (school_id) where withdrawn_at is null;
create index school_exit_announced_by on public.school_exit (school_id, announced_by);
create index school_exit_signed_by on public.school_exit (school_id, signed_by);
create index school_exit_receipt_by on public.school_exit (school_id, receipt_by);
create index school_exit_withdrawn_by on public.school_exit (school_id, withdrawn_by);
