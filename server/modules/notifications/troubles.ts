import { createHash, randomBytes } from 'node:crypto'
import { clearMailTrouble, countMailTroubles, listMailTroubles, type troubleWays } from '#contract/mail-troubles.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import type { Unit } from '#kernel/job.ts'
import { openNames } from '#modules/people/index.ts'
import * as queries from './troubles.queries.ts'

const digestOfAddress = (salt: Buffer, address: string) => createHash('sha256').update(salt).update(address).digest()

type Whose = { personId: string; accountId: string }

/** Whether this address is known to take no mail; of another one that the account has now, nothing is known, and so the mark goes. */
export const isTroubled = async (
  { tx, emit }: Pick<Unit, 'tx' | 'emit'>,
  { personId, accountId }: Whose,
  address: string,
): Promise<boolean> => {
  const known = await queries.troubleOf(tx, accountId)
  if (!known) return false
  if (digestOfAddress(known.salt, address).equals(known.addressDigest)) return true
  await queries.removeTrouble(tx, accountId)
  emit('mail.address_cleared', { why: 'corrected' }, { subject: personId })
  return false
}

type Failed = Whose & { address: string; way: (typeof troubleWays)[number]; status: string }

/** Marks an address that takes no mail, once; with its account in hand. */
export const noteTrouble = async (
  { tx, now, emit }: Pick<Unit, 'tx' | 'now' | 'emit'>,
  { personId, accountId, address, way, status }: Failed,
) => {
  if (await isTroubled({ tx, emit }, { personId, accountId }, address)) return
  const salt = randomBytes(16)
  await queries.saveTrouble(tx, { accountId, way, status, sinceAt: now, salt, addressDigest: digestOfAddress(salt, address) })
  emit('mail.address_failed', { way }, { subject: personId })
}

/** A server that had refused an address has taken a mail for it: it is no trouble any more. What came back later may come back again, and stays. */
export const noteDelivered = async ({ tx, emit }: Pick<Unit, 'tx' | 'emit'>, { personId, accountId }: Whose) => {
  if ((await queries.troubleOf(tx, accountId))?.way !== 'refused' || !(await queries.removeTrouble(tx, accountId))) return
  emit('mail.address_cleared', { why: 'delivered' }, { subject: personId })
}

export const list = action(listMailTroubles, async ({ tx, actor, vault, emit }) => {
  const rows = await queries.troubled(tx)
  const people = rows.map(({ personId: id, sealed }) => ({ id, sealed }))
  const names = await openNames(tx, vault, actor.schoolId ?? refuse('not_found'), people)
  emit('mail.troubles_read', { results: rows.length })
  return {
    people: rows.map(({ personId, way, status, sinceAt }, nth) => {
      return { personId, display: names[nth]?.display ?? '', since: sinceAt.toISOString(), way, status }
    }),
  }
})

export const count = action(countMailTroubles, async ({ tx }) => ({ count: (await queries.troubled(tx)).length }))

export const clear = action(clearMailTrouble, async ({ tx, params, emit }) => {
  const found = (await queries.troubled(tx)).find(({ personId }) => personId === params.personId) ?? refuse('not_found')
  if (!(await queries.removeTrouble(tx, found.accountId))) return refuse('not_found')
  emit('mail.address_cleared', { why: 'tried_again' }, { subject: found.personId })
  return {}
})
