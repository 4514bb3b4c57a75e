import { sql } from 'kysely'
import type { RosterProblem } from '#contract/roster-problems.ts'
import type { ImportCounts } from '#contract/rosters.ts'
import type { Tx } from '#kernel/db.ts'

/** The source of a school by its code, made where it is new. */
export const sourceFor = async (tx: Tx, schoolId: string, fresh: { id: string; code: string; by: string; now: Date }) => {
  const { rows } = await sql<{ id: string; appliedRunId: string | null }>`
    with known as (select id, applied_run_id from roster_source where school_id = ${schoolId} and code = ${fresh.code}),
    made as (
      insert into roster_source (school_id, id, code, applied_run_id, created_at, created_by)
      select ${schoolId}, ${fresh.id}, ${fresh.code}, null, ${fresh.now}, ${fresh.by} where not exists (select from known)
      on conflict (school_id, code) do nothing returning id, applied_run_id
    )
    select * from known union all select * from made`.execute(tx)
  return rows[0] ?? sourceNamed(tx, schoolId, fresh.code) // another made it in this moment
}

const sourceNamed = (tx: Tx, schoolId: string, code: string) =>
  tx
    .selectFrom('rosterSource')
    .where('schoolId', '=', schoolId)
    .where('code', '=', code)
    .select(['id', 'appliedRunId'])
    .executeTakeFirst()

export const sourceByCode = (tx: Tx, schoolId: string, code: string) =>
  tx
    .selectFrom('rosterSource')
    .where('schoolId', '=', schoolId)
    .where('code', '=', code)
    .select(['id', 'listColumns'])
    .executeTakeFirst()

/** Remembers what was said of the columns of a source's lists. */
export const rememberColumns = (tx: Tx, schoolId: string, id: string, columns: Readonly<Record<string, string>>) =>
  tx
    .updateTable('rosterSource')
    .set({ listColumns: JSON.stringify(columns) })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .execute()

export const sourceOf = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('rosterSource')
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .select(['id', 'appliedRunId'])
    .executeTakeFirstOrThrow()

/** All that earlier packages of a source brought. */
export const linksOf = (tx: Tx, schoolId: string, sourceId: string) =>
  tx
    .selectFrom('rosterLink')
    .innerJoin('rosterRun', (join) =>
      join.onRef('rosterRun.schoolId', '=', 'rosterLink.schoolId').onRef('rosterRun.id', '=', 'rosterLink.addedRunId'),
    )
    .where('rosterLink.schoolId', '=', schoolId)
    .where('rosterLink.sourceId', '=', sourceId)
    .where('rosterRun.state', '=', 'applied')
    .select([
      'rosterLink.id',
      'rosterLink.kind',
      'rosterLink.targetId',
      'rosterLink.personId',
      'rosterLink.sealed',
      sql<boolean>`left_run_id is not null`.as('left'),
    ])
    .execute()

export const yearsOf = (tx: Tx, schoolId: string) =>
  tx.selectFrom('schoolYear').where('schoolId', '=', schoolId).select(['id', 'fromOn', 'toOn']).execute()

/** Classes that no source has: opened by hand, or prepared for a new year. */
export const classesOfNoSource = (tx: Tx, schoolId: string) =>
  tx
    .selectFrom('class')
    .where('schoolId', '=', schoolId)
    .where(
      sql<boolean>`not exists (select from roster_link l where l.school_id = class.school_id and l.kind = 'class' and l.target_id = class.id and l.left_run_id is null)`,
    )
    .select(['id', 'schoolYearId', 'sealed'])
    .execute()

/** The first day of the school year of each class: its epoch. */
export const yearsOfClasses = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  tx
    .selectFrom('class')
    .innerJoin('schoolYear', (join) =>
      join.onRef('schoolYear.schoolId', '=', 'class.schoolId').onRef('schoolYear.id', '=', 'class.schoolYearId'),
    )
    .where('class.schoolId', '=', schoolId)
    .where('class.id', '=', sql<string>`any (${ids}::uuid[])`)
    .select(['class.id', 'schoolYear.fromOn'])
    .execute()

export type NewRun = {
  schoolId: string
  id: string
  sourceId: string
  format: '1.1' | '1.2' | 'list' | 'undo'
  undoesRunId: string | null
  packageDigest: Buffer
  asksAgain: boolean
  counts: ImportCounts
  touched: number
  known: number
  problems: readonly RosterProblem[]
  sealed: Buffer
  madeAt: Date
  madeBy: string
}

