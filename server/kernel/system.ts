import type { Purpose } from '#contract/purposes.ts'
import { type Actor, as } from './db.ts'
import type { Emit, Emitted } from './facts.ts'
import { nobody, uuidv7 } from './ids.ts'
import type { Installation } from './installation.ts'
import type { Unit } from './job.ts'
import { enqueue } from './jobs.ts'

/** One unit of the school's own work outside a request: acts as no person, leaves facts like everything else. */
export const asSchool = <T>(
  installation: Installation,
  schoolId: string,
  purpose: Purpose,
  action: string,
  run: (unit: Unit) => Promise<T>,
  accountId: string | null = null,
  requestId = uuidv7(),
): Promise<T> => {
  const actor: Actor = { schoolId, personId: nobody, accountId, session: null, purpose, requestId, action }
  return as(installation.db, actor, async (tx) => {
    const facts: Emitted[] = []
    const now = installation.clock.now()
    const emit: Emit = (name, payload, about = {}) => void facts.push({ name, payload, about } as Emitted)
    const outcome = await run({
      tx,
      actor,
      vault: installation.vault,
      now,
      emit,
      later: (task, payload, options) => enqueue(tx, actor, task, payload, options),
    })
    if (facts.length) await installation.ledger.record(tx, actor, facts, now)
    return outcome
  })
}
