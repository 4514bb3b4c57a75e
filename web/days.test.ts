import { expect, test } from 'vitest'
import { dayAhead } from './days.ts'

test('a form counts days from today where the school is, not where it is today in Greenwich', () => {
  const late = new Date('2026-11-23T23:30:00Z')
  expect(dayAhead(0, 'Europe/Paris', late)).toBe('2026-11-24')
  expect(dayAhead(1, 'Asia/Tokyo', late)).toBe('2026-11-25')
  expect(dayAhead(0, 'America/Toronto', new Date('2026-11-24T03:00:00Z'))).toBe('2026-11-23')
})

test('a night of 23 or 25 hours is one night', () => {
  expect(dayAhead(1, 'Europe/Paris', new Date('2027-03-27T22:45:00Z'))).toBe('2027-03-28')
  expect(dayAhead(1, 'Europe/Paris', new Date('2027-10-30T22:15:00Z'))).toBe('2027-11-01')
  expect(dayAhead(2, 'Europe/Paris', new Date('2027-10-29T22:15:00Z'))).toBe('2027-11-01')
  expect(dayAhead(90, 'Europe/Paris', new Date('2026-12-31T23:30:00Z'))).toBe('2027-04-01')
})
