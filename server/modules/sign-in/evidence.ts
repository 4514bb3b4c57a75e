import { type RotationReason, readPasswordEvidence, rotationReasons } from '#contract/passwords.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import * as queries from './evidence.queries.ts'

const YEAR = 365 * 86_400_000
const isReason = (why: string): why is RotationReason => rotationReasons.some((one) => one === why)

export const read = action(readPasswordEvidence, async ({ tx, now }) => {
  const from = new Date(now.getTime() - YEAR).toISOString().slice(0, 10)
  const [found, counted] = await Promise.all([queries.evidenceOf(tx), queries.rotations(tx, from)])
  const { oldestPrivileged, ...numbers } = found ?? refuse('not_found')
  return {
    ...numbers,
    oldestPrivilegedAt: oldestPrivileged?.toISOString() ?? null,
    rotations: counted.flatMap(({ why, changes }) => (isReason(why) ? [{ why, changes: Number(changes) }] : [])),
  }
})
