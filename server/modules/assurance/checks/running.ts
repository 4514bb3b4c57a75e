import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod/mini'
import { factClasses } from '#contract/ledger.ts'
import { endedBefore } from '#contract/ledger-spans.ts'
import { schoolDay } from '#kernel/clock.ts'
import { schoolOf } from '#kernel/school.ts'
import { loadEdge, logOf } from '#ledger/log.queries.ts'
import { readablePast } from '#ledger/newest.queries.ts'
import { readCheckpoint, readNote, signedAt } from '#ledger/notes.ts'
import { newestCheckpoint } from '#ledger/proof-file.ts'
import { edgeRoot } from '#ledger/tiles.ts'
import { dryRun, groundOf } from '#modules/privacy/index.ts'
import { heldRules } from '#modules/retention/index.ts'
import { databaseItself, structure } from '../catalogue.queries.ts'
import { type Check, type Ground, noneOf, perSchool, rightIf, whole } from '../checking.ts'
import { profilesOf } from '../installation.queries.ts'

const DAY = 86_400_000

const databasePrivate = whole('probe', async ({ look, around: { database } }) => {
  const { listens } = await look(({ tx }) => databaseItself(tx))
  return noneOf({ isOpen: database === 'open', listens: database === 'socket' && listens }, 'isOpen', 'listens')
})

const leastRoles = whole('query', async ({ look }) => noneOf(await look(({ tx }) => structure(tx)), 'mayCreate', 'mayAlter'))

/** Milliseconds between the clocks of program and database: of several readings the one that took least tells most. */
const drift = whole('probe', async ({ installation: { published, clock } }) => {
  const readings: { took: number; offset: number }[] = []
  for (let nth = 0; nth < 5; nth++) {
    const asked = clock.now().getTime()
    const { rows } = await published.pool.query<{ at: string }>('select extract(epoch from clock_timestamp()) * 1000 as at')
    const now = clock.now().getTime()
    readings.push({ took: now - asked, offset: Math.round(Number(rows[0]?.at) - (asked + now) / 2) })
  }
  const [best] = readings.toSorted((a, b) => a.took - b.took)
  const milliseconds = best?.offset ?? Number.MAX_SAFE_INTEGER
  return rightIf(Math.abs(milliseconds) <= 100, { milliseconds })
})

const LONGEST_DELAY = 60_000
/** The newest checkpoint: signed with the log's key, over the very tree that the database holds, and nothing waits for the next. */
const chain = whole('test', async ({ installation: { published } }) => {
  const newest = await published.newest()
  const kept = newest && (await newestCheckpoint(published.pool, newest.epoch))
  if (!newest || !kept) return rightIf(false, { size: 0 })
  const note = readNote(kept.note)
  const { size, root, origin } = readCheckpoint(note.text)
  const edge = await loadEdge(published.pool, newest.epoch, size)
  const head = await logOf(published.pool, newest.epoch)
  const { ledgerDelay: delay = 0 } = await published.delay()
  const isSigned = origin === newest.origin && signedAt(note, published.keyOf(origin)) === 0
  const isSame = edgeRoot(edge).equals(root) && (head?.size ?? -1) >= size
  return rightIf(isSigned && isSame && delay <= LONGEST_DELAY, { size, isSigned, isSame, delay })
})

const spans = perSchool('query', async ({ installation, now }, { schoolId }) => {
  const profile = (await profilesOf(installation)).get(schoolId)
  const late = new Date(now.getTime() - 2 * DAY) // what ends tonight is not yet late
  let readable = 0
  for (const [name, number] of Object.entries(factClasses)) {
    const of = name as keyof typeof factClasses
    const by = { detailBy: endedBefore(profile, of, 'detail', late), stubBy: endedBefore(profile, of, 'stub', late) }
    readable += await readablePast(installation.published.pool, { schoolId, class: number, ...by })
  }
  return noneOf({ classes: Object.keys(factClasses).length, readable }, 'readable')
})

const house = path.join(import.meta.dirname, '../../../..')
/** Until when those who make them mend what this program runs on. */
const nodeUntil: Readonly<Record<number, string>> = { 22: '2027-04-30', 24: '2028-04-30' }
const databaseUntil: Readonly<Record<number, string>> = { 16: '2028-11-09', 17: '2029-11-08', 18: '2030-11-14' }
const daysUntil = (day: string | undefined, now: Date) => (day ? Math.floor((Date.parse(day) - now.getTime()) / DAY) : -1)

