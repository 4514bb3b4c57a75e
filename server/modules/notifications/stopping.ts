import { type Choosable, choosable, chooseMails, restartMails, stopMails } from '#contract/notifications.ts'
import { action, type Context } from '#kernel/action.ts'
import { asNobody } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import { digestOf } from '#kernel/session.ts'
import { choose } from './notifications.queries.ts'
import * as queries from './stopping.queries.ts'

type ByLink = Pick<Context<unknown, unknown, { token: string }, undefined>, 'tx' | 'body' | 'become' | 'now' | 'emit'>

/** Of which kinds mails come. */
const comingTo = ({ areStopped, stoppedKinds }: Pick<queries.Stopped, 'areStopped' | 'stoppedKinds'>): Choosable[] =>
  areStopped ? [] : choosable.filter((kind) => !stoppedKinds.includes(kind))

/** Goes on as whoever had the mail that the link stood in: of all that is theirs it opens this alone. */
const open = async ({ tx, body, become }: ByLink) => {
  const found = (await queries.stopFor(tx, digestOf(body.token))) ?? refuse('mail.unknown_link')
  const { schoolId, personId, accountId } = found
  await become({ schoolId, personId, accountId })
  return found
}

/** Mails come of these kinds from now on, and of no others. Done twice it is as done once: mail programs try again. */
const settle = async ({ tx, now, emit }: ByLink, found: queries.Stopped, kinds: readonly Choosable[]) => {
  const { schoolId, personId, school } = found
  const stopped = choosable.filter((kind) => !kinds.includes(kind))
  const isAll = kinds.length === 0
  await choose(tx, schoolId, personId, { mailsStoppedAt: isAll ? now : null, stoppedKinds: isAll ? [] : stopped })
  if (stopped.length > 0) emit('notification.mails_stopped', isAll ? {} : { kinds: stopped }, { subject: personId })
  else emit('notification.mails_resumed', { way: 'link' }, { subject: personId })
  return { school, kinds: choosable.filter((kind) => kinds.includes(kind)) }
}

export const stop = action(stopMails, async (context) => {
  const found = await open(context)
  const { kind } = context.body
  const left = kind ? comingTo(found).filter((one) => one !== kind) : []
  return settle(context, found, left)
})

export const restart = action(restartMails, async (context) => settle(context, await open(context), choosable))

export const chooseKinds = action(chooseMails, async (context) => settle(context, await open(context), context.body.kinds))

/** What the page of a link shows before anything is done. */
export const standingOf = async (
  { db }: Installation,
  token: string,
): Promise<{ school: string; kinds: Choosable[] } | undefined> => {
  if (!/^[\w-]{1,100}$/.test(token)) return undefined
  const found = await asNobody(db, (tx) => queries.stopFor(tx, digestOf(token)))
  return found && { school: found.school, kinds: comingTo(found) }
}
