import * as z from 'zod/mini'
import { confirmAddress, correctAddress, correctOwnAddress, readMailTrouble } from '#contract/mail-troubles.ts'
import { action, type Context, type Preparing, preparedAction } from '#kernel/action.ts'
import { changing } from '#kernel/changes.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { job } from '#kernel/job.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { beginTry, timesBy } from '#kernel/throttle.ts'
import { accountTable } from '#modules/sign-in/index.ts'
import { account } from '#vault/owners.ts'
import * as queries from './addresses.queries.ts'
import { rulesOf } from './choices.queries.ts'
import { addressMail, noticeMail } from './mails.ts'
import * as people from './notifications.queries.ts'
import { addressChangeTable } from './sealed.ts'
import { removeTrouble } from './troubles.queries.ts'

/** What is said where mail goes now, when somebody wishes it to go elsewhere. */
const wished = { to: 'oneself', category: 'account', says: 'address_asked', leads: 'security' } as const
/** So long the mail at the other address opens something. */
const OPEN_MS = 14 * 86_400_000

type Hands = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'vault' | 'now' | 'emit' | 'later' | 'actor'>

const addressIn = async ({ tx, vault }: Pick<Hands, 'tx' | 'vault'>, row: { id: string; sealed: Buffer }) =>
  (await vault.open(tx, nobody, accountTable, [row]))[0]?.email ?? ''

/** Where one's own mail goes, and whether one says so oneself; with the account in hand. */
export const ownAddress = async (hands: Pick<Hands, 'tx' | 'vault'>, accountId: string) => {
  const [own, waitsSince, maySayAddress] = await Promise.all([
    queries.accountInHand(hands.tx, accountId),
    queries.waitsSince(hands.tx, accountId),
    queries.maySayAddress(hands.tx, accountId),
  ])
  const address = own ? await addressIn(hands, own) : ''
  return { address: address === '' ? null : address, addressWaits: waitsSince?.toISOString() ?? null, maySayAddress }
}

export const read = action(readMailTrouble, async ({ tx, vault, params: { personId }, emit }) => {
  const found = (await queries.troubledAddress(tx, personId)) ?? refuse('not_found')
  emit('mail.address_read', {}, { subject: personId })
  return {
    address: await addressIn({ tx, vault }, { id: found.accountId, sealed: found.sealed }),
    canCorrect: found.canCorrect,
    waitsSince: found.waitsSince?.toISOString() ?? null,
  }
})

type Wanted = { personId: string; accountId: string; sealed: Buffer; address: string; by: 'self' | 'office' }

/** Keeps the other address, and has a mail sent there; nothing goes to it before that was opened. */
const propose = async ({ tx, vault, now, emit, later, actor }: Hands, { personId, accountId, sealed, address, by }: Wanted) => {
  const before = await addressIn({ tx, vault }, { id: accountId, sealed })
  if (before.toLowerCase() === address.toLowerCase()) refuse('mail.same_address')
  const [kept] = await vault.seal(tx, nobody, addressChangeTable.table, [
    { id: accountId, owners: account(accountId), content: { email: address } },
  ])
  const expiresAt = new Date(now.getTime() + OPEN_MS)
  const change = { accountId, askedIn: actor.schoolId ?? nobody, byOffice: by === 'office', madeAt: now, expiresAt }
  await queries.putChange(tx, { ...change, sealed: kept! })
  const first = before === '' ? 'mail.confirm_address' : 'mail.tell_former'
  await later(first, { personId, accountId }, { key: `mail.confirm_address:${accountId}` })
  emit('mail.address_proposed', { by }, { subject: personId })
  return { waitsSince: now.toISOString() }
}

export const correct = action(correctAddress, async (context) => {
  const {
    tx,
    params: { personId },
    body: { address },
  } = context
  const found = (await queries.troubledAddress(tx, personId)) ?? refuse('not_found')
  if (!found.canCorrect) refuse('mail.own_only')
  return propose(context, { personId, accountId: found.accountId, sealed: found.sealed, address, by: 'office' })
})

/** So often a day somebody says another address without waiting: each makes the school write to whoever is there. */
const FREE_ADDRESSES = 5

const slowDown = async ({ installation, actor }: Preparing<unknown, unknown>) => {
  const tries = timesBy(installation.vault, FREE_ADDRESSES, 'mail_address', actor.accountId ?? nobody)
  await as(installation.db, actor, (tx) => beginTry(tx, [tries]))
}

