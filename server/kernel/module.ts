import type { Lists } from './lists.ts'
import type { Live } from './live.ts'
import type { Passings } from './passing.ts'
import type { Permission, Relation } from './permissions.ts'
import type { Declared, ForeignSchema } from './personal-data.ts'
import type { Finders } from './searching.ts'

/** What a room of the school day says of itself: one such row in `server/registry.ts`, and everything in it is known everywhere. */
export type Module = {
  readonly permissions?: Readonly<Record<string, Permission>>
  readonly relations?: Readonly<Record<string, Relation>>
  readonly data?: readonly (Declared | ForeignSchema)[]
  /** What becomes of its rows when a teacher hands over. */
  readonly passing?: Passings
  /** Which of its facts open apps are told of. */
  readonly live?: Live
  /** Its lists that may leave as a file, by the name that the fact has. */
  readonly lists?: Lists
  /** What of it can be searched by those who work here. */
  readonly finders?: Finders
  /** Its files with actions and jobs in them: what a file exports and is neither is passed over. */
  readonly rooms: readonly object[]
}
