import type { Limit } from '#contract/endpoint.ts'
import type { Locale } from '#contract/locales.ts'
import type { Tx } from '#kernel/db.ts'
import type { Emit } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { account as accountOwner } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { accountTable } from './sealed.ts'
import * as queries from './sign-in.queries.ts'

/** `mustChange`: nobody has chosen a password yet. */
type Wanted = { id: string; email?: string; locale: Locale; passwordHash: string | null; mustChange?: boolean; now: Date }

/** Makes an account, with a confirmed address or without one; false when the address already has an account. */
export const makeAccount = async (
  tx: Tx,
  vault: Vault,
  emit: Emit,
  { id, email, locale, passwordHash, mustChange = false, now }: Wanted,
): Promise<boolean> => {
  const [sealed] = await vault.seal(tx, nobody, accountTable.table, [
    { id, owners: accountOwner(id), content: email ? { email } : {} },
  ])
  await queries.insertAccount(tx, { id, locale, passwordHash, mustChange, sealed: sealed!, now })
  if (email && !(await vault.reserve(tx, nobody, 'email', email, id))) return false
  emit('account.created', { accountId: id })
  return true
}

const DAY = 86_400_000

/** Begins a session: 90 days on one's own device, twelve hours on a shared one, ended earlier by leaving. */
export const beginSession = async (
  tx: Tx,
  {
    accountId,
    schoolId,
    personId,
    sharedDevice,
    limited = null,
    now,
  }: {
    accountId: string
    schoolId: string | null
    personId: string | null
    sharedDevice: boolean
    /** What the session lacks from its beginning. */
    limited?: Limit | null
    now: Date
  },
) => {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + (sharedDevice ? DAY / 2 : 90 * DAY))
  await queries.insertSession(tx, {
    id: uuidv7(),
    accountId,
    schoolId,
    personId,
    tokenDigest: digestOf(token),
    now,
    expiresAt,
    sharedDevice,
    limited,
  })
  return { token, expiresAt: sharedDevice ? null : expiresAt }
}