export const correctOwn = preparedAction(correctOwnAddress, slowDown, async (context) => {
  const {
    tx,
    actor,
    body: { address },
  } = context
  const [personId, accountId] = [actor.personId ?? refuse('not_signed_in'), actor.accountId ?? refuse('not_signed_in')]
  if (!(await queries.maySayAddress(tx, accountId))) refuse('mail.no_trouble')
  const own = (await queries.accountInHand(tx, accountId)) ?? refuse('not_found')
  return propose(context, { personId, accountId, sealed: own.sealed, address, by: 'self' })
})

const whose = z.object({ personId: z.uuid(), accountId: z.uuid() })

/**
 * Tells whoever opens mails at the former address that they are to go elsewhere. Only once its server has taken that, or refused it for good, is the
 * other one asked: nobody moves somebody's mail before that somebody could know.
 */
export const tellFormer = job('mail.tell_former', 'family_communication', whose, async ({ payload, unit, installation }) => {
  const { personId, accountId } = payload
  const mail = await unit(async ({ tx, vault }) => {
    const [own, addressee] = await Promise.all([queries.accountInHand(tx, accountId), people.addressee(tx, personId)])
    const to = own ? await addressIn({ tx, vault }, own) : ''
    if (!addressee || to === '') return undefined
    const { dpoAddress } = await rulesOf(tx)
    return noticeMail({ to, addressee, origin: installation.origin, dpoAddress, row: wished })
  }, accountId)
  if (mail) await installation.post.send(mail)
  await unit(({ later }) => later('mail.confirm_address', payload, { key: `mail.confirm_address:${accountId}` }))
})

/** Asks at the other address whether it is theirs. The token is made here, so that no row of the queue ever holds one. */
export const askThere = job(
  'mail.confirm_address',
  'family_communication',
  whose,
  async ({ payload: { personId, accountId }, unit, installation }) => {
    const token = newToken()
    const mail = await unit(async ({ tx, vault, now }) => {
      const [change, addressee] = await Promise.all([queries.changeOf(tx, accountId), people.addressee(tx, personId)])
      if (!change || !addressee) return undefined
      const [content] = await vault.open(tx, nobody, addressChangeTable, [{ id: accountId, sealed: change.sealed }])
      if (!content) return undefined
      await queries.setToken(tx, accountId, digestOf(token), new Date(now.getTime() + OPEN_MS))
      const { dpoAddress } = await rulesOf(tx)
      return addressMail({ to: content.email, addressee, origin: installation.origin, dpoAddress, link: token })
    }, accountId)
    if (!mail || !(await installation.post.send(mail))) return
    // The other one takes no mail either: whoever keeps the office hears of it, and the first stays marked.
    await unit(async ({ tx, emit }) => {
      if (await queries.dropChange(tx, accountId)) emit('mail.address_failed', { way: 'refused' }, { subject: personId })
    }, accountId)
  },
)

export const confirm = action(confirmAddress, async ({ tx, vault, body, become, emit }) => {
  const found = (await queries.changeFor(tx, digestOf(body.token))) ?? refuse('mail.unknown_link')
  const { schoolId, personId, accountId, school } = found
  await become({ schoolId, personId, accountId })
  const [change, own] = await Promise.all([queries.changeOf(tx, accountId), queries.accountInHand(tx, accountId)])
  if (!change || !own || !(await queries.dropChange(tx, accountId))) return refuse('mail.unknown_link') // of two at once one gets no row
  const [wanted] = await vault.open(tx, nobody, addressChangeTable, [{ id: accountId, sealed: change.sealed }])
  const email = wanted?.email ?? refuse('mail.unknown_link')
  await vault.unpoint(tx, nobody, 'email', { schoolId: nobody, id: accountId })
  if (!(await vault.reserve(tx, nobody, 'email', email, accountId))) refuse('mail.address_taken')
  const [content] = await vault.open(tx, nobody, accountTable, [own])
  const [sealed] = await vault.seal(tx, nobody, accountTable.table, [
    { id: accountId, owners: account(accountId), content: { ...content, email } },
  ])
  await changing(tx, accountTable, ['email'])
  await queries.setAddress(tx, accountId, sealed!)
  if (await removeTrouble(tx, accountId)) emit('mail.address_cleared', { why: 'corrected' }, { subject: personId })
  emit('account.address_changed', { by: change.byOffice ? 'office' : 'self' }, { subject: personId })
  return { school }
})
