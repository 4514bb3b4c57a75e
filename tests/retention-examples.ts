import { uuidv7 } from '#kernel/ids.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'

/** What the next night ends of read slips; the one before is over. */
const announced = async ({ world: { owner, schoolId } }: Stage, isHeld: boolean, rows = 3): Promise<string> => {
  const id = uuidv7()
  await owner.query("delete from announced_sweep where rule = 'public.slip_batch'")
  await owner.query(
    `insert into announced_sweep (school_id, id, rule, by_on, rows, late, announced_on, due_on, held_until, why, held_at)
     values ($1, $2, 'public.slip_batch', current_date - 365, $6, 2, current_date, current_date + 1, $3, $4, $5)`,
    [schoolId, id, ...(isHeld ? [new Date(Date.now() + 30 * 86_400_000), 'dispute', new Date()] : [null, null, null]), rows],
  )
  return id
}

/** Questions about what ends at night that make sense. */
export const retentionExamples: Readonly<Record<string, Example>> = {
  'retention.read': () => ({}),
  'retention.hold': async (stage) => ({ params: { id: await announced(stage, false) }, body: { why: 'dispute' } }),
  'retention.release': async (stage) => ({ params: { id: await announced(stage, true) } }),
  'retention.let_late_go': async (stage) => ({ params: { id: await announced(stage, false, 0) } }),
}
