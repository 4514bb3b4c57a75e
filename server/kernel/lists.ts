import type { Vault } from '#vault/vault.ts'
import type { Tx } from './db.ts'

/** The rows that somebody wants to take away, and what the list belongs to where it is part of something: a class, a person, an import. */
export type ListAsked = { tx: Tx; vault: Vault; schoolId: string; rows: readonly string[]; of: string }

/** One row as it exists for the asker, and everybody whom it is about. */
export type ListedRow = { id: string; people: readonly string[] }

/**
 * A list that may leave as a file. `shownBy`: the endpoint whose permission shows it; whoever may not see the list may not take it.
 * `rows`: those of the asked rows that exist for the asker, read under the asker's own policies. `by: 'place'`: its rows have no id, only a place.
 */
export type List = { shownBy: string; by?: 'place'; rows: (asked: ListAsked) => Promise<readonly ListedRow[]> }

export type Lists = Readonly<Record<string, List>>
