import {
  type Choosable,
  choosable,
  chooseNotifications,
  choosePreset,
  type Pace,
  readNotifications,
  resumeMails,
} from '#contract/notifications.ts'
import { action, type Context, preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { ownAddress } from './addresses.ts'
import { choicesOf, rulesOf, type Told } from './choices.queries.ts'
import * as devices from './devices.queries.ts'
import { asQuiet, daysAsBits, minuteOf, saidQuiet, timeOf } from './minutes.ts'
import * as queries from './notifications.queries.ts'
import { arrivalFor, nextDigestOf } from './planning.ts'
import { quietEnds } from './quiet.ts'
import { wakeAt } from './telling.ts'
import * as tellings from './tellings.queries.ts'
import { troubleOf } from './troubles.queries.ts'
import { isZone } from './zoned.ts'

const said = (one: Told, timeZone: string | null) => ({
  paces: Object.fromEntries(choosable.map((kind) => [kind, one.paces[kind] ?? null])) as Record<Choosable, Pace | null>,
  digestAt: timeOf(one.digestMinute),
  digestWeekday: one.digestWeekday,
  ownQuiet: one.own ? saidQuiet(one.own) : null,
  timeZone,
})

const ownDevices = async (tx: Context<unknown, unknown, unknown, unknown>['tx'], digest: Buffer) => {
  const [own, session] = await Promise.all([devices.ownDevices(tx), devices.sessionAtHand(tx, digest)])
  return {
    isShared: session?.sharedDevice ?? true,
    devices: own.map(({ sessionId, madeAt, confirmedAt, ...row }) => ({
      ...row,
      addedAt: madeAt.toISOString(),
      confirmedAt: confirmedAt?.toISOString() ?? null,
      isThis: sessionId === session?.id,
    })),
  }
}

export const read = preparedAction(
  readNotifications,
  async ({ installation }) => installation.push?.publicKey ?? null,
  async ({ tx, actor, vault, ready, now }) => {
    const { personId, accountId, session } = actor
    if (!personId || !accountId || !session) return refuse('not_signed_in')
    const [[one], own, zone, school, rules, trouble, address, urgentThisYear, machines, maySetQuiet] = await Promise.all([
      choicesOf(tx, [personId]),
      queries.ownChoice(tx),
      queries.ownZone(tx, accountId),
      schoolOf(tx),
      rulesOf(tx),
      troubleOf(tx, accountId),
      ownAddress({ tx, vault }, accountId),
      tellings.urgentThisYear(tx, now),
      ownDevices(tx, session),
      queries.leads(tx),
    ])
    const chosen = one ?? refuse('not_found')
    return {
      ...{ preset: chosen.preset, choice: said(chosen, zone?.timeZone ?? null) },
      ...{ schoolQuiet: saidQuiet(rules.quiet), schoolTimeZone: school.timeZone, dpoAddress: rules.dpoAddress },
      nextDigest:
        chosen.areMailsStopped || trouble || !address.address ? null : (nextDigestOf(chosen, now)?.toISOString() ?? null),
      ...{
        mailsStopped: chosen.areMailsStopped,
        stoppedKinds: [...chosen.stoppedKinds],
        ...address,
        mailFails: trouble !== undefined,
        urgentThisYear,
        maySetQuiet,
      },
      ...{ wasTold: (own?.toldAt ?? null) !== null, publicKey: ready, ...machines },
    }
  },
)

type Choosing = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'now' | 'actor'>

/** What waits already moves to when it is due by the new choice; what one wants no word of any more goes. */
const moveWaiting = async ({ tx, now, actor }: Choosing, personId: string) => {
  const [one] = await choicesOf(tx, [personId])
  if (!one) return
  for (const { category } of await tellings.waitingOf(tx, personId)) {
    const dueAt = arrivalFor(one, category, now)
    if (dueAt) await tellings.moveWaiting(tx, personId, category, dueAt)
    else await tellings.dropWaiting(tx, personId, category)
  }
  const next = await tellings.nextDue(tx, personId)
  if (next) await wakeAt({ tx, actor, now }, [{ personId, at: next }])
}

const self = ({ actor: { schoolId, personId, accountId } }: Pick<Context<unknown, unknown, unknown, unknown>, 'actor'>) =>
  schoolId && personId && accountId ? { schoolId, personId, accountId } : refuse('not_found')

export const choose = action(choosePreset, async (context) => {
  const { tx, body, emit } = context
  const { schoolId, personId } = self(context)
  await queries.choose(tx, schoolId, personId, { preset: body.preset })
  await moveWaiting(context, personId)
  emit('notification.preset_chosen', { preset: body.preset }, { subject: personId })
  return { preset: body.preset }
})

export const customise = action(chooseNotifications, async (context) => {
  const { tx, body, emit } = context
  const { schoolId, personId, accountId } = self(context)
  const { paces, digestAt, digestWeekday, ownQuiet, timeZone } = body
  if (timeZone !== null && !isZone(timeZone)) refuse('notification.unknown_zone')
  const own = ownQuiet && asQuiet(ownQuiet)
  const { quiet } = await rulesOf(tx)
  if (own && !quietEnds(context.now, { hours: [quiet, own], zone: 'UTC' })) refuse('notification.always_quiet')
  const { to_do: toDo, class_life: classLife, messages, homework } = paces
  const hours = { digestMinute: minuteOf(digestAt), digestWeekday }
  await queries.choose(tx, schoolId, personId, {
    ...{ toDo, messages, classLife, homework, ...hours },
    ...{ quietFrom: own?.fromMinute ?? null, quietUntil: own?.untilMinute ?? null, quietDays: own && daysAsBits(own.days) },
  })
  const zone = await queries.ownZone(tx, accountId)
  if ((zone?.timeZone ?? null) !== timeZone) await queries.setZone(tx, accountId, timeZone)
  await moveWaiting(context, personId)
  const kinds = Object.fromEntries(
    Object.entries({ toDo, messages, classLife, homework }).filter((entry): entry is [string, Pace] => entry[1] !== null),
  )
  const flags = { hasOwnQuiet: own !== null, hasOwnZone: timeZone !== null }
  emit('notification.customised', { ...kinds, ...hours, ...flags }, { subject: personId })
  return body
})

export const resume = action(resumeMails, async (context) => {
  const { schoolId, personId } = self(context)
  await queries.choose(context.tx, schoolId, personId, { mailsStoppedAt: null, stoppedKinds: [] })
  context.emit('notification.mails_resumed', { way: 'settings' }, { subject: personId })
  return {}
})
