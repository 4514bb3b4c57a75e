import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { Emit } from '#kernel/facts.ts'
import { uuidv7 } from '#kernel/ids.ts'

type Agreed = { policyId: string; versionId: string; language: string; digest: Buffer }

/** What somebody has agreed to about a person, and still holds: for the desk. */
export const agreedBy = async (tx: Tx, personId: string, byId: string): Promise<Agreed[]> =>
  (await sql<Agreed>`select policy_id, version_id, language, digest from app.agreed_by(${personId}, ${byId})`.execute(tx)).rows

type Taken = { schoolId: string; policyId: string; personId: string; byId: string; now: Date }
/** Writes down that somebody takes back what they agreed to, to the text that they agreed to; false where they have not. */
export const takeBack = async (tx: Tx, emit: Emit, { schoolId, policyId, personId, byId, now }: Taken): Promise<boolean> => {
  const [id, agreed] = [uuidv7(), (await agreedBy(tx, personId, byId)).find((one) => one.policyId === policyId)]
  if (!agreed) return false
  const { versionId, language, digest } = agreed
  await sql`insert into policy_answer (school_id, id, policy_id, version_id, language, digest, person_id, by_id, says, said_at)
    values (${schoolId}, ${id}, ${policyId}, ${versionId}, ${language}, ${digest}, ${personId}, ${byId}, 'no', ${now})`.execute(
    tx,
  )
  emit('policy.said', { receiptId: id, policyId, versionId, says: 'no' }, { subject: personId, own: personId !== byId })
  return true
}
