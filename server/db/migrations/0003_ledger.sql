-- Every fact is one row; a sequencer puts the rows into a Merkle tree whose checkpoints outsiders can hold against us.
create schema if not exists ledger;

-- The first UUIDv7 of an instant, and the instant of a UUIDv7: facts are partitioned by the month in their id.
create function ledger.first_id(at timestamptz) returns uuid immutable strict language sql set search_path = pg_catalog, pg_temp as $$
  select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;
create function ledger.at(id uuid) returns timestamptz immutable strict language sql set search_path = pg_catalog, pg_temp as $$
  select to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
$$;

-- Audit, outbox and change feed in one. No id of a person stands here in clear: the stub and the detail are sealed, the commitments salted,
-- and tag and address are taken away when that person is erased. docs/ledger-leaf.md has the leaf, byte by byte.
create table ledger.fact (
  xid xid8 not null default pg_current_xact_id(),
  eid bigint not null generated always as identity,
  school_id uuid not null,
  id uuid not null,
  event smallint not null,
  class smallint not null,
  purpose smallint not null,
  subject_kind smallint not null,
  -- The school's day, and the first day of the year whose audit epochs sealed it: days since 2000-01-01.
  day smallint not null,
  year_day smallint not null,
  actor_commitment bytea not null,
  subject_commitment bytea not null,
  tag bytea,
  -- Whom streams and jobs are to look for, under a key that lives for a week or two.
  address bytea,
  sealed_stub bytea not null,
  sealed_detail bytea not null,
  -- A part that was cut off when its span ended is empty, and has left its hash here, for the leaf needs it.
  stub_hash bytea,
  detail_hash bytea,
  -- No check constraints: each is planned anew for every insert and costs more than the insert. The sequencer and the verifier look.
  primary key (school_id, id)
) partition by range (id);
create index fact_in_order on ledger.fact (xid, eid);
create table ledger.fact_default partition of ledger.fact default;

-- The leaf's hash in the tree (RFC 6962), for the sequencer; `preau ledger verify` makes it anew, elsewhere, from the same columns.
create function ledger.leaf_hash(f ledger.fact) returns bytea immutable language sql as $$
  select sha256('\x0001'::bytea || substring(uuid_send(f.id) for 6) || int2send(f.event) || substring(int2send(f.class) from 2)
    || substring(int2send(f.purpose) from 2) || substring(int2send(f.subject_kind) from 2) || uuid_send(f.school_id) || uuid_send(f.id)
    || f.actor_commitment || f.subject_commitment || coalesce(f.detail_hash, sha256(f.sealed_detail)) || coalesce(f.stub_hash, sha256(f.sealed_stub)))
$$;

-- One row per log: a logical restore ends one and begins the next, which names the last checkpoint of the one before.
-- `size`, `xid`, `eid` say how far the sequencer is; `after_eid` is where the numbering of the log before ended.
create table ledger.log (
  epoch smallint primary key,
  origin text not null check (length(origin) between 1 and 200),
  cluster text not null check (length(cluster) <= 40),
  opened_at timestamptz not null,
  ended_with bytea,
  size bigint not null default 0,
  xid xid8 not null default '0',
  eid bigint not null default 0,
  after_eid bigint not null default 0
);

create table ledger.tile (
  epoch smallint not null references ledger.log,
  level smallint not null check (level between 0 and 7),
  number bigint not null check (number >= 0),
  hashes bytea not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
  primary key (epoch, level, number)
);
alter table ledger.tile alter column hashes set storage external;

-- Which facts became which leaves: those after the batch before, up to this one's last (xid, eid), in that order.
create table ledger.batch (
  epoch smallint not null references ledger.log,
  first_index bigint not null,
  leaves integer not null check (leaves > 0),
  from_xid xid8 not null, from_eid bigint not null,
  to_xid xid8 not null, to_eid bigint not null,
  root bytea not null check (length(root) = 32),
  made_at timestamptz not null,
  primary key (epoch, first_index)
);

