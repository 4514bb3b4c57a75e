import { confirmStatus, subscribeToStatus, unsubscribeFromStatus } from '#contract/status.ts'
import { action, preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { beginTry, triesAt, triesFrom } from '#kernel/throttle.ts'
import { normalised } from '#vault/blind.ts'
import { account } from '#vault/owners.ts'
import { subscriberTable } from './sealed.ts'
import * as queries from './subscribers.queries.ts'

/** A letter box that takes mail under many names is one: whoever types `somebody+1`, `somebody+2` has the same person written to. */
const boxOf = (email: string) => normalised(email).replace(/\+[^@]*(?=@)/, '')

/** An address is asked for its consent at most a few times a day, whoever types it: the page must not be a way to send mails to strangers. */
export const subscribe = preparedAction(
  subscribeToStatus,
  async ({ installation: { db, vault }, actor, body, address }) => {
    const tries = [triesAt(vault, 'status', boxOf(body.email)), triesFrom(vault, 'status', address)]
    await as(db, actor, (tx) => beginTry(tx, tries))
  },
  async ({ tx, vault, body, now, emit }) => {
    const [id, token] = [uuidv7(now.getTime()), newToken()]
    const [sealed] = await vault.seal(tx, nobody, subscriberTable.table, [
      { id, owners: account(id), content: { email: body.email, token } },
    ])
    await queries.insertSubscriber(tx, { id, locale: body.locale, madeAt: now, tokenDigest: digestOf(token), sealed: sealed! })
    emit('status.subscription_asked', { subscriberId: id })
    return { sent: true } as const
  },
)

export const confirm = action(confirmStatus, async ({ tx, body, now, emit }) => {
  const found = (await queries.confirmSubscriber(tx, digestOf(body.token), now)) ?? refuse('mail.unknown_link')
  emit('status.subscription_confirmed', { subscriberId: found.id })
  return {}
})

export const unsubscribe = action(unsubscribeFromStatus, async ({ tx, vault, body, emit }) => {
  const found = (await queries.removeByToken(tx, digestOf(body.token))) ?? refuse('mail.unknown_link')
  await vault.destroy(tx, nobody, [account(found.id)])
  emit('status.subscription_ended', { subscriberId: found.id, why: 'link' })
  return {}
})
