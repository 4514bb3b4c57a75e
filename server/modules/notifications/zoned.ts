/** A day and a minute of it as a clock on the wall shows them; `weekday` is 1 for Monday. */
export type Wall = { day: string; minute: number; weekday: number }

const formats = new Map<string, Intl.DateTimeFormat>()
const formatIn = (zone: string) => {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(zone, made)
  return made
}

/** What the clock on a wall shows, as if it were UTC, in milliseconds. */
const shown = (at: number, zone: string) => Date.parse(`${formatIn(zone).format(at).replace(' ', 'T')}Z`)

export const wallOf = (at: Date, zone: string): Wall => {
  const wall = new Date(shown(at.getTime(), zone))
  return {
    day: wall.toISOString().slice(0, 10),
    minute: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
    weekday: wall.getUTCDay() || 7,
  }
}

const HALF_DAY = 43_200_000

/** When it is that minute of that day: the first time where a clock is put back, as much later as it is put forward where there is none. */
export const instantOf = (day: string, minute: number, zone: string): Date => {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minute * 60_000
  const offsets = [wanted - HALF_DAY, wanted + HALF_DAY].map((at) => shown(at, zone) - at)
  const candidates = offsets.map((offset) => wanted - offset)
  const right = candidates.filter((at) => shown(at, zone) === wanted)
  return new Date(right.length > 0 ? Math.min(...right) : wanted - (offsets[0] ?? 0))
}

/** So many days on from a day. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export const isZone = (zone: string): boolean => {
  try {
    return formatIn(zone) !== undefined
  } catch {
    return false
  }
}
