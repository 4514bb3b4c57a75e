type Values = readonly (string | undefined)[]

/** By which values of its contents a row is found; the burn reads them again, since the indexes get new keys. */
export type FoundBy<C> = {
  email?(content: C): Values
  username?(content: C): Values
  external_id?(content: C): Values
  class_key?(content: C): Values
}

/** A table with a sealed column, and what is in it. `kept`: opened contents stay in memory, for names that every page shows. */
export type SealedTable<C> = {
  readonly table: string
  readonly read: (text: string) => C
  readonly kept: boolean
  readonly foundBy: FoundBy<C>
  /** What stands in the place of a content that is not served: a word that says so. Without it there is a gap, as where it was erased. */
  readonly masked: ((word: string) => C) | undefined
  /** Opens whoever is restricted: the data map says why. */
  readonly exempt: boolean
}

/** Names a table whose rows are sealed as JSON; `read` may narrow what was stored. */
export const sealedTable = <C extends object>(
  table: string,
  {
    kept = false,
    read = (text: string): C => JSON.parse(text),
    foundBy = {},
    masked,
    exempt = false,
  }: { kept?: boolean; read?: (text: string) => C; foundBy?: FoundBy<C>; masked?: (word: string) => C; exempt?: boolean } = {},
): SealedTable<C> => ({
  table,
  read,
  kept,
  foundBy,
  masked,
  exempt,
})
