import * as z from 'zod/mini'
import { type EventName, events } from '#contract/events.ts'
import type { Preset } from '#contract/notifications.ts'
import { nobody } from '#kernel/ids.ts'
import { job, type Unit, type Working } from '#kernel/job.ts'
import type { Mail } from '#kernel/mail.ts'
import { accountTable } from '#modules/sign-in/index.ts'
import { audiences } from './audiences.queries.ts'
import { digestMail, noticeMail } from './mails.ts'
import * as queries from './notifications.queries.ts'
import { type Category, type NotificationRow, notificationRows, TELL } from './rows.ts'

/** When those who want it calm get their one mail of the day. */
const EVENING = '17:30'

const isEvent = (name: string): name is EventName => name in events
const rowOf = (name: string): NotificationRow | undefined => (isEvent(name) ? notificationRows[name] : undefined)

/** How somebody is told. Mail is what arrives for certain: in its place only where a device has shown that it does, too. */
export const channelsFor = (preset: Preset, category: Category, hasDevice: boolean) => {
  if (category === 'account' || category === 'urgent') return { mail: 'now', isPushed: hasDevice } as const
  if (preset === 'calm') return { mail: 'in the evening', isPushed: false } as const
  return { mail: preset === 'normal' && hasDevice ? 'never' : 'now', isPushed: hasDevice } as const
}

const tellOne = async (hands: Unit, event: string, row: NotificationRow, one: queries.Recipient) => {
  const { tx, now, later } = hands
  const { personId, devices } = one
  const { mail, isPushed } = channelsFor(one.preset, row.category, devices.length > 0)
  // What waits for a device says all that there is to say: it is put there once.
  if (isPushed) for (const deviceId of devices) await later('push.send', { deviceId }, { key: `push.send:${deviceId}` })
  if (row.mailsItself || mail === 'never') return
  if (mail === 'now') return later('notification.mail', { personId, event })
  const afterSeconds = await queries.secondsUntil(tx, EVENING, now)
  return later('notification.digest', { personId }, { afterSeconds, key: `notification.digest:${personId}` })
}

/** Finds out whom a fact concerns, and tells each of them once, however many children it is about. */
export const tell = job(TELL, 'family_communication', z.looseObject({ event: z.string() }), async ({ payload, unit }) => {
  const { event, ...ids } = payload
  const row = rowOf(event)
  if (!row) return
  await unit(async (hands) => {
    const { tx, actor, now } = hands
    const told = z.record(z.string(), z.optional(z.string())).parse(ids)
    const people = [...new Set(await audiences[row.to](tx, told))]
    const found = people.length ? await queries.recipients(tx, people) : []
    for (const one of found) await tellOne(hands, event, row, one)
    const ofOthers = row.category === 'account' ? [] : found.map(({ personId }) => personId)
    if (ofOthers.length) await queries.noteTold(tx, actor.schoolId ?? nobody, ofOthers, now)
  })
})

type MailOf = (to: string, addressee: queries.Addressee, origin: string) => Mail

const mailTo = async ({ payload, installation, unit }: Working<{ personId: string }>, made: MailOf) => {
  const { personId } = payload
  const membership = await unit(({ tx }) => queries.accountOf(tx, personId))
  if (!membership) return
  const mail = await unit(async ({ tx, vault }) => {
    const found = await queries.addressee(tx, personId)
    if (!found) return undefined
    const [content] = await vault.open(tx, nobody, accountTable, [{ id: found.accountId, sealed: found.sealed }])
    return content?.email ? made(content.email, found, installation.origin) : undefined
  }, membership.accountId)
  if (mail) await installation.post.send(mail)
}

export const mailNotice = job(
  'notification.mail',
  'family_communication',
  z.object({ personId: z.uuid(), event: z.string() }),
  async (working) => {
    const row = rowOf(working.payload.event)
    if (row) await mailTo(working, (to, addressee, origin) => noticeMail({ to, addressee, origin, row }))
  },
)

export const mailDigest = job('notification.digest', 'family_communication', z.object({ personId: z.uuid() }), (working) =>
  mailTo(working, (to, addressee, origin) => digestMail({ to, addressee, origin })),
)
