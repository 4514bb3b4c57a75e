import { sealedTable } from '#vault/tables.ts'

/** The retention class of what a law orders to be kept. */
export const REGISTER = 'register'
/** Who someone was, and what of the row that is gone was about them. */
export const registerTable = sealedTable<{ identity: Record<string, unknown>; record: Record<string, unknown> }>('register_entry')
