export { beginSession, makeAccount } from './accounts.ts'
export { hashPassword, isPassword, mustBeStrong } from './passwords.ts'
export { accountFor } from './sign-in.queries.ts'
