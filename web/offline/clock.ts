import { clockTime, shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** By the clock of the device: a page that was saved has nobody else's. */
export const clockOf = (t: Words, at: number) => clockTime(t.locale, new Date(at), zone())

/** When something was saved, in a sentence: of today the hour is enough. */
export const ageOf = (t: Words, at: number) => {
  const when = new Date(at)
  const time = clockOf(t, at)
  if (when.toDateString() === new Date().toDateString()) return t('offline.saved_today', { time })
  return t('offline.saved', { day: shortDay(t.locale, when, zone()), time })
}
