import { sealedTable } from '#vault/tables.ts'

/** What somebody wrote with a request, and what the school answered, and where to if there is no account. */
export const requestTable = sealedTable<{ words?: string; answer?: string; answerTo?: string; needed?: string }>('rights_request')

/** To whom it was told that something was put right, or why not. */
export const recipientTable = sealedTable<{ to?: string }>('correction_recipient')

/** What a family says of an entry that the school has left as it was. */
export const statementTable = sealedTable<{ words: string }>('record_statement')

/** Why somebody’s data must stay. */
export const holdTable = sealedTable<{ why: string }>('legal_hold')

/** Why the guardians of a pupil are in dispute, in the school’s words. */
export const disputeTable = sealedTable<{ reason: string }>('family_dispute')

/** What the head says of what waited. */
export const headStepTable = sealedTable<{ answer: string }>('head_step')
