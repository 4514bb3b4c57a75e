import fs from 'node:fs'
import path from 'node:path'
import { readIncidents, readMaintenance, readParts } from '#modules/status/index.ts'
import { type Check, noneOf, rightIf, whole } from '../checking.ts'
import { counted } from '../installation.queries.ts'

const DAY = 86_400_000
const page = { accept: 'text/html', 'accept-language': 'en' }

/** Every part that this installation has stands on the public page, and was asked lately: a page that nobody feeds says nothing. */
const measured = whole('probe', async ({ ask, installation }) => {
  const { status, text } = await ask('/status', { headers: page })
  const parts = await readParts(installation)
  const missing = parts.filter(({ component }) => !text.includes(`id="${component}"`)).length
  // Nothing is sent to a push service, or to a ledger that is not there yet, in order to measure it.
  const asleep = parts.filter(
    ({ component, state }) => state === 'unknown' && !['push', 'records', 'witness'].includes(component),
  )
  return rightIf(status === 200 && parts.length > 0 && missing === 0 && asleep.length === 0, {
    ...{ status, parts: parts.length, missing, notMeasured: asleep.length },
  })
})

const LATEST_MS = 5 * 60_000
const hostOf = (address: string | undefined) => (address && URL.canParse(address) ? new URL(address).hostname : undefined)

/** When the files in the second place were written, as they say themselves. */
const writtenAt = (folder: string): number => {
  const file = path.join(folder, 'status.json')
  const said: unknown = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).writtenAt : undefined
  return typeof said === 'string' ? Date.parse(said) : 0
}

/** A page about being away is no use where it goes away, too: there is a second place, of another name, and what lies there is of these minutes. */
const secondPlace = whole('probe', async ({ around: { status, data }, installation: { origin }, now }) => {
  const { folder, url } = status
  if (!folder) return rightIf(false, { isSet: false, isReachable: url !== undefined })
  const seconds = Math.round((now.getTime() - writtenAt(folder)) / 1000)
  const isInside = !path.relative(path.resolve(data), path.resolve(folder)).startsWith('..')
  const host = hostOf(url)
  const isElsewhere = host !== undefined && host !== hostOf(origin)
  const isNew = seconds * 1000 <= LATEST_MS
  return rightIf(isNew && isElsewhere && !isInside, { isSet: true, isElsewhere, isInside, isNew })
})

/** What interrupts the service was announced before it began. */
const announced = whole('query', async ({ installation, now }) => {
  const windows = await readMaintenance(installation, new Date(now.getTime() - 90 * DAY))
  return noneOf({ windows: windows.length, late: windows.filter(({ announcedAt, from }) => announcedAt > from).length }, 'late')
})

const SILENT_MS = 3 * 3_600_000
/** While something is wrong it is said again and again; and a part that has been away for long is not kept quiet. */
const said = whole('query', async ({ installation, now }) => {
  const incidents = await readIncidents(installation, new Date(now.getTime() - DAY))
  const open = incidents.filter(({ closedAt }) => !closedAt)
  const silent = open.filter(({ updates: [last] }) => !last || now.getTime() - last.at.getTime() > SILENT_MS).length
  const parts = await readParts(installation)
  const away = parts.filter(({ state, since }) => state === 'down' && since && now.getTime() - since.getTime() > SILENT_MS / 3)
  const unsaid = away.filter(({ component }) => !open.some(({ components }) => components.includes(component))).length
  return noneOf({ open: open.length, silent, away: away.length, unsaid }, 'silent', 'unsaid')
})

/** Whoever does not look hears of it: the feed and the calendar are there, and a mail can be asked for. */
const heard = whole('probe', async ({ ask, look }) => {
  const feed = await ask('/status/incidents.atom')
  const calendar = await ask('/status/maintenance.ics')
  const shown = await ask('/status', { headers: page })
  const { late } = await look(({ tx }) => counted(tx, 'subscribers'))
  const isFeed = feed.status === 200 && feed.text.includes('<feed xmlns="http://www.w3.org/2005/Atom">')
  const isCalendar = calendar.status === 200 && calendar.text.startsWith('BEGIN:VCALENDAR\r\n')
  const isForm = shown.status === 200 && shown.text.includes('action="/status/subscribers')
  return rightIf(isFeed && isCalendar && isForm && late === 0, { isFeed, isCalendar, isForm, late: Number(late) })
})

/** Every report of a weak point got its first answer within five working days. */
const answered = whole('query', async ({ look }) =>
  noneOf(await look(({ tx }) => counted(tx, 'weak_points')), 'late', 'answeredLate'),
)

export const statusChecks = {
  'C-27.answered': answered,
  'C-30.measured': measured,
  'C-30.second_place': secondPlace,
  'C-30.announced': announced,
  'C-30.said': said,
  'C-30.heard': heard,
} as const satisfies Record<string, Check>
