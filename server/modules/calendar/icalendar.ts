// Calendars as RFC 5545 has them: so little of it that a library would be longer than what it is asked for.

/** One event. Whole days: `from` and the first day after it as YYYY-MM-DD. Times: instants. */
export type IcsEvent = {
  uid: string
  sequence: number
  changedAt: Date
  summary: string
  location: string | null
  description: string | null
  isCancelled: boolean
} & ({ days: { from: string; until: string } } | { times: { from: Date; until: Date } })

const OCTETS = 75

/** §3.1: no line is longer than 75 octets; what is longer goes on behind a space, and no character is torn. */
export const fold = (line: string): string => {
  const lines: string[] = []
  let [now, octets] = ['', 0]
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > OCTETS) {
      lines.push(now)
      now = ' '
      octets = 1
    }
    now += character
    octets += size
  }
  return [...lines, now].join('\r\n')
}

/** §3.3.11: a text, whatever somebody typed. Line ends become `\n`; control characters, which no calendar may hold, are gone. */
export const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')

const instantOf = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
const dateOf = (day: string) => day.replaceAll('-', '')

const linesOf = (event: IcsEvent): string[] => [
  'BEGIN:VEVENT',
  `UID:${event.uid}`,
  `DTSTAMP:${instantOf(event.changedAt)}`,
  `LAST-MODIFIED:${instantOf(event.changedAt)}`,
  `SEQUENCE:${event.sequence}`,
  ...('days' in event
    ? [`DTSTART;VALUE=DATE:${dateOf(event.days.from)}`, `DTEND;VALUE=DATE:${dateOf(event.days.until)}`, 'TRANSP:TRANSPARENT']
    : [`DTSTART:${instantOf(event.times.from)}`, `DTEND:${instantOf(event.times.until)}`]),
  `SUMMARY:${escapeText(event.summary)}`,
  ...(event.location ? [`LOCATION:${escapeText(event.location)}`] : []),
  ...(event.description ? [`DESCRIPTION:${escapeText(event.description)}`] : []),
  `STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
  'CLASS:PRIVATE',
  'END:VEVENT',
]

/** A whole calendar, to be fetched again every few hours. */
export const icalendar = (name: string, events: readonly IcsEvent[]): string => {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Preau//Preau//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT4H',
    'X-PUBLISHED-TTL:PT4H',
    ...events.flatMap(linesOf),
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}
