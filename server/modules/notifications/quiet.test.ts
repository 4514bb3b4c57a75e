import { expect, test } from 'vitest'
import type { Preset } from '#contract/notifications.ts'
import { usualQuiet } from './choices.queries.ts'
import { arrivalFor, type Choice, nextDigestOf, quietFor } from './planning.ts'
import { isQuietAt, quietEnds } from './quiet.ts'
import { instantOf, isZone, wallOf } from './zoned.ts'

const paris = 'Europe/Paris'
const calm: Choice = {
  ...{ preset: 'calm', paces: {}, digestMinute: 1050, digestWeekday: 5 },
  ...{ school: usualQuiet, own: undefined, zone: paris },
}
const asItHappens: Choice = { ...calm, preset: 'as_it_happens' }
const said = (at: Date | null | undefined, zone = paris) =>
  at &&
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    day: 'numeric',
  }).format(at)
const told = (choice: Choice, when: string) => said(arrivalFor(choice, 'messages', new Date(when)), choice.zone)

test.each<[Preset, string, string]>([
  ['calm', '2026-11-26T10:00:00+01:00', 'Thu 26, 17:30'],
  ['calm', '2026-11-26T17:30:00+01:00', 'Fri 27, 17:30'],
  ['calm', '2026-11-27T18:00:00+01:00', 'Mon 30, 17:30'],
  ['as_it_happens', '2026-11-26T10:00:00+01:00', 'Thu 26, 10:00'],
  ['as_it_happens', '2026-11-26T18:59:59+01:00', 'Thu 26, 18:59'],
  ['as_it_happens', '2026-11-26T19:00:00+01:00', 'Fri 27, 07:00'],
  ['as_it_happens', '2026-11-27T06:59:00+01:00', 'Fri 27, 07:00'],
  ['as_it_happens', '2026-11-27T19:00:00+01:00', 'Mon 30, 07:00'],
  ['weekly', '2026-11-26T10:00:00+01:00', 'Fri 27, 17:30'],
  ['weekly', '2026-11-27T17:31:00+01:00', 'Fri 4, 17:30'],
])('whoever chose “%s” is told of what happens at %s on %s', (preset, when, then) => {
  expect(told({ ...calm, preset }, when)).toBe(then)
})

test('what is urgent, and what happens to the own account, waits for nothing; what one wants no word of never comes', () => {
  const night = new Date('2026-11-29T03:00:00+01:00')
  expect(arrivalFor(calm, 'urgent', night)).toEqual(night)
  expect(arrivalFor(calm, 'account', night)).toEqual(night)
  expect(arrivalFor({ ...calm, paces: { messages: 'never' } }, 'messages', night)).toBe(null)
  expect(arrivalFor({ ...calm, paces: { messages: 'never', urgent: 'never' } }, 'urgent', night)).toEqual(night)
})

test('a kind of its own pace: messages at once, the rest in the evening', () => {
  const choice: Choice = { ...calm, paces: { messages: 'now' } }
  const at = new Date('2026-11-26T10:00:00+01:00')
  expect(arrivalFor(choice, 'messages', at)).toEqual(at)
  expect(said(arrivalFor(choice, 'to_do', at))).toBe('Thu 26, 17:30')
})

test('an hour that is always quiet comes when the quiet hours end; a weekly one on a Sunday comes on Monday', () => {
  expect(told({ ...calm, digestMinute: 20 * 60 }, '2026-11-26T10:00:00+01:00')).toBe('Fri 27, 07:00')
  expect(told({ ...calm, preset: 'weekly', digestWeekday: 7 }, '2026-11-26T10:00:00+01:00')).toBe('Mon 30, 07:00')
})

test('half past five stays half past five when a clock is put forward or back, wherever somebody is', () => {
  const days = ['2026-03-27', '2026-03-30', '2026-10-23', '2026-10-26']
  const noon = (day: string) => new Date(`${day}T12:00:00Z`)
  for (const zone of [paris, 'Europe/Stockholm', 'America/Toronto', 'Asia/Tokyo', 'Australia/Lord_Howe', 'America/St_Johns'])
    for (const day of days)
      expect(wallOf(arrivalFor({ ...calm, zone }, 'to_do', noon(day)) ?? new Date(0), zone).minute).toBe(1050)
  const offsets = days.map((day) => arrivalFor(calm, 'to_do', noon(day))?.toISOString().slice(11, 16))
  expect(offsets).toEqual(['16:30', '15:30', '15:30', '16:30'])
})

test('a time that a clock leaves out comes an hour later, one that it shows twice the first time', () => {
  expect(instantOf('2026-03-29', 150, paris).toISOString()).toBe('2026-03-29T01:30:00.000Z')
  expect(instantOf('2026-10-25', 150, paris).toISOString()).toBe('2026-10-25T00:30:00.000Z')
  expect(instantOf('2026-10-04', 135, 'Australia/Lord_Howe').toISOString()).toBe('2026-10-03T15:45:00.000Z')
  for (let hour = 0; hour < 24 * 366; hour++) {
    const at = new Date(Date.UTC(2026, 0, 1, hour))
    const { day, minute } = wallOf(at, paris)
    const back = instantOf(day, minute, paris)
    expect([0, 3_600_000]).toContain(at.getTime() - back.getTime())
  }
  expect([isZone('Asia/Tokyo'), isZone('Mars/Olympus'), isZone("'; --")]).toEqual([true, false, false])
})

test('somebody far away is told by their own clock, if they said so', () => {
  expect(told({ ...asItHappens, zone: 'Asia/Tokyo' }, '2026-11-26T12:00:00+01:00')).toBe('Fri 27, 07:00')
  expect(told({ ...calm, zone: 'Asia/Tokyo' }, '2026-11-26T06:00:00+01:00')).toBe('Thu 26, 17:30')
})

test('one’s own quiet hours widen the school’s, and cannot narrow them', () => {
  const evening = new Date('2026-11-26T18:00:00+01:00')
  const early = new Date('2026-11-26T06:00:00+01:00')
  const wider: Choice = { ...asItHappens, own: { fromMinute: 17 * 60, untilMinute: 8 * 60, days: [3] } }
  const narrower: Choice = { ...asItHappens, own: { fromMinute: 23 * 60, untilMinute: 5 * 60, days: [] } }
  expect(told(wider, evening.toISOString())).toBe('Fri 27, 08:00')
  expect(told(wider, '2026-11-25T10:00:00+01:00')).toBe('Thu 26, 08:00')
  expect(told(narrower, early.toISOString())).toBe('Thu 26, 07:00')
  expect(isQuietAt(early, quietFor(narrower))).toBe(true)
})

test('quiet hours that never end hold nothing: one’s own give way to the school’s', () => {
  const always = { fromMinute: 7 * 60, untilMinute: 19 * 60, days: [] }
  expect(quietEnds(new Date(), { hours: [usualQuiet, always], zone: paris })).toBe(undefined)
  expect(told({ ...asItHappens, own: always }, '2026-11-26T10:00:00+01:00')).toBe('Thu 26, 10:00')
})

test('the next digest, as the settings show it', () => {
  const thursday = new Date('2026-11-26T20:00:00+01:00')
  expect(said(nextDigestOf(calm, thursday))).toBe('Fri 27, 17:30')
  expect(nextDigestOf(asItHappens, thursday)).toBe(null)
  expect(said(nextDigestOf({ ...asItHappens, paces: { class_life: 'weekly' } }, new Date('2026-11-27T18:00:00+01:00')))).toBe(
    'Fri 4, 17:30',
  )
})
