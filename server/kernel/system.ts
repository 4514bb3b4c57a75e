import type { Purpose } from '#contract/purposes.ts'
import { VaultError } from '#vault/errors.ts'
import { type Actor, as } from './db.ts'
import { foreseen } from './errors.ts'
import type { Emit, Emitted } from './facts.ts'
import { nobody, uuidv7 } from './ids.ts'
import type { Installation } from './installation.ts'
import type { Unit } from './job.ts'
import { enqueue } from './jobs.ts'
import { follow } from './notices.ts'

/** Whoever works for the school and meets what was damaged or moved leaves the same fact as somebody who asked. */
export const noteRefusal = async (
  { db, ledger, clock, log }: Pick<Installation, 'db' | 'ledger' | 'clock' | 'log'>,
  actor: Actor,
  error: unknown,
) => {
  const fact = error instanceof VaultError ? foreseen(error)?.trace?.fact : undefined
  if (!fact) return
  await as(db, actor, (tx) => ledger.record(tx, actor, [fact], clock.now())).catch((err) =>
    log.error({ err }, 'a refusal of the vault without its fact'),
  )
}

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
  const working = as(installation.db, actor, async (tx) => {
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
    await follow(installation.notices, tx, actor, facts)
    return outcome
  })
  return working.catch(async (error) => {
    await noteRefusal(installation, actor, error)
    throw error
  })
}
