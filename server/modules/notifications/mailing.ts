import * as z from 'zod/mini'
import type { Category } from '#contract/notifications.ts'
import { nobody } from '#kernel/ids.ts'
import { job, type Unit, type Working } from '#kernel/job.ts'
import type { Mail } from '#kernel/mail.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { accountTable } from '#modules/sign-in/index.ts'
import { person } from '#vault/owners.ts'
import { choicesOf, rulesOf, type Told } from './choices.queries.ts'
import { type Counted, digestMail, noticeMail } from './mails.ts'
import * as people from './notifications.queries.ts'
import { paceOf } from './planning.ts'
import { mailStopTable } from './sealed.ts'
import * as stops from './stopping.queries.ts'
import { rowOf } from './telling.ts'
import * as queries from './tellings.queries.ts'
import { isTroubled, noteDelivered, noteTrouble } from './troubles.ts'

const waitsForNothing = (category: Category) => category === 'urgent' || category === 'account'

const leadsOf = ({ event }: queries.Taken) => rowOf(event)?.leads ?? 'today'
/** What a digest calls it: of class life an entry of the calendar and a notice are no posts. */
const kindOf = (one: queries.Taken): Counted['kind'] => {
  const leads = leadsOf(one)
  return one.category === 'class_life' && (leads === 'calendar' || leads === 'notices') ? leads : one.category
}

/** How many there are of each kind; each leads where all of its kind stand, or to the day. */
export const countedIn = (taken: readonly queries.Taken[]): Counted[] =>
  [...Map.groupBy(taken, kindOf)].map(([kind, each]) => {
    const leads = new Set(each.map(leadsOf))
    return { kind, count: each.length, leads: leads.size === 1 ? ([...leads][0] ?? 'today') : 'today' }
  })

/** What stands in somebody's mails so that they can be stopped: made once, and the same in all of them. */
const stopToken = async ({ tx, vault, actor, now }: Unit, personId: string): Promise<string> => {
  const schoolId = actor.schoolId ?? nobody
  const known = await stops.stopOf(tx, personId)
  const [content] = known ? await vault.open(tx, schoolId, mailStopTable, [{ id: personId, sealed: known.sealed }]) : []
  if (content) return content.token
  const token = newToken()
  const [sealed] = await vault.seal(tx, schoolId, mailStopTable.table, [
    { id: personId, owners: person(personId), content: { token } },
  ])
  if (sealed && (await stops.insertStop(tx, { schoolId, personId, tokenDigest: digestOf(token), madeAt: now, sealed })))
    return token
  throw new Error('two mails to one person at once: the next try finds the link of the other')
}

type Ready = { mail: Mail; accountId: string; isMarked: boolean }

const write = async (
  hands: Unit,
  one: Told,
  taken: readonly queries.Taken[],
  { origin, mailId }: { origin: string; mailId: string },
) => {
  const { tx, vault, now } = hands
  const { personId, zone } = one
  const addressee = await people.addressee(tx, personId)
  if (!addressee) return undefined
  const [content] = await vault.open(tx, nobody, accountTable, [{ id: addressee.accountId, sealed: addressee.sealed }])
  const [first] = taken
  if (!content?.email || !first) return undefined
  const isChoice = !waitsForNothing(first.category)
  const isMarked = await isTroubled(hands, one, content.email)
  if (isMarked && isChoice) return undefined
  const { dpoAddress } = await rulesOf(tx)
  const [only, ...others] = new Set(taken.map(({ category }) => category))
  const stopping = isChoice && { token: await stopToken(hands, personId), only: others.length === 0 ? only : undefined }
  const told = { to: content.email, addressee, origin, dpoAddress, ...stopping }
  const row = rowOf(first.event)
  const isAlone = taken.length === 1 && paceOf(one, first.category) === 'now'
  const isWeekly = taken.every(({ category }) => paceOf(one, category) === 'weekly')
  const mail =
    isAlone && row
      ? noticeMail({ ...told, row, category: first.category })
      : digestMail({ ...told, counted: countedIn(taken), isWeekly, at: now, zone })
  return { mail: { ...mail, id: mailId }, accountId: addressee.accountId, isMarked }
}

/** What is to be said, as the person it goes to: with their account in hand. */
const prepared = async ({
  payload,
  unit,
  installation,
}: Working<{ personId: string; mailId: string }>): Promise<Ready | undefined> => {
  const { personId, mailId } = payload
  const [one] = await unit(({ tx }) => choicesOf(tx, [personId]))
  if (!one) return undefined
  return unit(async (hands) => {
    const taken = await queries.inMail(hands.tx, mailId)
    return taken.length > 0 ? write(hands, one, taken, { origin: installation.origin, mailId }) : undefined
  }, one.accountId)
}

/** Sends one mail to one person. A server that is busy is asked again later, each time after a longer while; an address that takes no mail is marked. */
export const mail = job(
  'notification.mail',
  'family_communication',
  z.object({ personId: z.uuid(), mailId: z.uuid() }),
  async (working) => {
    const { payload, unit, installation } = working
    const ready = await prepared(working)
    if (!ready) return
    const refused = await installation.post.send(ready.mail)
    await unit(async (hands) => {
      if (!refused) await queries.noteSent(hands.tx, payload.mailId, hands.now)
      if (!refused && ready.isMarked) await noteDelivered(hands, { ...payload, accountId: ready.accountId })
      if (refused)
        await noteTrouble(hands, { ...payload, accountId: ready.accountId, address: ready.mail.to, way: 'refused', ...refused })
    }, ready.accountId)
  },
)
