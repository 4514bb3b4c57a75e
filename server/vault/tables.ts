declare const content: unique symbol

/** The name of a table with a sealed column, and the type of what is in it. */
export type SealedTable<C> = string & { readonly [content]: C }

/** Names a table whose rows are sealed, once, beside the code that knows what is in them. */
export const sealedTable = <C extends object>(name: string): SealedTable<C> => name as SealedTable<C>
