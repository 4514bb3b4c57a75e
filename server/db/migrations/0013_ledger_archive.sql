-- Entries that have outlived the law leave the database: below the minimum index (C2SP tlog-tiles, pruning) only hashes are left.
alter table ledger.log add column minimum_index bigint not null default 0 check (minimum_index >= 0);

-- What is published cannot be taken back: where there is a second machine, a checkpoint waits until the log up to it is on that disk too.
alter table ledger.checkpoint add column lsn pg_lsn, add column published_at timestamptz;
update ledger.checkpoint set published_at = signed_at;
