import * as z from 'zod/mini'
import { dayAfter } from '#contract/rights-clocks.ts'
import { schoolDay } from '#kernel/clock.ts'
import { Aborted } from '#kernel/db.ts'
import { job, type Unit, type Working } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import {
  dryRun,
  endEpochs,
  figuresOf,
  forgetDevices,
  type Ground,
  groundOf,
  isCounted,
  nightOf,
  type Rule,
  rulesOn,
  sweep,
  sweepDirectory,
} from '#modules/privacy/index.ts'
import * as queries from './announced.queries.ts'
import { insertFigures } from './figures.queries.ts'

type Nights = Working<Record<string, never>>
type Announced = { rule: Rule; id: string; late: number }

const [MOST, LEAST] = [200, 25]
/** Somebody who waits for a lock of the sweep waits no longer than a tenth of a second: at less than half of it a portion is too large, and is taken back. */
const LONG_MS = 40

/** How many rows go next, when so many held their locks for so long. */
export const nextMost = (most: number, heldMs: number): number => {
  if (heldMs > LONG_MS) return Math.max(LEAST, most >> 1)
  return heldMs < LONG_MS / 2 ? Math.min(MOST, most * 2) : most
}

/** It took too long: the statement itself says so, or what was sent together with it, or after it. */
const isTakenBack = (error: unknown) =>
  error instanceof Aborted || (error instanceof Error && 'code' in error && (error.code === '57014' || error.code === '25P02'))

/** What stood announced before today and is still due, in the order in which it goes: never more than today's rule says as well. */
const dueTonight = async ({ tx, actor, now }: Unit, ground: Ground, today: string): Promise<Announced[]> => {
  const due = new Map((await queries.dueSweeps(tx, today)).map((one) => [one.rule, one]))
  const tonight = rulesOn(ground, await nightOf(tx, actor.schoolId!, today)).flatMap(({ table, by }) => {
    const one = due.get(table.table)
    due.delete(table.table)
    return one ? [{ rule: { table, by: one.byOn < by ? one.byOn : by }, id: one.id, late: one.late }] : []
  })
  for (const { id } of due.values()) await queries.markDone(tx, id, 0, now) // of a table that is no more
  return tonight
}

/** Of what is to be anonymised the numbers come first, once: what goes after that is in them. */
const countFirst = async ({ tx, now, emit }: Unit, ground: Ground, { rule, id }: Announced, today: string, schoolId: string) => {
  if (!isCounted(rule.table) || !(await queries.stillDue(tx, id, today)) || !(await queries.markCounted(tx, id, now))) return
  const before = await queries.countedNights(tx, rule.table.table)
  const figures = await figuresOf(tx, ground, rule, { schoolId, before })
  await insertFigures(tx, schoolId, rule.table.table, figures)
  emit('retention.counted', { sweepId: id, rule: rule.table.table, figures: figures.length })
}

/** Ends what one rule has announced, portion by portion, each as large as the machine bears; stops where somebody holds it meanwhile. */
const sweepRule = async ({ schoolId, unit }: Nights, ground: Ground, { rule, id, late }: Announced, today: string) => {
  let [gone, most] = [0, LEAST * 2]
  while (true) {
    let since = performance.now()
    const locking = () => {
      since = performance.now()
    }
    const went = await unit(async ({ tx, vault, now, emit }) => {
      const due = await queries.stillDue(tx, id, today)
      if (!due) return 0
      const portion = { schoolId, most, now, counted: due.countedAt, locking, mostMs: most > LEAST ? LONG_MS : 0 }
      const deleted = await sweep(tx, vault, ground, rule, portion)
      if (deleted) emit('retention.swept', { deleted, held: late })
      else if (await queries.markDone(tx, id, gone, now))
        emit('retention.rule_done', { sweepId: id, rule: rule.table.table, gone })
      return deleted
    }).catch((error) => {
      if (most === LEAST || !isTakenBack(error)) throw error
    })
    if (went === 0) return
    gone += went ?? 0
    most = went === undefined ? LEAST : nextMost(most, performance.now() - since)
  }
}

/** What no rule of the map names: keys of years of which nothing is left, sessions and accounts of nobody. */
const endRest = async ({ tx, vault, actor, now, emit }: Unit, ground: Ground, today: string) => {
  const { profile } = await schoolOf(tx)
  const epochs = await endEpochs(tx, vault, ground, actor.schoolId!, profile, today)
  await forgetDevices(tx, today)
  const { accounts, unlinked } = await sweepDirectory(tx, vault, ground, { profile, today }, now)
  if (epochs || accounts) emit('retention.swept', { deleted: accounts, held: 0 })
  if (unlinked) emit('ledger.entries_unlinked', { erasureId: actor.requestId, entries: unlinked })
}

/** The dry run: what goes tomorrow is written down today, for those who answer for the data to see, and to hold. */
const announceNext = async ({ tx, actor, now, emit }: Unit, ground: Ground, today: string) => {
  const schoolId = actor.schoolId!
  const tomorrow = dayAfter(today, 'P1D')
  const due = await dryRun(tx, ground, { schoolId, day: tomorrow })
  await queries.closeQuiet(tx, due, now)
  for (const { id, rule, rows, late, byOn, dueOn } of await queries.announce(tx, schoolId, due, today, tomorrow))
    emit('retention.announced', { sweepId: id, rule, rows, late, beganBefore: byOn, dueOn })
}

/** Every night: what was announced the day before ends, in portions, so that nobody waits for a lock; and what ends tomorrow is announced. */
export const sweepKept = job(
  'privacy.sweep',
  'legal',
  z.object({}),
  async (working) => {
    const { installation, unit } = working
    const ground = await groundOf(installation)
    const today = await unit(async ({ tx, now }) => schoolDay(now, (await schoolOf(tx)).timeZone))
    for (const one of await unit((hands) => dueTonight(hands, ground, today))) {
      await unit((hands) => countFirst(hands, ground, one, today, working.schoolId))
      await sweepRule(working, ground, one, today)
    }
    await unit((hands) => endRest(hands, ground, today))
    await unit((hands) => announceNext(hands, ground, today))
  },
  { isDaily: true },
)
