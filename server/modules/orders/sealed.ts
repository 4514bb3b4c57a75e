import { sealedTable } from '#vault/tables.ts'

/** Who orders something, under which reference, and what. */
export const orderTable = sealedTable<{ authority: string; reference?: string; scope: string }>('judicial_order')
