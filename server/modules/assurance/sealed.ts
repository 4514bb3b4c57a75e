import { sealedTable } from '#vault/tables.ts'

/** Why a school objects to a company. */
export const objectionTable = sealedTable<{ words: string }>('supplier_objection')
