import { sealedTable } from '#vault/tables.ts'

/** Which school a copy came from, and under which name it is signed. */
export const copyTable = sealedTable<{ school: string; signedBy: string }>('brought_copy')

/** One table of a copy, with its rows as they were handed out. */
export const partTable = sealedTable<{ name: string; rows: readonly unknown[] }>('brought_part')

/** How a file of a copy is called, and where it lay. */
export const broughtFileTable = sealedTable<{ name: string; path: string }>('brought_file')
