import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { Facts, Result, Source } from './checking.ts'
import type { State } from './states.ts'

/** A row of the chain, as it is published. */
export type Evidence = {
  number: number
  aboutSchool: string
  control: string
  asks: string
  at: Date
  validSeconds: number
  result: Result
  source: Source
  facts: Facts
  previous: Buffer
  digest: Buffer
  signature: Buffer
}

const LOCK = 7_301_847_159n // any number that no other lock of ours has: one writes the end of the chain at a time

/** Waits until nobody else writes evidence, for the length of the transaction. */
export const alone = (tx: Tx) => sql`select pg_advisory_xact_lock(${LOCK.toString()}::bigint)`.execute(tx)

type Stored = Omit<Evidence, 'number' | 'facts'> & { number: string; facts: unknown }
const read = ({ number, facts, ...row }: Stored): Evidence => ({ ...row, number: Number(number), facts: facts as Facts })

/** The newest that was found of each check, about the installation and each school. */
export const newest = async (tx: Tx): Promise<Evidence[]> => {
  const { rows } = await sql<Stored>`
    select distinct on (about_school, control, asks) * from directory.evidence order by about_school, control, asks, number desc`.execute(
    tx,
  )
  return rows.map(read)
}

/** The end of the chain. */
export const endOfChain = async (tx: Tx): Promise<Evidence | undefined> => {
  const row = await tx.selectFrom('directory.evidence').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst()
  return row && read(row)
}

/** A stretch of the chain, in order. */
export const chainAfter = async (tx: Tx, number: number, most: number): Promise<Evidence[]> => {
  const rows = await tx
    .selectFrom('directory.evidence')
    .selectAll()
    .where('number', '>', `${number}`)
    .orderBy('number')
    .limit(most)
    .execute()
  return rows.map(read)
}

export const append = (tx: Tx, rows: readonly Evidence[]) =>
  tx
    .insertInto('directory.evidence')
    .values(rows.map((row) => ({ ...row, number: `${row.number}`, facts: JSON.stringify(row.facts) })))
    .execute()

/** How a control stands today: the worst of the day stays. */
export const noteDay = (tx: Tx, day: string, rows: readonly { aboutSchool: string; control: string; state: State }[]) =>
  sql`insert into directory.control_day as known (about_school, control, day, state)
    select * from unnest(${rows.map((row) => row.aboutSchool)}::uuid[], ${rows.map((row) => row.control)}::text[],
      array_fill(${day}::date, array[${rows.length}::int]), ${rows.map((row) => row.state)}::text[])
    on conflict (about_school, control, day) do update set state = excluded.state
      where array_position(array['ok', 'not_applicable', 'sample', 'warning', 'not_yet', 'stale', 'failed'], excluded.state)
        > array_position(array['ok', 'not_applicable', 'sample', 'warning', 'not_yet', 'stale', 'failed'], known.state)`.execute(
    tx,
  )

export type ControlDay = { aboutSchool: string; control: string; day: string; state: State }
/** How controls stood on each day since one. */
export const daysSince = (tx: Tx, day: string): Promise<ControlDay[]> =>
  tx
    .selectFrom('directory.controlDay')
    .select(['aboutSchool', 'control', 'day', 'state'])
    .where('day', '>=', day)
    .orderBy('day')
    .execute()

/** Notes which promises hold and which no longer do; what never held leaves no row. */
export const noteKept = async (tx: Tx, now: Date, rows: readonly { aboutSchool: string; promise: string; isKept: boolean }[]) => {
  const kept = rows.filter(({ isKept }) => isKept)
  const lost = rows.filter(({ isKept }) => !isKept)
  await sql`insert into directory.kept_promise as known (about_school, promise, kept_at)
    select school, promise, ${now}::timestamptz from unnest(${kept.map((row) => row.aboutSchool)}::uuid[], ${kept.map((row) => row.promise)}::text[]) as t (school, promise)
    on conflict (about_school, promise) do update set lost_at = null, kept_at = excluded.kept_at where known.lost_at is not null`.execute(
    tx,
  )
  await sql`update directory.kept_promise k set lost_at = ${now}::timestamptz
    from unnest(${lost.map((row) => row.aboutSchool)}::uuid[], ${lost.map((row) => row.promise)}::text[]) as t (school, promise)
    where k.about_school = t.school and k.promise = t.promise and k.lost_at is null`.execute(tx)
}

/** Promises that were kept and are not. */
export const lost = (tx: Tx) =>
  tx
    .selectFrom('directory.keptPromise')
    .select(['aboutSchool', 'promise', 'keptAt', 'lostAt'])
    .where('lostAt', 'is not', null)
    .execute()

export const sweepEvidence = (tx: Tx) => sql`select app.sweep_evidence()`.execute(tx)
