import { sealedTable } from '#vault/tables.ts'

/** Where the document that orders a change can be looked up; never the document itself. */
export const guardianshipChangeTable = sealedTable<{ reference: string }>('guardianship_change', {
  masked: (reference) => ({ reference }),
})
/** To whom rights are lent, as the one who lends them wrote it. */
export const delegationTable = sealedTable<{ name: string; email?: string }>('delegation', { masked: (name) => ({ name }) })
/** What a merge moved: rows by table, the column that named the person, and what came and went. */
export type Moved = {
  rows: { table: string; column: string; id: string; ends: boolean; was: string | null }[]
  /** Whether the sign-in went over, too. */
  signIn: boolean
}
export const personMergeTable = sealedTable<Moved>('person_merge', { exempt: true })