/** Keeps a previewed import; those of the same source that wait are waiting no longer. */
export const insertRun = async (tx: Tx, run: NewRun) => {
  await sql`update roster_run set state = 'superseded' where school_id = ${run.schoolId} and source_id = ${run.sourceId} and state = 'staged'`.execute(
    tx,
  )
  await sql`delete from roster_package where school_id = ${run.schoolId} and run_id in
    (select id from roster_run where school_id = ${run.schoolId} and source_id = ${run.sourceId} and state = 'superseded')`.execute(
    tx,
  )
  await insert(tx, run, 'staged')
}

/** Keeps what was wrong with a file that arrived while nobody looked. */
export const insertRefused = (tx: Tx, run: NewRun) => insert(tx, run, 'failed')

const insert = async (tx: Tx, run: NewRun, state: 'staged' | 'failed') => {
  const { problems, counts, ...rest } = run
  const waiting = {
    state,
    step: 'waiting',
    stepDone: 0,
    stepTotal: 0,
    claimedUntil: null,
    confirmedAt: null,
    confirmedBy: null,
    appliedAt: null,
    changedAt: null,
  } as const
  await tx
    .insertInto('rosterRun')
    .values({ ...rest, ...waiting, problems: JSON.stringify(problems), counts: JSON.stringify(counts) })
    .execute()
}

export const insertPackage = (tx: Tx, schoolId: string, runId: string, sealed: Buffer) =>
  tx.insertInto('rosterPackage').values({ schoolId, runId, sealed }).execute()

export const packageOf = (tx: Tx, schoolId: string, runId: string) =>
  tx
    .selectFrom('rosterPackage')
    .where('schoolId', '=', schoolId)
    .where('runId', '=', runId)
    .select(['runId as id', 'sealed'])
    .executeTakeFirst()

export const runById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('rosterRun').where('schoolId', '=', schoolId).where('id', '=', id).selectAll().executeTakeFirst()

export const runs = (tx: Tx, schoolId: string) =>
  tx.selectFrom('rosterRun').where('schoolId', '=', schoolId).selectAll().orderBy('madeAt', 'desc').limit(50).execute()

/** Decides that an import is to be applied; of two people deciding at once, one gets no row. */
export const confirm = (tx: Tx, schoolId: string, id: string, by: string, now: Date) =>
  tx
    .updateTable('rosterRun')
    .set({ state: 'applying', confirmedAt: now, confirmedBy: by })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'staged')
    .returning('id')
    .executeTakeFirst()

/** Takes an import in hand, unless another process has it and is alive. */
export const claim = (tx: Tx, schoolId: string, id: string, now: Date, until: Date) =>
  tx
    .updateTable('rosterRun')
    .set({ claimedUntil: until, step: 'reading', stepDone: 0, stepTotal: 0 })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'applying')
    .where((where) => where.or([where('claimedUntil', 'is', null), where('claimedUntil', '<', now)]))
    .returningAll()
    .executeTakeFirst()

type Step = { step: 'sealing' | 'applying'; stepDone: number; stepTotal: number; claimedUntil: Date }

export const setStep = (tx: Tx, schoolId: string, id: string, step: Step) =>
  tx
    .updateTable('rosterRun')
    .set(step)
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'applying')
    .execute()

export const setFailed = (tx: Tx, schoolId: string, id: string) =>
  tx
    .updateTable('rosterRun')
    .set({ state: 'failed', claimedUntil: null })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'applying')
    .execute()

/** Takes back an attempt that did not come to its end; answers the new people whose keys were made for it, and nobody whom the school knows. */
export const takeBack = async (tx: Tx, schoolId: string, runId: string) => {
  const { rows } = await sql<{ id: string }>`
    delete from roster_link where school_id = ${schoolId} and added_run_id = ${runId} returning
      case when kind = 'person' and not exists (select from person p where p.school_id = roster_link.school_id and p.id = roster_link.target_id) then target_id end as id`.execute(
    tx,
  )
  await tx.deleteFrom('rosterStage').where('schoolId', '=', schoolId).where('runId', '=', runId).execute()
  return rows.flatMap(({ id }) => id ?? [])
}

/** What was made ready, and the package, are not needed any more. */
export const clear = async (tx: Tx, schoolId: string, runId: string) => {
  await tx.deleteFrom('rosterStage').where('schoolId', '=', schoolId).where('runId', '=', runId).execute()
  await tx.deleteFrom('rosterPackage').where('schoolId', '=', schoolId).where('runId', '=', runId).execute()
}
