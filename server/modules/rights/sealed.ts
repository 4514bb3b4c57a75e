import { sealedTable } from '#vault/tables.ts'

/** What somebody wrote with a request, and what the school answered. */
export const requestTable = sealedTable<{ words?: string; answer?: string }>('rights_request')

/** Why somebody’s data must stay. */
export const holdTable = sealedTable<{ why: string }>('legal_hold')
