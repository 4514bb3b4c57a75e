import { nobody } from '#kernel/ids.ts'
import { type Check, type Facts, type Ground, type Outcome, perSchool, whole } from '../checking.ts'
import { highestSeen, recordsOf, type SignedRow } from '../records.queries.ts'
import { dayOf, isWhole, recordKey, statementOf } from '../records.ts'
import { type RecordKind, recordKinds } from '../registry.ts'
import type { CheckName } from '../rows.ts'

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** How the newest signature stands: whole, still in time, for the sentence as it reads now, by somebody who is not invented. */
const resultOf = (newest: SignedRow, check: CheckName, today: string, publicKey: Uint8Array): Outcome['result'] => {
  if (!isWhole(newest, publicKey) || newest.withdrawnAt) return 'failed'
  if (newest.isSample) return 'sample'
  if (newest.untilOn < today || !newest.statement.equals(statementOf(check))) return 'stale'
  return newest.done === newest.ofAll ? 'ok' : 'warning'
}

/** What nobody signed is not kept yet; what was signed and is gone is not kept any more. */
const judged = (rows: readonly SignedRow[], seen: number, { check }: RecordKind, ground: Ground): Outcome => {
  const newest = rows.at(-1)
  const highest = Math.max(seen, newest?.number ?? 0)
  const isMissing = (newest?.number ?? 0) < seen
  const counts: Facts = { records: rows.length, highest, isMissing }
  if (isMissing) return { result: 'failed', facts: counts }
  if (!newest) return { result: 'not_yet', facts: counts }
  const today = dayOf(ground.now)
  const numbers = newest.done === null || newest.ofAll === null ? {} : { done: newest.done, ofAll: newest.ofAll }
  const facts = { ...counts, ...numbers, daysLeft: daysBetween(today, newest.untilOn) }
  return { result: resultOf(newest, check, today, recordKey(ground.installation).publicKey), facts }
}

const checkOf = (kind: RecordKind): Check => {
  const [control, asks] = [kind.check.slice(0, 4), kind.check.slice(5)]
  const run = async (ground: Ground, schoolId?: string): Promise<Outcome> => {
    const about = { aboutSchool: schoolId ?? nobody, control, asks }
    const { rows, seen } = await ground.look(
      async ({ tx }) => ({ rows: await recordsOf(tx, about), seen: await highestSeen(tx, about) }),
      schoolId,
    )
    return judged(rows, seen, kind, ground)
  }
  return kind.reach === 'school'
    ? perSchool('record', (ground, school) => run(ground, school.schoolId))
    : whole('record', (ground) => run(ground))
}

/** One check for each thing that somebody may sign for: it reads what was signed, and nobody tells it how that stands. */
export const signedChecks: Readonly<Partial<Record<CheckName, Check>>> = Object.fromEntries(
  [...recordKinds.values()].map((kind) => [kind.check, checkOf(kind)]),
)
