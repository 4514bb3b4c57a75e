import type pg from 'pg'
import type { Head } from './log.queries.ts'

/** The facts of one batch: their leaf hashes one behind the other, and where the last of them stands. */
export type Batch = { hashes: Buffer; xid: string; eid: string }

const lock = 7_301_847_124n // any number that no other program locks

/** One sequencer at a time: whoever has the lock for the length of a transaction. */
export const takeTurn = async (client: pg.ClientBase): Promise<boolean> => {
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [lock])
  return rows[0]?.mine === true
}

/**
 * The next facts in the order (xid, eid). Only those below the oldest transaction that still runs: no row can appear below that
 * line any more, so none is ever passed over, however long a transaction takes.
 */
export const orderBatch = async (
  client: pg.ClientBase,
  { xid, eid, afterEid }: Head,
  most: number,
): Promise<Batch | undefined> => {
  const { rows } = await client.query<{ hashes: Buffer | null; xid: string; eid: string }>({
    name: 'ledger order',
    text: `select string_agg(b.hash, ''::bytea order by b.xid, b.eid) as hashes, (array_agg(b.xid order by b.xid desc, b.eid desc))[1] as xid,
       (array_agg(b.eid order by b.xid desc, b.eid desc))[1] as eid
     from (select f.xid, f.eid, ledger.leaf_hash(f) as hash from ledger.fact f
       where (f.xid, f.eid) > ($1::xid8, $2::bigint) and f.eid > $3 and f.xid < pg_snapshot_xmin(pg_current_snapshot())
       order by f.xid, f.eid limit $4) b`,
    values: [xid, eid, afterEid, most],
  })
  const [row] = rows
  return row?.hashes ? { hashes: row.hashes, xid: row.xid, eid: row.eid } : undefined
}

const inBatch = `(f.xid, f.eid) > ($2::xid8, $3::bigint) and (f.xid, f.eid) <= ($4::xid8, $5::bigint) and f.eid > $6`

/** Notes under each tag which entries are that person's (or snapshot's) of that day. */
export const putSubjectDays = (client: pg.ClientBase, head: Head, batch: Batch) =>
  client.query({
    name: 'ledger tags',
    text: `insert into ledger.subject_day as known (school_id, day, tag, epoch, salt, entries, facts)
     select b.school_id, b.day, b.tag, $7, uuid_send(gen_random_uuid()), array_agg(b.index order by b.index), array_agg(b.id order by b.index)
     from (select f.school_id, f.day, f.tag, f.id, $1::bigint - 1 + row_number() over (order by f.xid, f.eid) as index from ledger.fact f where ${inBatch}) b
     where b.tag is not null group by 1, 2, 3
     on conflict (school_id, tag, epoch) do update set entries = known.entries || excluded.entries, facts = known.facts || excluded.facts`,
    values: [head.size, head.xid, head.eid, batch.xid, batch.eid, head.afterEid, head.epoch],
  })

type Made = { leaves: number; size: number; root: Buffer; at: Date }

/** Writes down which facts became which leaves, moves the head, and says one word to the streams and one to the jobs, once it is committed. */
export const putBatch = (client: pg.ClientBase, head: Head, batch: Batch, { leaves, size, root, at }: Made) =>
  client.query({
    name: 'ledger batch',
    text: `with batch as (insert into ledger.batch (epoch, first_index, leaves, from_xid, from_eid, to_xid, to_eid, root, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)),
      head as (update ledger.log set size = $10, xid = $6, eid = $7 where epoch = $1)
     select pg_notify('preau_facts', $10::bigint::text), pg_notify('preau_jobs', $10::bigint::text)`,
    values: [head.epoch, head.size, leaves, head.xid, head.eid, batch.xid, batch.eid, root, at, size],
  })

/** Keeps a signed checkpoint, and how far the database's own log was by then; published by itself it is only where nothing is waited for. */
export const putCheckpoint = async (
  client: pg.ClientBase,
  { epoch, size }: Head,
  note: string,
  at: Date,
  isPublished: boolean,
) => {
  await client.query(
    `insert into ledger.checkpoint (epoch, size, note, signed_at, lsn, published_at) values ($1, $2, $3, $4, pg_current_wal_insert_lsn(), case when $5 then $4::timestamptz end)
     on conflict do nothing`,
    [epoch, size, Buffer.from(note), at, isPublished],
  )
  if (isPublished) await dropOlder(client, epoch, size, at)
}

/** Of an hour's checkpoints that no witness saw, only the newest that is published stays. */
export const dropOlder = (client: pg.ClientBase | pg.Pool, epoch: number, size: number, at: Date) =>
  client.query(
    `delete from ledger.checkpoint where epoch = $1 and size < $2 and witnessed is null and signed_at >= date_trunc('hour', $3::timestamptz)`,
    [epoch, size, at],
  )

/** How long the oldest fact that is not in the tree has been waiting. */
export const oldestWaiting = async (asker: pg.Pool | pg.ClientBase, { xid, eid, afterEid }: Head): Promise<Date | undefined> => {
  const { rows } = await asker.query<{ at: Date }>(
    'select ledger.at(f.id) as at from ledger.fact f where (f.xid, f.eid) > ($1::xid8, $2::bigint) and f.eid > $3 order by f.xid, f.eid limit 1',
    [xid, eid, afterEid],
  )
  return rows[0]?.at
}
