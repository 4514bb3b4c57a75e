import { sealedTable } from '#vault/tables.ts'

/** What whoever gave a role wrote beside the reason. */
export const grantRequestTable = sealedTable<{ note?: string }>('grant_request', { masked: (note) => ({ note }) })

/** Where support writes down what it was asked. */
export const supportAccessTable = sealedTable<{ ticket: string }>('support_access', { masked: (ticket) => ({ ticket }) })
