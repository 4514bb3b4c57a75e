import { clockTime, isoDay } from '#i18n/dates.ts'
import { dayAhead } from '../../days.ts'

const DAY = 86_400_000

/** What a clock there shows at an instant, as a field for a day and an hour wants it. */
export const hourAt = (at: Date, timeZone: string) => `${isoDay(at, timeZone)}T${clockTime('sv', at, timeZone)}`

/** How far that clock is before UTC. */
const ahead = (at: number, timeZone: string) =>
  Date.parse(`${hourAt(new Date(at), timeZone)}Z`) - Math.floor(at / 60_000) * 60_000

/** When a clock there shows this: of an hour that it shows twice the first, and one that it leaves out comes an hour later. */
export const instantOf = (shown: string, timeZone: string): Date => {
  const said = Date.parse(`${shown}Z`)
  const [before, after] = [said - ahead(said - DAY, timeZone), said - ahead(said + DAY, timeZone)]
  const shows = (at: number) => hourAt(new Date(at), timeZone) === shown
  return new Date(shows(before) || !shows(after) ? before : after)
}

/** Half past seven of the next morning there: before school. */
export const nextMorning = (now: Date, timeZone: string) => `${dayAhead(1, timeZone, now)}T07:30`
