export { beginSession, makeAccount } from './accounts.ts'
export { hashPassword, isPassword, letIn } from './passwords.ts'
export { mustBeStrong } from './policy.ts'
export { accountFor, demandChange } from './sign-in.queries.ts'
