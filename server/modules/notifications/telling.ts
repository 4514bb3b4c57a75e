import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { type EventName, events } from '#contract/events.ts'
import type { Category } from '#contract/notifications.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { job, type Unit } from '#kernel/job.ts'
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

/** Wakes the delivery of what is due for somebody: one job for one instant. */
export const wakeAt = ({ later, now }: Pick<Unit, 'later' | 'now'>, personId: string, due: Date) => {
  const isNow = due <= now
  const afterSeconds = isNow ? 0 : Math.ceil((due.getTime() - now.getTime()) / 1000)
  return later(
    'notification.deliver',
    { personId },
    {
      afterSeconds,
      key: `notification.deliver:${personId}:${isNow ? 'now' : due.toISOString()}`,
    },
  )
}

/** Counted in public: how often the school told something urgent, and how many of those it reached had quiet hours. */
const countUrgent = async ({ tx, now, actor, emit }: Unit, told: readonly Told[]) => {
  const throughQuiet = told.filter((one) => isQuietAt(now, quietFor(one))).length
  await queries.countUrgent(tx, { schoolId: actor.schoolId ?? nobody, id: uuidv7(), at: now, told: told.length, throughQuiet })
  emit('notification.urgent_told', { told: told.length, throughQuiet })
}

type Happened = { event: string; row: NotificationRow; category: Category; thing: string }

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

/** Finds out whom a fact concerns, and notes for each of them once that they are to be told, and when. */
export const tell = job(
  TELL,
  'family_communication',
  z.looseObject({ event: z.string(), requestId: z.string() }),
  async ({ payload, unit }) => {
    const { event, requestId, thing = requestId, urgent, ...ids } = payload
    const row = rowOf(event)
    if (!row) return
    await unit(async (hands) => {
      const { tx, actor, now, later } = hands
      const told = z.record(z.string(), z.optional(z.string())).parse(ids)
      const found = await choicesOf(tx, [...new Set(await audiences[row.to](tx, told))])
      const category = urgent === 'yes' ? 'urgent' : row.category
      const noted = await noteFor(hands, { event, row, category, thing: `${thing}` }, found)
      for (const { one, dueAt } of noted) {
        if (!row.mailsItself) await wakeAt(hands, one.personId, dueAt)
        else
          for (const deviceId of await queries.devicesOf(tx, one.personId))
            await later('push.send', { deviceId }, { key: `push.send:${deviceId}` })
      }
      const people = noted.map(({ one }) => one)
      if (category === 'urgent' && people.length > 0) await countUrgent(hands, people)
      if (category !== 'account' && people.length > 0)
        await choices.noteTold(
          tx,
          actor.schoolId ?? nobody,
          people.map(({ personId }) => personId),
          now,
        )
    })
  },
)
