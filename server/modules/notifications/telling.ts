import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { type EventName, events } from '#contract/events.ts'
import type { Category } from '#contract/notifications.ts'
import { servedBy } from '#contract/objecting.ts'
import { nobody } from '#kernel/ids.ts'
import { job, type Unit, type Working } from '#kernel/job.ts'
import { audiences } from './audiences.queries.ts'
import { choicesOf, type Told } from './choices.queries.ts'
import * as choices from './notifications.queries.ts'
import { arrivalFor, quietFor } from './planning.ts'
import { isQuietAt } from './quiet.ts'
import { type NotificationRow, notificationRows, TELL } from './rows.ts'
import * as queries from './tellings.queries.ts'

const isEvent = (name: string): name is EventName => name in events
/** What is told of an event. */
export const rowOf = (name: string): NotificationRow | undefined => (isEvent(name) ? notificationRows[name] : undefined)

/** The same for the same thing told to the same person, however often a job begins anew and however many facts there were of it. */
const idOf = (...parts: readonly string[]) => {
  const hex = createHash('sha256').update(parts.join('|')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Wakes the delivery of what is due for people: one job for one person and one instant. */
export const wakeAt = ({ tx, actor, now }: Pick<Unit, 'tx' | 'actor' | 'now'>, due: readonly { personId: string; at: Date }[]) =>
  queries.wake(
    tx,
    actor,
    due.map(({ personId, at }) => {
      const isNow = at <= now
      return {
        personId,
        afterSeconds: isNow ? 0 : Math.ceil((at.getTime() - now.getTime()) / 1000),
        key: `notification.deliver:${personId}:${isNow ? 'now' : at.toISOString()}`,
      }
    }),
  )

type Happened = { event: string; row: NotificationRow; category: Category; thing: string }

/** One fact, with the last who are told: how many were told something urgent in all, and how many of them had quiet hours. */
const sayUrgent = async ({ tx, now, emit }: Unit, { event, thing }: Happened, people: readonly string[]) => {
  const noted = new Set(
    await queries.toldAmong(
      tx,
      people.map((personId) => idOf(event, thing, personId)),
    ),
  )
  const told = (await choicesOf(tx, people)).filter(({ personId }) => noted.has(personId))
  const throughQuiet = told.filter((one) => isQuietAt(now, quietFor(one))).length
  if (told.length > 0) emit('notification.urgent_told', { told: told.length, throughQuiet })
}

const noteFor = async (unit: Unit, { event, row, category, thing }: Happened, found: readonly Told[]) => {
  const { tx, actor, now } = unit
  const schoolId = actor.schoolId ?? nobody
  const planned = found.flatMap((one) => {
    const dueAt = arrivalFor(one, category, now)
    return dueAt ? [{ one, dueAt }] : []
  })
  const rows = planned.map(({ one: { personId }, dueAt }) => {
    const id = idOf(event, thing, personId)
    return { schoolId, id, personId, category, event, happenedAt: now, dueAt, takenAt: row.mailsItself ? now : null }
  })
  const told = new Set(await queries.insertTellings(tx, rows))
  return planned.filter(({ one }) => told.has(one.personId))
}

/** Where the room sends a mail of its own, devices are told here. */
const push = async ({ tx, later }: Unit, people: readonly Told[]) => {
  for (const { personId } of people)
    for (const deviceId of await queries.devicesOf(tx, personId))
      await later('push.send', { deviceId }, { key: `push.send:${deviceId}` })
}

/** So many are noted in one transaction: whoever else tells the same people waits for no longer than that. */
const PORTION = 150

const portionsOf = (people: readonly string[]) =>
  Array.from({ length: Math.ceil(people.length / PORTION) }, (_, nth) => people.slice(nth * PORTION, (nth + 1) * PORTION))

/**
 * Those of some people who do not object to what this telling serves, and have agreed to it where the school has made it wait for a consent;
 * that somebody was passed over is a fact.
 */
const unlessUnwanted = async ({ tx, emit }: Unit, { event, category }: Happened, some: readonly string[]) => {
  const over = new Set<string>()
  for (const to of servedBy(event, category)) {
    for (const personId of await queries.objecting(tx, to, some)) {
      over.add(personId)
      emit('objection.heeded', { to }, { subject: personId })
    }
    const silent = await queries.notAgreeing(tx, to, some)
    for (const personId of silent) over.add(personId)
    if (silent.length > 0) emit('consent.heeded', { to, people: silent.length })
  }
  return some.filter((id) => !over.has(id))
}

/** Notes of some people that they are to be told, and when. Done again, it is as done once. */
const tellSome = async (hands: Unit, happened: Happened, some: readonly string[]): Promise<number> => {
  const { row, category } = happened
  const noted = await noteFor(hands, happened, await choicesOf(hands.tx, await unlessUnwanted(hands, happened, some)))
  const people = noted.map(({ one }) => one)
  if (row.mailsItself) await push(hands, people)
  else
    await wakeAt(
      hands,
      noted.map(({ one: { personId }, dueAt: at }) => ({ personId, at })),
    )
  if (people.length === 0 || category === 'account') return people.length
  await choices.noteTold(
    hands.tx,
    hands.actor.schoolId ?? nobody,
    people.map(({ personId }) => personId),
    hands.now,
  )
  return people.length
}

/** Tells one portion after the other, each in a transaction of its own; what is urgent is said once, with the last, and not by a second try that tells nobody. */
const tellAll = async (inUnit: Working<unknown>['unit'], happened: Happened, people: readonly string[]) => {
  const portions = portionsOf(people)
  let told = 0
  for (const [nth, some] of portions.entries())
    told += await inUnit(async (hands) => {
      const now = await tellSome(hands, happened, some)
      if (happened.category === 'urgent' && nth === portions.length - 1 && told + now > 0)
        await sayUrgent(hands, happened, people)
      return now
    })
}

/** Finds out whom a fact concerns, and notes for each of them once that they are to be told, and when. */
export const tell = job(
  TELL,
  'family_communication',
  z.looseObject({ event: z.string(), requestId: z.string() }),
  async ({ payload, unit }) => {
    const { event, requestId, thing = requestId, urgent, ...ids } = payload
    const row = rowOf(event)
    if (!row) return
    const told = z.record(z.string(), z.optional(z.string())).parse(ids)
    const happened = { event, row, category: urgent === 'yes' ? 'urgent' : row.category, thing: `${thing}` } as const
    const people = await unit(async ({ tx }) => [...new Set(await audiences[row.to](tx, told))])
    await tellAll(unit, happened, people)
  },
)
