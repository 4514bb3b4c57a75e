import * as z from 'zod/mini'
import {
  countersignWithholding,
  DAYS_TO_COUNTERSIGN,
  endWithholding,
  FEWEST_SAID,
  LONGEST_WITHHOLDING,
  listWithholdings,
  readWithholdingFigures,
  type withholdingEnds,
  withholdReads,
} from '#contract/withholding.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { job, type Unit } from '#kernel/job.ts'
import { schoolOf, schoolYearOn } from '#kernel/school.ts'
import { withheldAbout } from '#ledger/withheld.ts'
import { namedPeople } from './readers.ts'
import * as queries from './withholding.queries.ts'

const DAY_MS = 86_400_000
const daysAfter = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS)

export const begin = action(withholdReads, async ({ tx, actor, params, body, now, emit }) => {
  const schoolId = actor.schoolId!
  const { timeZone } = await schoolOf(tx)
  const askedOn = schoolDay(now, timeZone)
  const last = schoolDay(daysAfter(now, LONGEST_WITHHOLDING - 1), timeZone)
  if (body.untilOn <= askedOn || body.untilOn > last) refuse('withholding.too_long')
  const id = uuidv7()
  const row = { schoolId, id, pupilId: params.id, ground: body.ground, untilOn: body.untilOn, askedOn }
  if (!(await queries.begin(tx, { ...row, askedBy: actor.personId ?? nobody, askedAt: now }))) refuse('withholding.already_begun')
  await queries.count(tx, schoolId, (await schoolYearOn(tx, schoolId, askedOn)).id)
  emit('read.withholding_begun', { withholdingId: id })
  return { id, untilOn: body.untilOn }
})

export const list = action(listWithholdings, async ({ tx, actor, vault }) => {
  const schoolId = actor.schoolId!
  const [rows, { timeZone }] = await Promise.all([queries.all(tx, schoolId), schoolOf(tx)])
  const nameOf = await namedPeople(
    tx,
    vault,
    schoolId,
    rows.flatMap(({ pupilId, askedBy, countersignedBy }) => [pupilId, askedBy, countersignedBy]),
  )
  return {
    withholdings: rows.map((row) => ({
      id: row.id,
      pupil: { id: row.pupilId, display: nameOf(row.pupilId) ?? '' },
      ground: row.ground,
      askedBy: nameOf(row.askedBy),
      askedAt: row.askedAt.toISOString(),
      untilOn: row.untilOn,
      countersignBy: schoolDay(daysAfter(row.askedAt, DAYS_TO_COUNTERSIGN), timeZone),
      countersignedBy: nameOf(row.countersignedBy),
      ended: row.endedAt && row.endedFor ? { at: row.endedAt.toISOString(), for: row.endedFor } : null,
      can: {
        countersign: !row.endedAt && row.countersignedBy === null && row.askedBy !== actor.personId,
        end: !row.endedAt,
      },
    })),
  }
})

export const countersign = action(countersignWithholding, async ({ tx, actor, params: { id }, now, emit }) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId ?? nobody]
  if (!(await queries.countersign(tx, schoolId, id, by, now)))
    refuse((await queries.isOwn(tx, schoolId, id, by)) ? 'withholding.own' : 'withholding.already_decided')
  emit('read.withholding_countersigned', { withholdingId: id })
  return { id }
})

type Hands = Pick<Unit, 'tx' | 'vault' | 'emit' | 'now'> & { schoolId: string; by: string | null }
type Why = (typeof withholdingEnds)[number]

/** Ends a withholding: each read of it is from now on disclosed by an entry in the pupil's own file. Undefined where another was faster. */
const disclose = async ({ tx, vault, emit, now, schoolId, by }: Hands, id: string, why: Why): Promise<number | undefined> => {
  const ended = await queries.end(tx, { schoolId, id, at: now, by, why })
  if (!ended) return undefined
  const { timeZone } = await schoolOf(tx)
  const days = { from: ended.askedOn, to: schoolDay(now, timeZone) }
  const found = await withheldAbout(tx, vault, { schoolId, id: ended.pupilId, ...days })
  const reads = found.filter(({ stub, at }) => stub?.actor === ended.askedBy && at >= ended.askedAt)
  for (const { id: readId, day } of reads) emit('read.disclosed', { readId, readOn: day }, { subject: ended.pupilId })
  emit('read.withholding_ended', { withholdingId: id, why, disclosed: reads.length })
  return reads.length
}

export const end = action(endWithholding, async ({ tx, actor, vault, params: { id }, now, emit }) => {
  const hands = { tx, vault, emit, now, schoolId: actor.schoolId!, by: actor.personId }
  return { id, disclosed: (await disclose(hands, id, 'review')) ?? refuse('withholding.already_decided') }
})

export const endDue = job(
  'read.withholding.end_due',
  'safeguarding',
  z.object({}),
  async ({ schoolId, unit }) => {
    const due = await unit(async ({ tx, now }) => {
      const { timeZone } = await schoolOf(tx)
      const today = schoolDay(now, timeZone)
      const rows = await queries.due(tx, schoolId, today, daysAfter(now, -DAYS_TO_COUNTERSIGN))
      return rows.map(({ id, untilOn }) => ({ id, why: untilOn <= today ? ('date' as const) : ('not_countersigned' as const) }))
    })
    for (const { id, why } of due) await unit((hands) => disclose({ ...hands, schoolId, by: null }, id, why))
  },
  { isDaily: true },
)

export const figures = action(readWithholdingFigures, async ({ tx, now }) => {
  const { timeZone } = await schoolOf(tx)
  return { years: await queries.figures(tx, schoolDay(now, timeZone), FEWEST_SAID) }
})
