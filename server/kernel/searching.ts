import type { Hit, SearchKind } from '#contract/search.ts'
import type { Vault } from '#vault/vault.ts'
import type { Tx } from './db.ts'

/** How well a text answers: 0 begins as what was typed, 1 has a word that does, 2 has it inside; undefined: not at all. */
export type Match = (...texts: readonly (string | undefined)[]) => number | undefined

/** What a room is asked: by whoever `tx` belongs to, and under their policies; `classId`: in one class only. */
export type Looking = { tx: Tx; vault: Vault; schoolId: string; locale: string; match: Match; classId: string | undefined }

/** A hit, and how near it is. */
export type Found = { hit: Hit; rank: number }

/** What can be searched in a room: everything that exists for the asker and says these words. */
export type Finder = (looking: Looking) => Promise<readonly Found[]>
export type Finders = Readonly<Partial<Record<SearchKind, Finder>>>
