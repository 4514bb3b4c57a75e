import { type Actor, as } from '#kernel/db.ts'
import type { Emit, Emitted } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Unit } from '#kernel/job.ts'
import { enqueue } from '#kernel/jobs.ts'

/** What one unit of the installation's own work has in its hands. */
export type Hands = Pick<Unit, 'tx' | 'vault' | 'now' | 'emit' | 'later'>

/** One unit of work of the installation itself, or of whoever runs it: of no school, with facts of its own. */
export const asInstallation = <T>(
  { db, vault, clock, ledger }: Pick<Installation, 'db' | 'vault' | 'clock' | 'ledger'>,
  action: string,
  run: (hands: Hands) => Promise<T>,
): Promise<T> => {
  const actor: Actor = {
    ...{ schoolId: null, personId: nobody, accountId: null, session: null },
    ...{ purpose: 'administration', requestId: uuidv7(), action },
  }
  return as(db, actor, async (tx) => {
    const facts: Emitted[] = []
    const emit: Emit = (name, payload, about = {}) => void facts.push({ name, payload, about } as Emitted)
    const now = clock.now()
    const outcome = await run({
      ...{ tx, vault, now, emit },
      later: (task, payload, options) => enqueue(tx, actor, task, payload, options),
    })
    if (facts.length) await ledger.record(tx, actor, facts, now)
    return outcome
  })
}
