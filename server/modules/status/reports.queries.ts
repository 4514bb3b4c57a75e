import { sql } from 'kysely'
import type { WeakPointOutcome } from '#contract/status.ts'
import type { Tx } from '#kernel/db.ts'

export const insertReport = (tx: Tx, row: { id: string; madeAt: Date; sealed: Buffer }) =>
  tx
    .insertInto('directory.weakPoint')
    .values({ ...row, toldAt: null, claimedAt: null, answeredAt: null, closedAt: null, outcome: null })
    .execute()

/** Of which the one who answers for security has not been written to; from now on the letter is on its way, for two hours: whoever claimed it longer ago has died. */
export const claimUntold = (tx: Tx, now: Date) =>
  tx
    .updateTable('directory.weakPoint')
    .set({ claimedAt: now })
    .where('toldAt', 'is', null)
    .where((of) =>
      of.or([of('claimedAt', 'is', null), of('claimedAt', '<', sql<Date>`${now}::timestamptz - interval '2 hours'`)]),
    )
    .returning(['id', 'madeAt'])
    .execute()

/** The letter has left; or, with nothing, it did not: the next round tries again. */
export const settle = (tx: Tx, ids: readonly string[], toldAt: Date | null) =>
  tx
    .updateTable('directory.weakPoint')
    .set({ toldAt, claimedAt: null })
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .execute()

export const allReports = (tx: Tx) =>
  tx
    .selectFrom('directory.weakPoint')
    .select(['id', 'madeAt', 'toldAt', 'answeredAt', 'closedAt', 'outcome', 'sealed'])
    .orderBy('madeAt')
    .execute()

/** The first answer counts; a second changes nothing. */
export const setAnswered = (tx: Tx, id: string, now: Date) =>
  tx
    .updateTable('directory.weakPoint')
    .set({ answeredAt: now })
    .where('id', '=', id)
    .where('answeredAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

export const setClosed = (tx: Tx, id: string, outcome: WeakPointOutcome, now: Date) =>
  tx
    .updateTable('directory.weakPoint')
    .set((of) => ({ closedAt: now, outcome, answeredAt: of.fn.coalesce('answeredAt', of.val(now)) }))
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

export const removeOverdue = async (tx: Tx, now: Date, span: string) => {
  const { rows } = await sql<{
    id: string
  }>`delete from directory.weak_point where made_at < ${now}::timestamptz - ${span}::interval
    returning id`.execute(tx)
  return rows
}
