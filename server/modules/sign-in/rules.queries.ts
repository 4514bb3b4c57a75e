import type { Tx } from '#kernel/db.ts'

/** What this school has decided about passwords, if it has. */
export const ofSchool = (tx: Tx) => tx.selectFrom('signInRules').select(['rotateAllDays', 'version']).executeTakeFirst()

/** Of two who decide at once one gets no row. */
export const put = (tx: Tx, schoolId: string, rotateAllDays: number | null, version: number, changedAt: Date) =>
  tx
    .insertInto('signInRules')
    .values({ schoolId, rotateAllDays, changedAt, version: 1 })
    .onConflict((on) =>
      on
        .column('schoolId')
        .doUpdateSet({ rotateAllDays, changedAt, version: version + 1 })
        .where('signInRules.version', '=', version),
    )
    .returning('version')
    .executeTakeFirst()

/** The record of a person, for the words that a password must not be made of. */
export const personRow = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('person').select(['id', 'sealed']).where('schoolId', '=', schoolId).where('id', '=', id).executeTakeFirst()
