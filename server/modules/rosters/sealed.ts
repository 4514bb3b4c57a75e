import type { Fields } from '#contract/rosters.ts'
import { sealedTable } from '#vault/tables.ts'
import type { Change, LinkKind, Note, RowKind } from './board.ts'
import type { ListWishes } from './list/columns.ts'

/** A line of a preview: which row of which file, and whose; `about`: who of the school it speaks of. */
export type Difference = {
  kind: LinkKind
  change: Exclude<Change, 'none'> | 'kept' | 'found'
  line?: number
  display?: string
  about?: string
}

/** A role or a place of somebody, as the source's row has it: it lies in the link of its person. */
export type Kept = { kind: RowKind; id: string; mark: string; note: Note; target: string; left?: true }

/** What the source calls a row, what it said last, and what later packages need to know of it; with a person, roles and places. */
export const linkTable = sealedTable<{ id: string; mark: string; note: Note; rows?: Kept[] }>('roster_link', {
  foundBy: { external_id: ({ id }) => [id] },
})
/** The differences that a preview shows. */
export const runTable = sealedTable<{ differences: Difference[] }>('roster_run')
/** The package between preview and application, as base64, how much of it is wanted, and how a list was understood. */
export const packageTable = sealedTable<{ zip: string; fields?: Fields; list?: ListWishes }>('roster_package')
