import { sealedTable } from '#vault/tables.ts'

/** What a group is called, such as "Latin 6": a teacher may have put a name in it. */
export const groupTable = sealedTable<{ label: string }>('teaching_group', { kept: true })
