import { sealedTable } from '#vault/tables.ts'

/** Class life of a school year: what is announced is sealed under it, and goes with it. */
export const classLife = 'class_life'

/** What a notice says in one language, as it was typed; with the original, what the documents were called that stood with it. */
export const noticeTextTable = sealedTable<{ title: string; text: string; files?: string[] }>('notice_text', { kept: true })
