import type { Tx } from '#kernel/db.ts'
import type { Emit } from '#kernel/facts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import * as queries from './policies.queries.ts'

type Taken = { schoolId: string; policyId: string; personId: string; byId: string; now: Date }
/** Writes down that somebody takes back what they agreed to, to the text that they agreed to; false where they have not. */
export const takeBack = async (tx: Tx, emit: Emit, { schoolId, policyId, personId, byId, now }: Taken): Promise<boolean> => {
  const [id, all] = [uuidv7(), await queries.agreedBy(tx, personId, byId)]
  const agreed = all.find((one) => one.policyId === policyId)
  if (!agreed || !(await queries.takeBack(tx, { ...agreed, schoolId, id, personId, byId, saidAt: now }))) return false
  emit(
    'policy.said',
    { receiptId: id, policyId, versionId: agreed.versionId, says: 'no' },
    { subject: personId, own: personId !== byId },
  )
  return true
}
