import { expect, test } from 'vitest'
import { escapeText, fold, type IcsEvent, icalendar } from './icalendar.ts'

const octets = (text: string) => text.split('\r\n').map((line) => Buffer.byteLength(line))
/** What a reader does (RFC 5545 §3.1): a line end and one space after it are nothing. */
const unfold = (text: string) => text.replaceAll(/\r\n[ \t]/g, '')
/** What a reader makes of a text (§3.3.11). */
const unescapeText = (text: string) => text.replaceAll(/\\([\\;,nN])/g, (_, one: string) => (/n/i.test(one) ? '\n' : one))

test('the text of RFC 5545 §3.3.11 is escaped as it stands there', () => {
  const said = 'Project XYZ Final Review\nConference Room - 3B\nCome Prepared.'
  expect(escapeText(said)).toBe('Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.')
  expect(escapeText('a\\b;c,d\r\ne\rf')).toBe('a\\\\b\\;c\\,d\\ne\\nf')
})

test('a long line is folded as in RFC 5545 §3.1, and unfolded it is the same', () => {
  const line =
    'DESCRIPTION:This is a long description that exists on a long line, and goes on until it is longer than one line may be.'
  expect(fold(line)).toContain('\r\n ')
  expect(unfold(fold(line))).toBe(line)
  expect(Math.max(...octets(fold(line)))).toBe(75)
  expect(fold('SUMMARY:short')).toBe('SUMMARY:short')
})

test.each([
  ['kana', '体育館に集まってください。'.repeat(20)],
  ['faces of several characters', '👩‍👩‍👧‍👦'.repeat(40)],
  ['marks upon marks', `e${'\u0301'.repeat(500)}`],
  ['letters of two octets', 'é'.repeat(300)],
])('no line is longer than 75 octets and no character torn: %s', (_, text) => {
  const folded = fold(`SUMMARY:${text}`)
  expect(Math.max(...octets(folded))).toBeLessThanOrEqual(75)
  expect(folded).not.toContain('\ufffd')
  expect(unfold(folded)).toBe(`SUMMARY:${text}`)
})

const event = (summary: string): IcsEvent => ({
  ...{
    uid: '01a2024d-bfea-7001-81b8-925c61623edc',
    sequence: 2,
    changedAt: new Date('2026-11-22T08:00:00Z'),
    isCancelled: false,
  },
  ...{
    summary,
    location: null,
    description: null,
    times: { from: new Date('2026-12-01T07:30:00Z'), until: new Date('2026-12-01T09:00:00Z') },
  },
})

test.each([
  ['a line of its own', 'Piscine\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Autre'],
  ['a property', 'Piscine\nATTACH:https://evil.example/'],
  ['control characters', 'Pis\u0000ci\u0007ne\u007f'],
  ['halves of characters', 'Piscine \ud800'],
  ['script', '<script>alert(1)</script>'],
  ['turned letters', '\u202Eenicsip'],
  ['a formula', '=HYPERLINK("https://evil.example")'],
])('what somebody typed stays one text: %s', (_, typed) => {
  const lines = unfold(icalendar('École', [event(typed)])).split('\r\n')
  const summaries = lines.filter((line) => line.startsWith('SUMMARY:'))
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1)
  expect(lines.some((line) => line.startsWith('ATTACH'))).toBe(false)
  expect(summaries).toHaveLength(1)
  const meant = typed
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{Cc}\n]/gu, '')
  expect(unescapeText(summaries[0]!.slice('SUMMARY:'.length))).toBe(meant)
})

test('an event with times, one of whole days and a cancelled one are what RFC 5545 asks for', () => {
  const days: IcsEvent = { ...event('Classe verte'), days: { from: '2026-12-14', until: '2026-12-19' } }
  const [timed, whole, gone] = [event('Piscine'), days, { ...event('Sortie'), isCancelled: true }].map((one) =>
    icalendar('École', [one]),
  )
  expect(timed).toContain('DTSTART:20261201T073000Z\r\nDTEND:20261201T090000Z\r\n')
  expect(timed).toContain('\r\nSEQUENCE:2\r\n')
  expect(timed).toContain('\r\nSTATUS:CONFIRMED\r\n')
  expect(timed!.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n')).toBe(true)
  expect(gone).toContain('\r\nSTATUS:CANCELLED\r\n')
  expect(whole).toContain('DTSTART;VALUE=DATE:20261214\r\nDTEND;VALUE=DATE:20261219\r\n')
})
