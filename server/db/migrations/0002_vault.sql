-- The vault: whose key opens what, how to find without reading, and which weeks of the ring still live (foundation 15).
create schema vault;

-- The weeks of the ring, for the whole installation; the keys themselves are never in a database. A retired week takes no new
-- keys, a burned one opens nothing any more. The row is the record of the burn.
create table vault.ring (
  week int primary key check (week > 0),
  made_at timestamptz not null,
  retired_at timestamptz,
  burned_at timestamptz,
  keys_moved int not null,
  indexes_moved int not null,
  indexes_dropped int not null,
  check (burned_at is null or retired_at is not null)
);

-- One key per owner, wrapped directly by the ring key of its week: nothing that outlives a week stands between.
create table vault.key (
  school_id uuid not null,
  owner_id uuid not null,
  kind text not null check (kind in ('person', 'account', 'file', 'snapshot', 'epoch')),
  version int not null check (version between 1 and 65535),
  week int not null,
  wrapped bytea not null check (length(wrapped) = 60),
  created_at timestamptz not null,
  primary key (school_id, owner_id, version)
);

-- Owners whose keys were destroyed: an erased owner never gets a key again, or old ciphertext would seem merely damaged.
create table vault.erased (
  school_id uuid not null,
  owner_id uuid not null,
  kind text not null check (kind in ('person', 'account', 'file', 'snapshot', 'epoch')),
  erased_at timestamptz not null,
  primary key (school_id, owner_id)
);

create table vault.epoch (
  school_id uuid not null,
  id uuid not null,
  retention_class text not null check (retention_class ~ '^[a-z][a-z_-]{0,39}$'),
  from_on date not null,
  primary key (school_id, id),
  unique (school_id, retention_class, from_on)
);

create table vault.blind_index (
  school_id uuid not null,
  kind text not null check (kind in ('email', 'username', 'external_id', 'class_key')),
  digest bytea not null check (length(digest) = 32),
  week int not null,
  target_school uuid not null,
  target_id uuid not null,
  primary key (school_id, kind, digest)
);
create index blind_index_target on vault.blind_index (school_id, target_id);
