import { sealedTable } from '#vault/tables.ts'

/** The name that a file had where it came from: it may say who is on a photo. */
export const fileTable = sealedTable<{ name: string }>('file')
