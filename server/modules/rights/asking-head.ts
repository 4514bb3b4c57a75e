import { strictest } from '#contract/rights-clocks.ts'
import { schoolDay } from '#kernel/clock.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Unit } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import * as queries from './disputes.queries.ts'

type Hands = Pick<Unit, 'tx' | 'actor' | 'now' | 'emit'>

/** Asks the head about those of some requests (without them, of all) that touch what guardians in dispute wrote in together. */
export const askHeadFor = async ({ tx, actor, now, emit }: Hands, requests: readonly string[] | null): Promise<void> => {
  const schoolId = actor.schoolId!
  const waiting = await queries.unasked(tx, schoolId, now, requests)
  if (waiting.length === 0) return
  const today = schoolDay(now, (await schoolOf(tx)).timeZone)
  for (const { id: requestId, kind, profile, personId, askedBy, dueOn, isOpen } of waiting) {
    const id = uuidv7()
    // A copy was handed over at once: what of it waits has a clock of its own, as long as the law gives for the whole.
    const due = isOpen && dueOn > today ? dueOn : strictest(kind, [profile], today).dueOn
    if (await queries.insertStep(tx, { schoolId, id, requestId, personId, askedBy, askedAt: now, dueOn: due }))
      emit('rights.head_asked', { requestId, stepId: id })
  }
}
