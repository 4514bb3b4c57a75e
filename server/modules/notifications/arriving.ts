import type { Category } from '#contract/notifications.ts'
import type { Tx } from '#kernel/db.ts'
import { choicesOf } from './choices.queries.ts'
import { arrivalFor, isMailStopped, paceOf, quietFor } from './planning.ts'
import { isQuietAt, quietEnds } from './quiet.ts'

/** When people would be told of something that happens now. */
export type Arrival = {
  /** The first instant at which one of them is told; null: none of them is told by anything but the screen itself. */
  earliest: Date | null
  /** By when all of them are told who are told at all. */
  latest: Date | null
  /** How many of them have quiet hours now: what is urgent would break through them. */
  inQuietHours: number
  /** How many are told at once, how many later, and how many not at all: no account, suspended, or they want no word of it. */
  now: number
  later: number
  untold: number
}

/** When these people would be told of such a thing if it happened now, so that a sender's screen can say “will arrive Monday 07:00”. Writing and reading are never held. */
export const arrivalOf = async (tx: Tx, people: readonly string[], category: Category, now: Date): Promise<Arrival> => {
  const asked = new Set(people)
  const found = await choicesOf(tx, [...asked])
  const times = found.flatMap((one) => {
    const at = isMailStopped(one, category) && paceOf(one, category) !== 'now' ? null : arrivalFor(one, category, now)
    return at ? [at.getTime()] : []
  })
  const atOnce = times.filter((at) => at <= now.getTime()).length
  return {
    earliest: times.length > 0 ? new Date(Math.min(...times)) : null,
    latest: times.length > 0 ? new Date(Math.max(...times)) : null,
    inQuietHours: found.filter((one) => isQuietAt(now, quietFor(one))).length,
    now: atOnce,
    later: times.length - atOnce,
    untold: asked.size - times.length,
  }
}

/** From when on others may know that somebody is at work: now, or when this person's quiet hours end. */
export const quietUntil = async (tx: Tx, personId: string, now: Date): Promise<Date> => {
  const [one] = await choicesOf(tx, [personId])
  return (one && quietEnds(now, quietFor(one))) ?? now
}
