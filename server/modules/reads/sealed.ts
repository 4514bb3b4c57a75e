import { sealedTable } from '#vault/tables.ts'

/** A question about a line of the log, and the school's answer. */
export const questionTable = sealedTable<{ question: string; answer?: string }>('read_question', {
  masked: (question) => ({ question }),
})
