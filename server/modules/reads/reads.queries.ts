import { sql } from 'kysely'
import type { caseOutcomes, ReadersShownAs } from '#contract/ledger-reading.ts'
import type { Tx } from '#kernel/db.ts'

/** The person of the page, as far as the reader may see them. */
export const personById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('person').where('schoolId', '=', schoolId).where('id', '=', id).select(['id', 'sealed']).executeTakeFirst()

/** Whether the reader runs the school, and sees its staff by name. */
export const runsSchool = async (tx: Tx): Promise<boolean> =>
  (await sql<{ runs: boolean }>`select app.runs_school() as runs`.execute(tx)).rows[0]?.runs === true

export const hasToDoWith = async (tx: Tx, reader: string, pupil: string, at: Date): Promise<boolean> =>
  (await sql<{ has: boolean }>`select app.has_to_do_with(${reader}, ${pupil}, ${at}) as has`.execute(tx)).rows[0]?.has === true

export const isPupil = async (tx: Tx, schoolId: string, id: string): Promise<boolean> =>
  (await tx
    .selectFrom('personRole')
    .where('schoolId', '=', schoolId)
    .where('personId', '=', id)
    .where('role', '=', 'pupil')
    .select('personId')
    .executeTakeFirst()) !== undefined

type Case = {
  schoolId: string
  id: string
  factId: string
  readerId: string
  pupilId: string
  event: number
  purpose: number
  readAt: Date
  openedAt: Date
}

/** Opens a case, unless there is one about this read. */
export const insertCase = async (tx: Tx, row: Case): Promise<boolean> =>
  (await tx
    .insertInto('curiosityCase')
    .values(row)
    .onConflict((conflict) => conflict.columns(['schoolId', 'factId']).doNothing())
    .returning('id')
    .executeTakeFirst()) !== undefined

/** Cases that the reader may know of, those that are open first. */
export const cases = (tx: Tx, schoolId: string) =>
  tx
    .selectFrom('curiosityCase')
    .where('schoolId', '=', schoolId)
    .selectAll()
    .orderBy('closedAt', (order) => order.desc().nullsFirst())
    .orderBy('readAt', 'desc')
    .limit(200)
    .execute()

type Closed = { schoolId: string; id: string; by: string; at: Date; outcome: (typeof caseOutcomes)[number] }

/** Closes a case that is open. */
export const closeCase = async (tx: Tx, { schoolId, id, by, at, outcome }: Closed): Promise<boolean> =>
  (await tx
    .updateTable('curiosityCase')
    .set({ closedAt: at, closedBy: by, outcome })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()) !== undefined

/** How families are shown the school's staff from now on. */
export const showReadersAs = (tx: Tx, schoolId: string, as: ReadersShownAs) =>
  tx
    .updateTable('school')
    .set((set) => ({ readersShownAs: as, version: set('version', '+', 1) }))
    .where('schoolId', '=', schoolId)
    .execute()

export const peopleByIds = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  tx
    .selectFrom('person')
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .select(['id', 'sealed'])
    .execute()

/** How many cases were opened since then. */
export const casesSince = async (tx: Tx, schoolId: string, since: Date): Promise<number> => {
  const { count } = await tx
    .selectFrom('curiosityCase')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('schoolId', '=', schoolId)
    .where('openedAt', '>', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}