const runtime = whole('probe', async ({ look, now }) => {
  const node = Number(process.versions.node.split('.')[0])
  const { version: database } = await look(({ tx }) => databaseItself(tx))
  const facts = {
    node,
    database,
    nodeDays: daysUntil(nodeUntil[node], now),
    databaseDays: daysUntil(databaseUntil[database], now),
  }
  return rightIf(facts.nodeDays > 0 && facts.databaseDays > 0, facts)
})

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.optional(z.string()), integrity: z.optional(z.string()), link: z.optional(z.boolean()) }),
  ),
})
/** Every part of the lock file but ourselves: name and version, and whether its bytes are pinned. */
export const parts = () => {
  const { packages } = lockFile.parse(JSON.parse(fs.readFileSync(path.join(house, 'package-lock.json'), 'utf8')))
  return Object.entries(packages).flatMap(([at, { version = '', integrity, link }]) =>
    at === '' || link ? [] : [{ name: at.replace(/^.*node_modules\//, ''), version, isPinned: /^sha512-/.test(integrity ?? '') }],
  )
}
/** What of the parts is not pinned to its very bytes. */
export const componentsOf = (all: ReturnType<typeof parts>) => {
  const facts = { components: all.length, loose: all.filter(({ isPinned, version }) => !isPinned || version === '').length }
  return rightIf(all.length > 0 && facts.loose === 0, facts)
}
const components = whole('query', async () => componentsOf(parts()))

/** A dated list of known weak points, as `advisories.json` in the data folder, or as it came with this version: `preau advisories` makes it. */
export const advisoryBundle = z.object({
  madeOn: z.iso.date(),
  advisories: z.array(
    z.object({
      id: z.int(),
      package: z.string(),
      versions: z.array(z.string()),
      severity: z.enum(['critical', 'high', 'moderate', 'low']),
      publishedOn: z.iso.date(),
    }),
  ),
})
export type Advisory = z.output<typeof advisoryBundle>['advisories'][number]

/** Within how many days a known weak point is mended, by how grave it is; printed on the public page. */
export const daysToMend = { critical: 2, high: 7, moderate: 30, low: 90 } as const
const OLDEST_BUNDLE = 8

const advisories = whole('query', async ({ around: { data }, now }: Ground) => {
  const file = [data, house].map((folder) => path.join(folder, 'advisories.json')).find((one) => fs.existsSync(one))
  if (!file) return rightIf(false, { hasBundle: false })
  const { madeOn, advisories: all } = advisoryBundle.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  const days = -daysUntil(madeOn, now)
  const ours = parts()
  const open = all.filter((one) => ours.some(({ name, version }) => name === one.package && one.versions.includes(version)))
  const late = open.filter(({ severity, publishedOn }) => -daysUntil(publishedOn, now) > daysToMend[severity])
  const facts = { hasBundle: true, days, open: open.length, late: late.length }
  return rightIf(days <= OLDEST_BUNDLE && late.length === 0, facts)
})

const nothingOverdue = perSchool('query', async ({ look, installation, now }, { schoolId }) => {
  const ground = await groundOf(installation)
  const { due, asked } = await look(async ({ tx }) => {
    const { timeZone } = await schoolOf(tx)
    const day = schoolDay(new Date(now.getTime() - 2 * DAY), timeZone) // what is announced tonight, and ends tomorrow, is not yet late
    return { due: await dryRun(tx, ground, { schoolId, day }), asked: await heldRules(tx, schoolDay(now, timeZone)) }
  }, schoolId)
  const sum = (what: 'due' | 'held') => due.reduce((all, one) => all + (asked.includes(one.table) ? 0 : one[what]), 0)
  return noneOf({ overdue: sum('due'), held: sum('held'), asked: asked.length }, 'overdue')
})

export const runningChecks = {
  'C-15.database_private': databasePrivate,
  'C-15.least_roles': leastRoles,
  'C-20.drift': drift,
  'C-21.chain': chain,
  'C-23.spans': spans,
  'C-24.runtime': runtime,
  'C-24.components': components,
  'C-24.advisories': advisories,
  'C-42.nothing_overdue': nothingOverdue,
} as const satisfies Record<string, Check>
