import { sealedTable } from '#vault/tables.ts'

/** The six signs that a class's young pupils type, so that they can be printed again. */
export const classDoorTable = sealedTable<{ code: string }>('class_door')
