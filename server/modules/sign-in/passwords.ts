import fs from 'node:fs/promises'
import os from 'node:os'
import { inCompany, turns } from './turns.ts'

/** RFC 9106 §4 parameters within OWASP's minimum: 19 MiB, two passes, one lane; 10 ms of a core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** What a school brings from elsewhere is believed once, if it was made with this much work or more. */
const LEAST_BCRYPT = 12

/** A third of the weight of the others, where both want the same core. */
const A_STEP_BACK = 5
/**
 * Linux can give every thread of a process a rank of its own: those that hash, with files and names, let whoever answers go first. Elsewhere
 * no thread is found, and nothing changes.
 */
const stepBack = async () => {
  const threads = '/proc/self/task'
  for (const thread of await fs.readdir(threads).catch(() => [])) {
    const name = await fs.readFile(`${threads}/${thread}/comm`, 'utf8').catch(() => '')
    if (name.startsWith('libuv-worker')) os.setPriority(Number(thread), A_STEP_BACK)
  }
}

let steppedBack: Promise<void> | undefined
const argon2 = async () => {
  steppedBack ??= stepBack()
  await steppedBack
  return import('@node-rs/argon2')
}
const bcrypt = () => import('@node-rs/bcrypt')

/**
 * At eight o'clock a thousand people sign in. No more hashes at once than there are cores, and never the last of the four threads
 * that files and names are waited for on: whoever has nothing to do with passwords is served meanwhile.
 */
const inTurn = turns(Math.max(1, Math.min(os.availableParallelism(), 3)))
const together = inCompany(8)
const checking = <T>(work: () => Promise<T>): Promise<T> => together(() => inTurn(work))

/** Those who sign in are let in a few at a time, before their tries are counted: a school behind one address is no attack. */
export const letIn = turns(32)

/** Hashes with argon2id, on a thread of its own: never between begin and commit. */
export const hashPassword = async (password: string): Promise<string> => {
  const { hash } = await argon2()
  return inTurn(() => hash(password.normalize('NFKC'), cost))
}

let decoy: Promise<string> | undefined

const bcryptCost = (hash: string) => Number(/^\$2[aby]\$(\d\d)\$/.exec(hash)?.[1] ?? 0)

/** How a password was checked: `imported` was right, and its hash is to be replaced; `too_cheap` was right, and counts for nothing. */
export type Checked = 'right' | 'wrong' | 'imported' | 'too_cheap'

/** Whether a password is right; costs the same where there is no account, so that time tells nothing. */
export const checkPassword = async (hash: string | null | undefined, password: string): Promise<Checked> => {
  const typed = password.normalize('NFKC')
  const workOfBcrypt = hash ? bcryptCost(hash) : 0
  if (hash && workOfBcrypt > 0) {
    const { verify } = await bcrypt()
    if (!(await checking(() => verify(password, hash)))) return 'wrong'
    return workOfBcrypt >= LEAST_BCRYPT ? 'imported' : 'too_cheap'
  }
  decoy ??= hashPassword('nobody has this one')
  const [{ verify }, instead] = await Promise.all([argon2(), decoy])
  const isRight = await checking(() => verify(hash || instead, typed))
  return isRight && hash ? 'right' : 'wrong'
}

/** Whether a password is right, where no more is to be done with the answer. */
export const isPassword = async (hash: string | null | undefined, password: string): Promise<boolean> => {
  const checked = await checkPassword(hash, password)
  return checked === 'right' || checked === 'imported'
}
