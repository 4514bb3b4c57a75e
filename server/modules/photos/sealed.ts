import { sealedTable } from '#vault/tables.ts'

/** What is to be seen on a photo, for those who do not see it. */
export const photoTable = sealedTable<{ words: string }>('photo')
