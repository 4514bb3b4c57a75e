import type { Limit } from '#contract/endpoint.ts'
import type { Locale } from '#contract/locales.ts'
import { type MustChangeReason, passwordPolicy } from '#contract/passwords.ts'
import type { Tx } from '#kernel/db.ts'
import type { Emit } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { account as accountOwner } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { deviceOf } from './device.ts'
import { accountTable } from './sealed.ts'
import * as queries from './sign-in.queries.ts'

type Wanted = {
  id: string
  email?: string
  locale: Locale
  passwordHash: string
  /** False: long enough only beside a second factor. */
  passwordStandsAlone?: boolean
  /** Of the demo: a second factor is not asked for. */
  invented?: boolean
  now: Date
}

/** Makes an account, with a confirmed address or without one; false when the address already has an account. */
export const makeAccount = async (
  tx: Tx,
  vault: Vault,
  emit: Emit,
  { email, passwordStandsAlone = true, invented = false, ...account }: Wanted,
): Promise<boolean> => {
  const { id } = account
  const [sealed] = await vault.seal(tx, nobody, accountTable.table, [
    { id, owners: accountOwner(id), content: email ? { email } : {} },
  ])
  await queries.insertAccount(tx, { ...account, passwordStandsAlone, invented, sealed: sealed! })
  if (email && !(await vault.reserve(tx, nobody, 'email', email, id))) return false
  emit('account.created', { accountId: id })
  return true
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE

const isOld = ({ changedAt, isPrivileged, rotateAllDays }: queries.Demands, now: Date) => {
  const most = Math.min(
    isPrivileged ? passwordPolicy.privileged.rotationDays : Number.POSITIVE_INFINITY,
    rotateAllDays ?? Number.POSITIVE_INFINITY,
  )
  return changedAt !== null && changedAt.getTime() + most * DAY <= now.getTime()
}

/** Why the password has to be changed from now on, where nobody had asked for that. */
const dueNow = (asked: queries.Demands, risk: MustChangeReason | undefined, now: Date): MustChangeReason | null => {
  if (asked.mustChange || (asked.invented && risk)) return null // the demo's are everybody's
  return risk ?? (isOld(asked, now) ? 'calendar' : null)
}

/** What a session lacks when it begins: the second step before everything, then an own password, then a second factor at all. */
const lacks = (asked: queries.Demands, proven: 'password' | 'wholly'): Limit | null => {
  if (proven === 'password' && asked.hasFactor) return 'second_step'
  if (asked.mustChange) return 'must_change'
  return asked.isPrivileged && !asked.hasFactor && !asked.invented ? 'must_enrol' : null
}

const lastsFor = (limited: Limit | null, sharedDevice: boolean) => {
  if (limited === 'second_step') return 10 * MINUTE
  return limited || sharedDevice ? DAY / 2 : 90 * DAY
}

type Beginning = {
  accountId: string
  schoolId: string | null
  personId: string | null
  sharedDevice: boolean
  now: Date
  /** `wholly`: with a second factor, or there was nothing to prove. A password alone is not enough where there is a factor. */
  proven?: 'password' | 'wholly'
  /** When the person last said who they are, if not now. */
  authenticatedAt?: Date
  agent?: string
  /** The session that this one takes the place of. */
  over?: Buffer | undefined
  /** What the browser is known by. */
  device?: Buffer | undefined
  /** Where the writes may travel with something else. */
  alongside?: (write: Promise<unknown>) => void
  /** What was asked already, in the same transaction. */
  asked?: queries.Demands | undefined
  /** Why the password has to be changed, if something was found just now. */
  risk?: MustChangeReason | undefined
}

/**
 * Begins a session: ninety days on one's own device, twelve hours on a shared one, ended earlier by leaving it alone. What the account and
 * the school ask for besides is decided here and nowhere else; with account and person in hand.
 */
export const beginSession = async (
  tx: Tx,
  {
    sharedDevice,
    now,
    proven = 'password',
    authenticatedAt = now,
    agent = '',
    over,
    device,
    alongside,
    asked: known,
    risk,
    ...who
  }: Beginning,
) => {
  const asked = known ?? (await queries.demands(tx))
  const due = asked ? dueNow(asked, risk, now) : null
  const limited = asked ? lacks({ ...asked, mustChange: asked.mustChange || due !== null }, proven) : null
  if (due) await queries.demandChange(tx, who.accountId, due)
  const token = newToken()
  const expiresAt = new Date(now.getTime() + lastsFor(limited, sharedDevice))
  const replaced = over && queries.endReplaced(tx, over)
  const inserted = queries.insertSession(tx, {
    id: uuidv7(),
    ...who,
    tokenDigest: digestOf(token),
    now,
    authenticatedAt,
    expiresAt,
    sharedDevice,
    limited,
    deviceDigest: device ?? null,
    ...deviceOf(agent),
  })
  const written = Promise.all([replaced, inserted])
  if (alongside) alongside(written)
  else await written
  return { token, expiresAt: sharedDevice ? null : expiresAt, limited, due }
}
