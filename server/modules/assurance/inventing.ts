import { randomBytes } from 'node:crypto'
import type { Names } from '#contract/people.ts'
import type { PersonRole } from '#contract/roles.ts'

/** Somebody who does not exist, under a name that nothing else holds: only for what is taken back. */
export const invented = (role: PersonRole) => {
  const mark = `canary${randomBytes(8).toString('hex')}`
  const names: Names = { display: mark, sort: mark, order: 'given_first' }
  return { names, role, reason: 'office', by: null, mark } as const
}
