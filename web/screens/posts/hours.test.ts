import { expect, test } from 'vitest'
import { hourAt, instantOf, nextMorning } from './hours.ts'

const at = (shown: string, zone: string) => instantOf(shown, zone).toISOString()

test('an hour that somebody types is the school’s, wherever they are', () => {
  expect(at('2026-11-24T07:30', 'Europe/Paris')).toBe('2026-11-24T06:30:00.000Z')
  expect(at('2026-06-24T07:30', 'Europe/Paris')).toBe('2026-06-24T05:30:00.000Z')
  expect(at('2026-11-24T07:30', 'Asia/Tokyo')).toBe('2026-11-23T22:30:00.000Z')
  expect(at('2026-11-24T07:30', 'America/Toronto')).toBe('2026-11-24T12:30:00.000Z')
  expect(hourAt(new Date('2026-11-24T06:30:40Z'), 'Europe/Paris')).toBe('2026-11-24T07:30')
})

test('of an hour that a clock shows twice it is the first, and one that it leaves out comes an hour later', () => {
  expect(at('2026-10-25T02:30', 'Europe/Paris')).toBe('2026-10-25T00:30:00.000Z')
  expect(at('2026-03-29T02:30', 'Europe/Paris')).toBe('2026-03-29T01:30:00.000Z')
  expect(at('2026-11-01T01:30', 'America/Toronto')).toBe('2026-11-01T05:30:00.000Z')
})

test('the morning that is offered is the school’s next one', () => {
  expect(nextMorning(new Date('2026-11-23T23:30:00Z'), 'Europe/Paris')).toBe('2026-11-25T07:30')
  expect(nextMorning(new Date('2026-11-23T12:00:00Z'), 'Europe/Paris')).toBe('2026-11-24T07:30')
})
