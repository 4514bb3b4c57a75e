import { refuse } from '#kernel/errors.ts'

/** RFC 9106 §4 parameters within OWASP's minimum: 19 MiB, two passes, one lane; 10 ms of a core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const SHORTEST = 15

const argon2 = () => import('@node-rs/argon2')

/** Hashes with argon2id, on a thread of its own: never between begin and commit. */
export const hashPassword = async (password: string): Promise<string> => (await argon2()).hash(password.normalize('NFKC'), cost)

let decoy: Promise<string> | undefined

/** Whether a password is right; costs the same where there is no account, so that time tells nothing. */
export const isPassword = async (hash: string | null | undefined, password: string): Promise<boolean> => {
  decoy ??= hashPassword('nobody has this one')
  const isRight = await (await argon2()).verify(hash ?? (await decoy), password.normalize('NFKC'))
  return isRight && typeof hash === 'string'
}

/** Long enough to stand alone; which further rules a school sets belongs to the account's life. */
export const mustBeStrong = (password: string): void => {
  if ([...password.normalize('NFKC')].length < SHORTEST) refuse('password.too_weak', { shortest: SHORTEST })
}
