import type { Category, Pace, Preset } from '#contract/notifications.ts'
import { isQuietAt, type Quiet, type QuietHours, quietEnds } from './quiet.ts'

import { dayAfter, instantOf, wallOf } from './zoned.ts'

/** What somebody has chosen, beside what holds for everybody. */
export type Choice = {
  preset: Preset
  paces: Readonly<Partial<Record<Category, Pace | null>>>
  digestMinute: number
  digestWeekday: number
  school: QuietHours
  own: QuietHours | undefined
  zone: string
}

const paceOfPreset = { calm: 'daily', as_it_happens: 'now', weekly: 'weekly' } as const satisfies Record<Preset, Pace>

/** How soon somebody is told of such a thing. What is urgent and what happens to the own account is no choice. */
export const paceOf = ({ preset, paces }: Pick<Choice, 'preset' | 'paces'>, category: Category): Pace =>
  category === 'urgent' || category === 'account' ? 'now' : (paces[category] ?? paceOfPreset[preset])

/** Whether somebody has stopped mails of this kind. What waits for nothing is never stopped. */
export const isMailStopped = (
  { areMailsStopped, stoppedKinds }: { areMailsStopped: boolean; stoppedKinds: readonly Category[] },
  category: Category,
): boolean => category !== 'urgent' && category !== 'account' && (areMailsStopped || stoppedKinds.includes(category))

/** The quiet hours that hold for somebody; one's own widen the school's, unless nothing would be left of the week. */
export const quietFor = ({ school, own, zone }: Pick<Choice, 'school' | 'own' | 'zone'>): Quiet => {
  const both = { hours: own ? [school, own] : [school], zone }
  return quietEnds(new Date(0), both) ? both : { hours: [school], zone }
}

/** When somebody's next digest is due: at their hour, on a day on which that hour is not quiet, or else when the quiet hours end. */
const digestAt = (choice: Choice, now: Date, pace: 'daily' | 'weekly') => {
  const quiet = quietFor(choice)
  const { day } = wallOf(now, choice.zone)
  const ahead = Array.from({ length: 15 }, (_, days) => instantOf(dayAfter(day, days), choice.digestMinute, choice.zone)).filter(
    (at) => at > now && (pace === 'daily' || wallOf(at, choice.zone).weekday === choice.digestWeekday),
  )
  const first = ahead[0] ?? now
  return ahead.find((at) => !isQuietAt(at, quiet)) ?? quietEnds(first, quiet) ?? first
}

/** When somebody is told of what happens now; null: by nothing but the screen itself. */
export const arrivalFor = (choice: Choice, category: Category, now: Date): Date | null => {
  const pace = paceOf(choice, category)
  if (pace === 'never') return null
  if (category === 'urgent' || category === 'account') return now
  if (pace === 'now') return quietEnds(now, quietFor(choice)) ?? now
  return digestAt(choice, now, pace)
}

/** When somebody's next digest is due, if one of their categories waits for one. */
export const nextDigestOf = (choice: Choice, now: Date): Date | null => {
  const paces = new Set((['to_do', 'messages', 'class_life', 'homework'] as const).map((one) => paceOf(choice, one)))
  const due = (['daily', 'weekly'] as const).filter((pace) => paces.has(pace)).map((pace) => digestAt(choice, now, pace))
  return due.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}
