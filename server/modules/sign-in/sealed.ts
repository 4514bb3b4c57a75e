import { sealedTable } from '#vault/tables.ts'

/** An account's own row: the address it was confirmed with. */
export const accountTable = sealedTable<{ email?: string }>('account', {
  foundBy: { email: ({ email }) => [email] },
})

/** A way of signing in beside the password: what a device proves itself by, and what its owner calls it. */
export const methodTable = sealedTable<{
  label: string
  /** Of an authenticator: what its codes are made from. */
  secret?: string
  /** Of a passkey. */
  publicKey?: string
  handle?: string
  transports?: string[]
}>('sign_in_method')
