import type pg from 'pg'
import { type Head, headOf } from './log.queries.ts'
import { oldestWaiting } from './sequencer.queries.ts'

/** This cluster and database: a logical restore ends up in another, where the numbers of transactions begin anew. */
export const clusterOf = async (client: pg.ClientBase | pg.Pool): Promise<string> => {
  const { rows } = await client.query<{ cluster: string }>(
    `select system_identifier || '/' || (select oid from pg_database where datname = current_database()) as cluster from pg_control_system()`,
  )
  return rows[0]!.cluster
}

/** Whether the database is the one in which the newest log was opened: undefined where there is no log yet. */
export const isSameCluster = async (owner: pg.ClientBase): Promise<boolean | undefined> => {
  const { rows } = await owner.query<{ cluster: string }>('select cluster from ledger.log order by epoch desc limit 1')
  return rows[0] && rows[0].cluster === (await clusterOf(owner))
}

/** Makes the partitions of the months to come; at every start. */
export const makeMonths = async (owner: pg.ClientBase): Promise<void> => {
  await owner.query('select ledger.make_months(12)')
}

/** Opens the first log. The origin is the log's name for ever: the installation's host and path, without a scheme. */
export const openLog = async (owner: pg.ClientBase, origin: string, now: Date): Promise<void> => {
  await owner.query('insert into ledger.log (epoch, origin, cluster, opened_at) values (1, $1, $2, $3) on conflict do nothing', [
    origin,
    await clusterOf(owner),
    now,
  ])
}

export type Ended = { epoch: number; size: number; root: string }

/**
 * Opens the next log after a logical restore. `announce` records, as any other fact, where the log before had ended: that is the new
 * log's first entry. What had been restored without being in the old tree follows it, under numbers of this cluster.
 */
export const openNextLog = async (
  owner: pg.ClientBase,
  now: Date,
  announce: (ended: Ended) => Promise<void>,
): Promise<number> => {
  const old = await headOf(owner)
  const { rows } = await owner.query<{ root: Buffer; note: Buffer | null }>(
    `select b.root, (select c.note from ledger.checkpoint c where c.epoch = $1 order by c.size desc limit 1) as note
     from ledger.batch b where b.epoch = $1 order by b.first_index desc limit 1`,
    [old.epoch],
  )
  const last = rows[0]
  const before = await owner.query<{ eid: string }>('select coalesce(max(eid), 0) as eid from ledger.fact')
  const afterEid = before.rows[0]!.eid
  await announce({ epoch: old.epoch, size: old.size, root: last?.root.toString('hex') ?? '' })
  await owner.query('begin')
  try {
    await owner.query(
      `update ledger.fact set xid = pg_current_xact_id(), eid = default where eid <= $3 and eid > $4 and (xid, eid) > ($1::xid8, $2::bigint)`,
      [old.xid, old.eid, afterEid, old.afterEid],
    )
    const origin = `${old.epoch === 1 ? old.origin : old.origin.replace(/\/\d+$/, '')}/${old.epoch + 1}`
    await owner.query(
      `insert into ledger.log (epoch, origin, cluster, opened_at, ended_with, after_eid) values ($1, $2, $3, $4, $5, $6)`,
      [old.epoch + 1, origin, await clusterOf(owner), now, last?.note ?? null, afterEid],
    )
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
  return old.epoch + 1
}

/** How late the tree is: milliseconds since the oldest fact that is not in it. Above a minute is an alarm. */
export const mergeDelay = async (pool: pg.Pool, now: Date): Promise<{ milliseconds: number; size: number; signed: number }> => {
  const head: Head = await headOf(pool)
  const oldest = await oldestWaiting(pool, head)
  return { milliseconds: oldest ? Math.max(0, now.getTime() - oldest.getTime()) : 0, size: head.size, signed: head.signed }
}
