import type { Tx } from '#kernel/db.ts'

/** Whether the session in hand was begun on a machine that others use as well; no row: it is over. */
export const sessionAtHand = (tx: Tx, digest: Buffer) =>
  tx.selectFrom('directory.session').select('sharedDevice').where('tokenDigest', '=', digest).executeTakeFirst()
