import { restartMails, stopMails } from '#contract/notifications.ts'
import { action, type Context } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { digestOf } from '#kernel/session.ts'
import { choose } from './notifications.queries.ts'
import * as queries from './stopping.queries.ts'

type ByLink = Pick<Context<unknown, unknown, { token: string }, undefined>, 'tx' | 'body' | 'become'>

/** Goes on as whoever had the mail that the link stood in: of all that is theirs it opens this alone. */
const open = async ({ tx, body, become }: ByLink) => {
  const found = (await queries.stopFor(tx, digestOf(body.token))) ?? refuse('mail.unknown_link')
  const { schoolId, personId, accountId, school } = found
  await become({ schoolId, personId, accountId })
  return { schoolId, personId, school }
}

/** Done twice it is as done once: mail programs try again. */
export const stop = action(stopMails, async (context) => {
  const { schoolId, personId, school } = await open(context)
  await choose(context.tx, schoolId, personId, { mailsStoppedAt: context.now })
  context.emit('notification.mails_stopped', {}, { subject: personId })
  return { school }
})

export const restart = action(restartMails, async (context) => {
  const { schoolId, personId, school } = await open(context)
  await choose(context.tx, schoolId, personId, { mailsStoppedAt: null })
  context.emit('notification.mails_resumed', { way: 'link' }, { subject: personId })
  return { school }
})