create table ledger.checkpoint (
  epoch smallint not null references ledger.log,
  size bigint not null,
  note bytea not null check (length(note) between 1 and 100000),
  signed_at timestamptz not null,
  witnessed bytea check (length(witnessed) between 1 and 100000),
  witnessed_at timestamptz,
  primary key (epoch, size)
);

-- A person's (or a snapshot's) entries of one day. Erasing the person deletes the rows: then nothing leads to the entries any more.
create table ledger.subject_day (
  school_id uuid not null,
  day smallint not null,
  tag bytea not null check (length(tag) = 16),
  epoch smallint not null references ledger.log,
  salt bytea not null check (length(salt) = 16),
  entries bigint[] not null,
  facts uuid[] not null,
  primary key (school_id, tag, epoch)
);
create index subject_day_by_day on ledger.subject_day (school_id, day);

-- Who was in an audience at one moment: a class list that is read is one entry about the snapshot. The snapshot's key is wrapped for
-- each member; erasing a member takes the row's id and wrapped key away and leaves the salted commitment, which the root needs.
create table ledger.snapshot (
  school_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  members_digest bytea check (length(members_digest) = 32),
  root bytea not null check (length(root) = 32),
  made_at timestamptz not null,
  primary key (school_id, id)
);
create index snapshot_by_audience on ledger.snapshot (school_id, audience_id, id);
create table ledger.snapshot_member (
  school_id uuid not null,
  snapshot_id uuid not null,
  slot integer not null,
  person_id uuid,
  commitment bytea not null check (length(commitment) = 32),
  wrapped bytea check (length(wrapped) = 48),
  primary key (school_id, snapshot_id, slot),
  foreign key (school_id, snapshot_id) references ledger.snapshot (school_id, id)
);
create index snapshot_member_by_person on ledger.snapshot_member (school_id, person_id);

-- The tree of one school's day: tag → root of that day's entries. It is logged, so that leaving an entry out of a parent's file shows.
create table ledger.roster (
  school_id uuid not null,
  day smallint not null,
  size integer not null,
  root bytea not null check (length(root) = 32),
  fact_id uuid not null,
  primary key (school_id, day)
);
create table ledger.roster_leaf (
  school_id uuid not null,
  day smallint not null,
  tag bytea not null check (length(tag) = 16),
  entries_root bytea not null check (length(entries_root) = 32),
  entries integer not null check (entries > 0),
  primary key (school_id, day, tag),
  foreign key (school_id, day) references ledger.roster (school_id, day)
);

-- How far each reader of the outbox is, counted in leaves.
create table ledger.consumer (
  name text primary key check (name ~ '^[a-z_]{1,40}$'),
  epoch smallint not null references ledger.log,
  position bigint not null
);

-- Logs of other installations that this one watches as a witness: one checkpoint each, never an older or another one.
create table ledger.watched_log (
  origin text primary key check (length(origin) between 1 and 200),
  key text not null check (length(key) between 1 and 400),
  size bigint not null default 0,
  root bytea check (length(root) = 32),
  note bytea check (length(note) between 1 and 100000),
  cosigned_at timestamptz
);

-- Witnesses of this installation's log.
create table ledger.witness (
  name text primary key check (length(name) between 1 and 200),
  key text not null check (length(key) between 1 and 400),
  url text not null check (length(url) between 1 and 400),
  last_size bigint not null default 0,
  last_at timestamptz,
  trouble text check (length(trouble) <= 40),
  trouble_at timestamptz
);

do $$ declare t record; begin
  for t in select relname from pg_class where relnamespace = 'ledger'::regnamespace and relkind in ('r', 'p') loop
    execute format('alter table ledger.%I enable row level security', t.relname);
    execute format('alter table ledger.%I force row level security', t.relname);
  end loop;
end $$;
