import { expect, test } from 'vitest'
import { isQuiet } from './quiet.ts'

const at = (instant: string, from = '19:00', until = '07:00', days: number[] = [6, 7]) =>
  isQuiet({ from, until, days }, 'Europe/Paris', new Date(instant))

test('a night goes over midnight by the clock of the school, and whole days are quiet from end to end', () => {
  expect(at('2026-11-24T17:59:00Z')).toBe(false)
  expect(at('2026-11-24T18:00:00Z')).toBe(true)
  expect(at('2026-11-24T05:59:00Z')).toBe(true)
  expect(at('2026-11-24T06:00:00Z')).toBe(false)
  expect(at('2026-11-21T11:00:00Z'), 'a Saturday').toBe(true)
  expect(at('2026-11-22T23:30:00Z'), 'Monday already, there').toBe(true)
  expect(at('2026-11-22T23:30:00Z', '01:00', '01:00')).toBe(false)
  expect(at('2026-11-24T11:00:00Z', '08:00', '17:00', [])).toBe(true)
})
