import type { PersonContent } from '#modules/people/index.ts'
import { sealedTable } from '#vault/tables.ts'
import type { Change, LinkKind, Note } from './board.ts'

/** A line of a preview: which row of which file, and whose. */
export type Difference = { kind: LinkKind; change: Exclude<Change, 'none'>; line?: number; display?: string }

/** What the source calls a row, what it said last, and what later packages need to know of it. */
export const linkTable = sealedTable<{ id: string; mark: string; note: Note }>('roster_link')
/** The differences that a preview shows. */
export const runTable = sealedTable<{ differences: Difference[] }>('roster_run')
/** The package between preview and application, as base64. */
export const packageTable = sealedTable<{ zip: string }>('roster_package')

/** Rows of other modules that an import seals for them. */
export const personTable = sealedTable<PersonContent>('person', { kept: true })
export const classTable = sealedTable<{ label: string }>('class')
