import type pg from 'pg'

/** One fact as the verifier reads it: everything its leaf is made of. */
export type StoredFact = {
  id: string
  school_id: string
  event: number
  class: number
  purpose: number
  subject_kind: number
  actor_commitment: Buffer
  subject_commitment: Buffer
  tag: Buffer | null
  sealed_stub: Buffer | null
  sealed_detail: Buffer | null
  stub_hash: Buffer | null
  detail_hash: Buffer | null
}

export type StoredLog = {
  epoch: number
  origin: string
  size: number
  xid: string
  eid: string
  afterEid: string
  beforeEid: string | null
  minimum: number
}
export type StoredBatch = {
  first: number
  leaves: number
  fromXid: string
  fromEid: string
  toXid: string
  toEid: string
  root: Buffer
}
export type StoredCheckpoint = {
  size: number
  note: Buffer
  signed_at: Date
  witnessed: Buffer | null
  witnessed_at: Date | null
}

export const logs = async (client: pg.ClientBase): Promise<StoredLog[]> => {
  const { rows } = await client.query(
    `select epoch, origin, size, xid, eid, after_eid, minimum_index, lead(after_eid) over (order by epoch) as before_eid from ledger.log order by epoch`,
  )
  return rows.map(({ epoch, origin, size, xid, eid, after_eid, minimum_index, before_eid }) => ({
    epoch,
    origin,
    size: Number(size),
    xid,
    eid,
    afterEid: after_eid,
    beforeEid: before_eid,
    minimum: Number(minimum_index),
  }))
}

export const batches = async (client: pg.ClientBase, epoch: number): Promise<StoredBatch[]> => {
  const { rows } = await client.query('select * from ledger.batch where epoch = $1 order by first_index', [epoch])
  return rows.map((row) => ({
    first: Number(row.first_index),
    leaves: row.leaves,
    fromXid: row.from_xid,
    fromEid: row.from_eid,
    toXid: row.to_xid,
    toEid: row.to_eid,
    root: row.root,
  }))
}

export const factsOf = async (client: pg.ClientBase, log: StoredLog, batch: StoredBatch): Promise<StoredFact[]> => {
  const { rows } = await client.query<StoredFact>({
    name: 'ledger facts of a batch',
    text: `select id, school_id, event, class, purpose, subject_kind, actor_commitment, subject_commitment, tag, nullif(sealed_stub, '') as sealed_stub, nullif(sealed_detail, '') as sealed_detail, stub_hash, detail_hash
      from ledger.fact where (xid, eid) > ($1::xid8, $2::bigint) and (xid, eid) <= ($3::xid8, $4::bigint) and eid > $5 and eid <= $6 order by xid, eid`,
    values: [batch.fromXid, batch.fromEid, batch.toXid, batch.toEid, log.afterEid, log.beforeEid ?? '9223372036854775807'],
  })
  return rows
}

/** Facts that no batch holds and none will: put in beside the log, or left behind when the next one began. */
export const strays = async (client: pg.ClientBase, log: StoredLog): Promise<string[]> => {
  const { rows } = await client.query<{ id: string }>(
    `select id from ledger.fact where eid > $3 and eid <= $4 and (xid, eid) > ($1::xid8, $2::bigint) limit 100`,
    [log.xid, log.eid, log.afterEid, log.beforeEid ?? '-1'],
  )
  return rows.map(({ id }) => id)
}

export const waiting = async (client: pg.ClientBase, log: StoredLog): Promise<number> => {
  const { rows } = await client.query<{ n: string }>(
    'select count(*) as n from ledger.fact where eid > $3 and (xid, eid) > ($1::xid8, $2::bigint)',
    [log.xid, log.eid, log.afterEid],
  )
  return Number(rows[0]!.n)
}

export const storedTiles = async (
  client: pg.ClientBase,
  epoch: number,
  level: number,
  from: number,
  to: number,
): Promise<Map<number, Buffer>> => {
  const { rows } = await client.query<{ number: string; hashes: Buffer }>(
    'select number, hashes from ledger.tile where epoch = $1 and level = $2 and number between $3 and $4',
    [epoch, level, from, to],
  )
  return new Map(rows.map(({ number, hashes }) => [Number(number), hashes]))
}

export const tileCount = async (client: pg.ClientBase, epoch: number): Promise<number> =>
  Number((await client.query<{ n: string }>('select count(*) as n from ledger.tile where epoch = $1', [epoch])).rows[0]!.n)

export const checkpoints = async (client: pg.ClientBase, epoch: number): Promise<StoredCheckpoint[]> => {
  const { rows } = await client.query(
    'select size, note, signed_at, witnessed, witnessed_at from ledger.checkpoint where epoch = $1 order by size',
    [epoch],
  )
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}

/** Of these entries, those that the index by tag does not have under their tag. */
export const hidden = async (
  client: pg.ClientBase,
  epoch: number,
  tags: Buffer[],
  indexes: number[],
  ids: string[],
): Promise<number[]> => {
  const { rows } = await client.query<{ index: string }>(
    `select w.index from unnest($2::bytea[], $3::bigint[], $4::uuid[]) as w (tag, index, id)
     where not exists (select from ledger.subject_day s where s.epoch = $1 and s.tag = w.tag and s.facts[array_position(s.entries, w.index)] = w.id) order by 1`,
    [epoch, tags, indexes, ids],
  )
  return rows.map(({ index }) => Number(index))
}

export const indexed = async (client: pg.ClientBase, epoch: number): Promise<number> =>
  Number(
    (
      await client.query<{ n: string }>(
        'select coalesce(sum(cardinality(entries)), 0) as n from ledger.subject_day where epoch = $1',
        [epoch],
      )
    ).rows[0]!.n,
  )
