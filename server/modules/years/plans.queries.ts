import { sql } from 'kysely'
import type { PlanDraft } from '#contract/year-plans.ts'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

type NewPlan = {
  schoolId: string
  id: string
  fromYearId: string
  fromOn: string | null
  toOn: string | null
  keepDays: number
  sealed: Buffer
  madeAt: Date
  madeBy: string | null
}

const nothingYet = {
  ...({ toYearId: null, state: 'draft', step: 'waiting', stepDone: 0, stepTotal: 0, claimedUntil: null, mark: null } as const),
  ...{ confirmedAt: null, confirmedBy: null, appliedAt: null, undoneAt: null, undoneBy: null, closedAt: null, version: 1 },
}

/** Begins a plan; undefined where another is open. */
export const insertPlan = (tx: Tx, plan: NewPlan) =>
  tx
    .insertInto('yearPlan')
    .values({ ...plan, ...nothingYet, counts: '{}', changedAt: plan.madeAt })
    .onConflict((conflict) => conflict.constraint('year_plan_open').doNothing())
    .returning('id')
    .executeTakeFirst()

export const planById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('yearPlan').where('schoolId', '=', schoolId).where('id', '=', id).selectAll().executeTakeFirst()

/** The plan, held until the end of the transaction: of two who say yes at once the second finds it said. */
export const heldPlan = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('yearPlan').where('schoolId', '=', schoolId).where('id', '=', id).selectAll().forUpdate().executeTakeFirst()

export const plans = (tx: Tx, schoolId: string) =>
  tx
    .selectFrom('yearPlan')
    .where('schoolId', '=', schoolId)
    .where('state', '<>', 'discarded')
    .selectAll()
    .orderBy('madeAt', 'desc')
    .limit(20)
    .execute()

type Saved = { fromOn: string | null; toOn: string | null; keepDays: number; sealed: Buffer; now: Date }

/** Keeps what was typed over the version that it was typed into; undefined where there is a newer one. */
export const savePlan = (tx: Tx, schoolId: string, id: string, version: number | undefined, { now, ...saved }: Saved) =>
  tx
    .updateTable('yearPlan')
    .set({ ...saved, changedAt: now, version: sql<number>`version + 1` })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .$if(version !== undefined, (query) => query.where('version', '=', version!))
    .returning('version')
    .executeTakeFirst()

export const discardPlan = (tx: Tx, schoolId: string, id: string, now: Date) =>
  tx
    .updateTable('yearPlan')
    .set({ state: 'discarded', closedAt: now, changedAt: now })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .returning('id')
    .executeTakeFirst()

export const peopleOf = (tx: Tx, schoolId: string, planId: string) =>
  tx
    .selectFrom('yearPlanPerson')
    .where('schoolId', '=', schoolId)
    .where('planId', '=', planId)
    .select(['personId', 'fate', 'targetId'])
    .orderBy('id')
    .execute()

export const clearPeople = (tx: Tx, schoolId: string, planId: string) =>
  tx.deleteFrom('yearPlanPerson').where('schoolId', '=', schoolId).where('planId', '=', planId).execute()

export const insertPeople = async (
  tx: Tx,
  schoolId: string,
  planId: string,
  { pupils, teachers }: Pick<PlanDraft, 'pupils' | 'teachers'>,
) => {
  const rows = [...pupils, ...teachers.map((one) => ({ ...one, fate: 'teaches' as const }))]
  const [people, fates, targets] = [rows.map((row) => row.personId), rows.map((row) => row.fate), rows.map((row) => row.targetId)]
  if (rows.length === 0) return
  await sql`insert into year_plan_person (school_id, id, plan_id, person_id, fate, target_id)
    select ${schoolId}, p.id, ${planId}, p.person_id, p.fate, p.target_id
    from unnest(${rows.map(() => uuidv7())}::uuid[], ${people}::uuid[], ${fates}::text[], ${targets}::uuid[]) as p (id, person_id, fate, target_id)`.execute(
    tx,
  )
}

type Confirmed = { mark: Buffer; counts: Readonly<Record<string, number>>; by: string | null; now: Date; total: number }

/** Somebody says yes to what was shown. */
export const confirm = (tx: Tx, schoolId: string, id: string, { mark, counts, by, now, total }: Confirmed) =>
  tx
    .updateTable('yearPlan')
    .set({ ...{ state: 'applying', mark, counts: JSON.stringify(counts), stepTotal: total, stepDone: 0, step: 'waiting' } })
    .set({ confirmedAt: now, confirmedBy: by, changedAt: now })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .returning('id')
    .executeTakeFirst()

/** Somebody says that it is to be taken back. */
export const beginTurningBack = (tx: Tx, schoolId: string, id: string, by: string | null, now: Date) =>
  tx
    .updateTable('yearPlan')
    .set({ state: 'undoing', undoneBy: by, undoneAt: now, step: 'waiting', stepDone: 0, changedAt: now })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'applied')
    .returning('id')
    .executeTakeFirst()

/** Takes a plan in hand, unless another process has it and is alive. */
export const claim = (tx: Tx, schoolId: string, id: string, now: Date, until: Date) =>
  tx
    .updateTable('yearPlan')
    .set({ claimedUntil: until, step: 'carrying' })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('state', 'in', ['applying', 'undoing'])
    .where((where) => where.or([where('claimedUntil', 'is', null), where('claimedUntil', '<', now)]))
    .returningAll()
    .executeTakeFirst()

export const goOn = (tx: Tx, schoolId: string, id: string, done: number, until: Date) =>
  tx
    .updateTable('yearPlan')
    .set({ stepDone: sql<number>`step_done + ${done}`, claimedUntil: until })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .execute()

export const finish = (tx: Tx, schoolId: string, id: string, state: 'applied' | 'undone', counts: object, now: Date) =>
  tx
    .updateTable('yearPlan')
    .set({ state, step: 'done', stepDone: sql<number>`step_total`, claimedUntil: null, changedAt: now })
    .set({ counts: sql<string>`counts || ${JSON.stringify(counts)}::jsonb` })
    .$if(state === 'applied', (query) => query.set({ appliedAt: now, closedAt: now }))
    .$if(state === 'undone', (query) => query.set({ toYearId: null }))
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .execute()

/** What was needed to take a plan back, and the people whom it named, go when it cannot be taken back any more; a draft of a year ago is one no more. */
export const tidy = async (tx: Tx, schoolId: string, now: Date): Promise<number> => {
  const old = sql`select p.id from year_plan p where p.school_id = ${schoolId}
    and (p.closed_at < ${now}::timestamptz - interval '8 days' and p.state in ('applied', 'undone', 'discarded'))`
  await sql`update year_plan set state = 'discarded', closed_at = ${now}::timestamptz where school_id = ${schoolId} and state = 'draft' and changed_at < ${now}::timestamptz - interval '330 days'`.execute(
    tx,
  )
  const people = await sql`delete from year_plan_person where school_id = ${schoolId} and plan_id in (${old})`.execute(tx)
  const moves =
    await sql`delete from year_move where school_id = ${schoolId} and plan_id in (${old}) and not (kind = 'grade' and done_at is null and undone_at is null)`.execute(
      tx,
    )
  return Number(people.numAffectedRows ?? 0n) + Number(moves.numAffectedRows ?? 0n)
}
