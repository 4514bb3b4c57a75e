import type { Names } from '#contract/people.ts'
import { sealedTable } from '#vault/tables.ts'

/** What is sealed in a person's row. */
export type PersonContent = { names: Names; username: string; email?: string; grade?: string }

/** Names stand on every page: opened ones stay in memory, bounded, until erasure or the next burn. */
export const personTable = sealedTable<PersonContent>('person', {
  kept: true,
  foundBy: { username: ({ username }) => [username] },
  masked: (word) => ({ names: { display: word, sort: word, order: 'given_first' }, username: '' }),
})

/** The name that lists show instead of a protected one, and where the decision can be looked up. */
export const protectedIdentityTable = sealedTable<{ alias: string; reference: string }>('protected_identity', {
  kept: true,
  masked: (word) => ({ alias: word, reference: '' }),
})

/** Someone who is called, or who may fetch: as the school was told, and nobody's record. */
export type Adult = { name: string; phone?: string; relation?: string; note?: string }
export const emergencyContactTable = sealedTable<Adult>('emergency_contact', { masked: (name) => ({ name }) })
export const pickUpAdultTable = sealedTable<Adult>('pick_up_adult', { masked: (name) => ({ name }) })
