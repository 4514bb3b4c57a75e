import { randomBytes } from 'node:crypto'
import type { Names } from '#contract/people.ts'
import type { PersonRole } from '#contract/roles.ts'
import { addPerson } from '#modules/people/index.ts'
import type { Ground } from './checking.ts'
import { databaseNow } from './trying.queries.ts'

/** Somebody who does not exist, under a name that nothing else holds: only for what is taken back. */
export const invented = (role: PersonRole) => {
  const mark = `canary${randomBytes(8).toString('hex')}`
  const names: Names = { display: mark, sort: mark, order: 'given_first' }
  return { names, role, reason: 'office', by: null, mark } as const
}

type Hands = Parameters<Parameters<Ground['look']>[0]>[0]
const MINUTE_MS = 60_000

/** Brings somebody invented into a school, a minute ago or more by the clock of the database: what they are holds already, whatever our own clock says. */
export const bring = (hands: Hands, schoolId: string, role: PersonRole, minutes = 1): Promise<{ id: string }> =>
  bringKnown(hands, schoolId, role, minutes)

/** The same, and says the word that everything about them bears. */
export const bringKnown = async (
  hands: Hands,
  schoolId: string,
  role: PersonRole,
  minutes = 1,
): Promise<{ id: string; mark: string }> => {
  const now = new Date((await databaseNow(hands.tx)).getTime() - minutes * MINUTE_MS)
  const someone = invented(role)
  const { id } = await addPerson({ ...hands, now }, { schoolId, ...someone })
  return { id, mark: someone.mark }
}
