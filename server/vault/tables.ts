/** A table with a sealed column, and what is in it. `kept`: opened contents stay in memory, for names that every page shows. */
export type SealedTable<C> = { readonly table: string; readonly read: (text: string) => C; readonly kept: boolean }

/** Names a table whose rows are sealed as JSON; `read` may narrow what was stored. */
export const sealedTable = <C extends object>(
  table: string,
  { kept = false, read = (text: string): C => JSON.parse(text) } = {},
): SealedTable<C> => ({
  table,
  read,
  kept,
})
