import { sealedTable } from '#vault/tables.ts'

/** Which form it is of, and what stood in its fields. */
export const draftTable = sealedTable<{ place: string; value: unknown }>('draft', { exempt: true })
