import { sql } from 'kysely'
import type { WeakPointOutcome } from '#contract/status.ts'
import type { Tx } from '#kernel/db.ts'

export const insertReport = (tx: Tx, row: { id: string; madeAt: Date; sealed: Buffer }) =>
  tx
    .insertInto('directory.weakPoint')
    .values({ ...row, toldAt: null, answeredAt: null, closedAt: null, outcome: null })
    .execute()

/** Of which the one who answers for security has not been written to; from now on the letter is on its way. */
export const claimUntold = (tx: Tx, now: Date) =>
  tx.updateTable('directory.weakPoint').set({ toldAt: now }).where('toldAt', 'is', null).returning(['id', 'madeAt']).execute()

export const unclaim = (tx: Tx, ids: readonly string[]) =>
  tx.updateTable('directory.weakPoint').set({ toldAt: null }).where('id', '=', sql<string>`any (${ids}::uuid[])`).execute()

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
