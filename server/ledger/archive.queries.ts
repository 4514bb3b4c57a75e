import type pg from 'pg'

/** How far a log can be pruned, and where the last fact of that prefix stands. */
export type Ended = { to: number; toXid: string; toEid: string; root: Buffer }
export type Whole = { epoch: number; minimum: number; afterEid: string; beforeEid: string }

const lock = 7_301_847_125n // any number that no other program locks

/** One process at a time archives, for as long as this connection lives or until it says that it is done. */
export const takeArchive = async (owner: pg.ClientBase): Promise<boolean> =>
  (await owner.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lock])).rows[0]?.mine === true

export const leaveArchive = (owner: pg.ClientBase) => owner.query('select pg_advisory_unlock($1)', [lock])

export const logsOf = async (owner: pg.ClientBase): Promise<Whole[]> => {
  const { rows } = await owner.query(
    `select epoch, minimum_index, after_eid, coalesce(lead(after_eid) over (order by epoch), 9223372036854775807) as before_eid
     from ledger.log order by epoch`,
  )
  return rows.map(({ epoch, minimum_index, after_eid, before_eid }) => ({
    ...{ epoch, minimum: Number(minimum_index) },
    ...{ afterEid: String(after_eid), beforeEid: String(before_eid) },
  }))
}

export const profilesIn = async (owner: pg.ClientBase): Promise<string[]> =>
  (await owner.query<{ profile: string }>('select distinct profile from public.school')).rows.map(({ profile }) => profile)

/** The size that the log had at a moment. */
export const sizeAt = async (owner: pg.ClientBase, epoch: number, at: Date): Promise<number> => {
  const { rows } = await owner.query<{ size: string }>(
    'select coalesce(max(first_index + leaves), 0) as size from ledger.batch where epoch = $1 and made_at < $2',
    [epoch, at],
  )
  return Number(rows[0]?.size)
}

/** The whole batches behind the minimum of which nothing but hashes is left to lose: every detail and every stub in them is cut. */
export const endedPrefix = async (
  owner: pg.ClientBase,
  { epoch, minimum, afterEid, beforeEid }: Whole,
): Promise<Ended | undefined> => {
  const { rows } = await owner.query<{ first_index: string; leaves: number; to_xid: string; to_eid: string; root: Buffer }>(
    `with judged as (select b.*, exists (select from ledger.fact f where (f.xid, f.eid) > (b.from_xid, b.from_eid) and (f.xid, f.eid) <= (b.to_xid, b.to_eid)
         and f.eid > $3 and f.eid <= $4 and (f.detail_hash is null or f.stub_hash is null)) as is_open
       from (select * from ledger.batch where epoch = $1 and first_index >= $2 order by first_index limit 2000) b)
     select * from judged j where not exists (select from judged o where o.is_open and o.first_index <= j.first_index) order by first_index desc limit 1`,
    [epoch, minimum, afterEid, beforeEid],
  )
  const [last] = rows
  return last && { to: Number(last.first_index) + last.leaves, toXid: last.to_xid, toEid: last.to_eid, root: last.root }
}

const inPrefix = '(xid, eid) <= ($1::xid8, $2::bigint) and eid > $3 and eid <= $4'

/** Drops the months that are wholly within the prefix, and deletes row by row where a month has more than that. */
const dropFacts = async (owner: pg.ClientBase, { afterEid, beforeEid }: Whole, { toXid, toEid }: Ended): Promise<string[]> => {
  const bounds = [toXid, toEid, afterEid, beforeEid]
  const { rows } = await owner.query<{ part: string; isdefault: boolean }>(
    `select i.inhrelid::regclass::text as part, pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' as isdefault
     from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'ledger.fact'::regclass order by 1`,
  )
  const dropped: string[] = []
  for (const { part, isdefault } of rows) {
    const { rows: there } = await owner.query<{ within: boolean; others: boolean }>(
      `select exists (select from ${part} where ${inPrefix}) as within, exists (select from ${part} where not (${inPrefix})) as others`,
      bounds,
    )
    const [{ within, others }] = there as [{ within: boolean; others: boolean }]
    if (!within) continue
    if (others || isdefault) await owner.query(`delete from ${part} where ${inPrefix}`, bounds)
    else {
      await owner.query(`drop table ${part}`)
      dropped.push(part)
    }
  }
  return dropped
}

/**
 * Takes a prefix of the log out of the database, in one transaction, with what leads to it. Tiles stay, so every proof holds; a
 * day of which an entry goes loses its roster, which would make a file of the rest of that day look incomplete.
 */
export const prune = async (owner: pg.ClientBase, log: Whole, ended: Ended): Promise<string[]> => {
  await owner.query("begin; set local lock_timeout = '5s'")
  try {
    await owner.query('update ledger.log set minimum_index = $2 where epoch = $1', [log.epoch, ended.to])
    await owner.query(
      `with days as (select distinct f.school_id, f.day from ledger.fact f
           where (f.xid, f.eid) <= ($1::xid8, $2::bigint) and f.eid > $3 and f.eid <= $4),
         gone as (select r.school_id, r.day from ledger.roster r join days d on d.school_id = r.school_id and d.day = r.day),
         leaves as (delete from ledger.roster_leaf l using gone g where l.school_id = g.school_id and l.day = g.day),
         salts as (delete from ledger.subject_day s using gone g where s.school_id = g.school_id and s.day = g.day and s.entries = '{}')
       delete from ledger.roster r using gone g where r.school_id = g.school_id and r.day = g.day`,
      [ended.toXid, ended.toEid, log.afterEid, log.beforeEid],
    )
    await owner.query('delete from ledger.subject_day where epoch = $1 and entries[cardinality(entries)] < $2', [
      log.epoch,
      ended.to,
    ])
    await owner.query(
      `update ledger.subject_day s set entries = s.entries[k.first:], facts = s.facts[k.first:]
       from (select d.school_id, d.tag, 1 + (select count(*)::integer from unnest(d.entries) e where e < $2) as first
         from ledger.subject_day d where d.epoch = $1 and d.entries[1] < $2) k
       where s.epoch = $1 and s.school_id = k.school_id and s.tag = k.tag`,
      [log.epoch, ended.to],
    )
    const dropped = await dropFacts(owner, log, ended)
    await owner.query('commit')
    return dropped
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}
