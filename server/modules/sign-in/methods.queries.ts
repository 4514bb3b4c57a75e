import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

export type MethodKind = 'passkey' | 'totp'

const live = (tx: Tx, accountId: string) =>
  tx
    .selectFrom('directory.signInMethod')
    .select(['id', 'kind', 'sealed', 'counter', 'madeAt', 'confirmedAt', 'usedAt'])
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)

/** The ways of signing in that an account has. */
export const methodsOf = (tx: Tx, accountId: string) =>
  live(tx, accountId).where('confirmedAt', 'is not', null).orderBy('madeAt').execute()
export const methodOf = (tx: Tx, accountId: string, id: string) => live(tx, accountId).where('id', '=', id).executeTakeFirst()

type NewMethod = {
  id: string
  accountId: string
  kind: MethodKind
  handleDigest: Buffer | null
  sealed: Buffer
  counter: number
  madeAt: Date
  confirmedAt: Date | null
}
export const insertMethod = (tx: Tx, method: NewMethod) =>
  tx
    .insertInto('directory.signInMethod')
    .values({ ...method, counter: `${method.counter}`, usedAt: null, endedAt: null })
    .onConflict((on) => on.column('handleDigest').doNothing())
    .returning('id')
    .executeTakeFirst()

/** An authenticator that was begun and not finished makes way for the next. */
export const endUnfinished = (tx: Tx, accountId: string, now: Date) =>
  tx
    .updateTable('directory.signInMethod')
    .set({ endedAt: now })
    .where('accountId', '=', accountId)
    .where('kind', '=', 'totp')
    .where('confirmedAt', 'is', null)
    .where('endedAt', 'is', null)
    .execute()

/** Takes a code or a signature, once: of two with the same counter one gets no row. */
export const takeCounter = (tx: Tx, id: string, counter: number, now: Date) =>
  tx
    .updateTable('directory.signInMethod')
    .set((row) => ({ counter: `${counter}`, usedAt: now, confirmedAt: row.fn.coalesce('confirmedAt', sql<Date>`${now}`) }))
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    // Passkeys that live on several devices do not count: theirs stays nought.
    .where((row) =>
      row.or([
        row('counter', '<', `${counter}`),
        row.and([row('kind', '=', 'passkey'), row('counter', '=', '0'), row.lit(counter === 0)]),
      ]),
    )
    .returning('id')
    .executeTakeFirst()

export const setLabel = (tx: Tx, id: string, sealed: Buffer) =>
  tx.updateTable('directory.signInMethod').set({ sealed }).where('id', '=', id).execute()

export const endMethod = (tx: Tx, accountId: string, id: string, now: Date) =>
  tx
    .updateTable('directory.signInMethod')
    .set({ endedAt: now })
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

export const passkeyFor = (tx: Tx, handle: Buffer) =>
  sql<{ id: string; accountId: string }>`select * from app.passkey_for(${handle})`.execute(tx).then(({ rows }) => rows[0])

export const makeChallenge = (tx: Tx, digest: Buffer, seconds: number) =>
  sql`select app.make_challenge(${digest}, ${seconds}::int)`.execute(tx)
export const spendChallenge = (tx: Tx, digest: Buffer) =>
  sql<{ fresh: boolean }>`select app.use_challenge(${digest}) as fresh`.execute(tx).then(({ rows }) => rows[0]?.fresh === true)

export const insertCodes = (tx: Tx, rows: readonly { id: string; accountId: string; codeDigest: Buffer; madeAt: Date }[]) =>
  tx
    .insertInto('directory.recoveryCode')
    .values(rows.map((row) => ({ ...row, usedAt: null, voidedAt: null })))
    .execute()
export const voidCodes = (tx: Tx, accountId: string, now: Date) =>
  tx
    .updateTable('directory.recoveryCode')
    .set({ voidedAt: now })
    .where('accountId', '=', accountId)
    .where('usedAt', 'is', null)
    .where('voidedAt', 'is', null)
    .execute()
/** Uses a code up; of two at once one gets no row. */
export const spendCode = (tx: Tx, accountId: string, codeDigest: Buffer, now: Date) =>
  tx
    .updateTable('directory.recoveryCode')
    .set({ usedAt: now })
    .where('accountId', '=', accountId)
    .where('codeDigest', '=', codeDigest)
    .where('usedAt', 'is', null)
    .where('voidedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
export const codesLeft = async (tx: Tx, accountId: string): Promise<number> => {
  const { left } = await tx
    .selectFrom('directory.recoveryCode')
    .select((row) => row.fn.countAll<string>().as('left'))
    .where('accountId', '=', accountId)
    .where('usedAt', 'is', null)
    .where('voidedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(left)
}
