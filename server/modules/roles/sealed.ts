import { sealedTable } from '#vault/tables.ts'

/** What whoever gave a role wrote beside the reason. */
export const grantRequestTable = sealedTable<{ note?: string }>('grant_request')
