-- Entries that have outlived the law leave the database: below the minimum index (C2SP tlog-tiles, pruning) only hashes are left.
alter table ledger.log add column minimum_index bigint not null default 0 check (minimum_index >= 0);
