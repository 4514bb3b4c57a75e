import { expect, test } from 'vitest'
import { base32, codeAt, fromBase32, newSecret, stepFor, stepOf, uriOf } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

// RFC 6238, appendix B: the rows of SHA-1.
test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('at %i seconds the code is %s', (seconds, code) => {
  expect(codeAt(secret, stepOf(new Date(seconds * 1000)), 8)).toBe(code)
})

// RFC 4226, appendix D.
test('the first ten codes of the counter are those of the standard', () => {
  const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']
  expect(codes.map((_, at) => codeAt(secret, at))).toEqual(codes)
})

// RFC 4648, section 10.
test.each([
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foobar', 'MZXW6YTBOI'],
])('%s is written %s', (text, written) => {
  expect(base32(Buffer.from(text))).toBe(written)
  expect(fromBase32(written).toString()).toBe(text)
})

test('half a minute early or late counts; a minute does not; none counts twice', () => {
  const now = new Date(1_800_000_000_000)
  const [text, step] = [base32(secret), stepOf(now)]
  const at = (away: number) => codeAt(secret, step + away)
  expect([-1, 0, 1].map((away) => stepFor(text, at(away), now, 0))).toEqual([step - 1, step, step + 1])
  expect([-2, 2].map((away) => stepFor(text, at(away), now, 0))).toEqual([undefined, undefined])
  expect(stepFor(text, at(0), now, step)).toBeUndefined()
  expect(stepFor(text, `${at(0).slice(0, 3)} ${at(0).slice(3)}`, now, 0)).toBe(step)
  expect(stepFor(text, '', now, 0)).toBeUndefined()
})

test('a secret has 160 bits, and what the picture holds names the school', () => {
  expect(fromBase32(newSecret())).toHaveLength(20)
  expect(uriOf('MZXW6', 'rosa', 'École')).toBe(
    'otpauth://totp/%C3%89cole%3Arosa?secret=MZXW6&issuer=%C3%89cole&algorithm=SHA1&digits=6&period=30',
  )
})
