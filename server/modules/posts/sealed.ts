import { sealedTable } from '#vault/tables.ts'

/** Class life of a school year: what is posted is sealed under it, and goes with it. */
export const classLife = 'class_life'

/** What a person wrote, as it was typed. */
export const postTable = sealedTable<{ text: string }>('post', { kept: true })
/** What a post said before, and what the files were called that stood with it. */
export const postVersionTable = sealedTable<{ text: string; files?: readonly string[] }>('post_version')
export const postCommentTable = sealedTable<{ text: string }>('post_comment', { masked: (text) => ({ text }) })
