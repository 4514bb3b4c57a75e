import { isIPv6 } from 'node:net'
import { sql } from 'kysely'
import type { Vault } from '#vault/vault.ts'
import type { Tx } from './db.ts'
import { refuse } from './errors.ts'
import { nobody } from './ids.ts'

/** Tries at one thing, or from one place, and how many may be wrong before the next has to wait. */
export type Tries = { digest: Buffer; free: number }

// A whole school stands behind one address: what a thousand people mistype in a day must not shut it.
const FREE_AT_ONE_THING = 3
const FREE_FROM_ONE_ADDRESS = 300

const counted = (vault: Vault, free: number, of: readonly string[]): Tries => ({
  digest: vault.marks(nobody, 'tries', of.join('\u0000'))[0] ?? refuse('unavailable'),
  free,
})

/** Whoever has one IPv6 address has 2^64 of them. */
const networkOf = (address: string) => {
  const [plain = ''] = address.split('%')
  if (!isIPv6(plain) || plain.includes('.')) return plain
  const [before = '', after = ''] = plain.split('::')
  const [front, back] = [before, after].map((half) => half.split(':').filter(Boolean)) as [string[], string[]]
  const all = [...front, ...Array.from({ length: 8 - front.length - back.length }, () => '0'), ...back]
  return all
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')
}

/** What is being tried (`session` and an account): only a digest is kept, for a day, that means nothing without the ring. */
export const triesAt = (vault: Vault, what: string, ...of: readonly string[]): Tries =>
  counted(vault, FREE_AT_ONE_THING, [what, ...of])

/** What somebody may do so often in a day before they have to wait. */
export const timesBy = (vault: Vault, free: number, what: string, personId: string): Tries =>
  counted(vault, free, [what, personId])

/** What is being tried from a network address. */
export const triesFrom = (vault: Vault, what: string, address: string): Tries =>
  counted(vault, FREE_FROM_ONE_ADDRESS, [what, networkOf(address)])

/** One name tried from one network: what is wrong there counts for the network once. */
export const triesOfBoth = (vault: Vault, what: string, address: string, ...of: readonly string[]): Tries =>
  counted(vault, FREE_AT_ONE_THING, [what, 'from', networkOf(address), ...of])

const mostOf = (rows: readonly { seconds: number | null }[]) => Math.max(0, ...rows.map(({ seconds }) => seconds ?? 0))

/** Refuses while one of these has to wait; says for how many seconds. By the database's clock, which counted the tries. */
export const mustNotWait = async (tx: Tx, tried: readonly Tries[]): Promise<void> => {
  const digests = tried.map(({ digest }) => digest)
  const { rows } = await sql<{
    seconds: number | null
  }>`select app.throttled(d) as seconds from unnest(${digests}::bytea[]) d`.execute(tx)
  const seconds = mostOf(rows)
  if (seconds > 0) refuse('too_many_tries', { seconds })
}

/** Counts a try before anyone knows whether it is wrong: a hundred guesses at the same moment are a hundred tries. */
export const beginTry = async (tx: Tx, tried: readonly Tries[]): Promise<void> => {
  const [digests, free] = [tried.map(({ digest }) => digest), tried.map((one) => one.free)]
  const { rows } = await sql<{
    seconds: number | null
  }>`select app.begin_try(d, f) as seconds from unnest(${digests}::bytea[], ${free}::int[]) as t(d, f)`.execute(tx)
  const wait = mostOf(rows)
  if (wait > 0) refuse('too_many_tries', { seconds: wait })
}

export const countWrongTries = async (tx: Tx, tried: readonly Tries[]): Promise<void> => {
  for (const { digest, free } of tried) await sql`select app.count_wrong_try(${digest}, ${free}::int)`.execute(tx)
}

/** A wrong try at a name, counted for where it came from once a day. */
export const countWrongFrom = (tx: Tx, both: Tries, from: Tries): Promise<unknown> =>
  sql`select app.count_wrong_from(${both.digest}, ${from.digest}, ${from.free}::int)`.execute(tx)

/** The name was right in the end: where it came from is given back what it was counted. */
export const forgiveFrom = (tx: Tx, both: Tries, from: Tries): Promise<unknown> =>
  sql`select app.forgive_from(${both.digest}, ${from.digest})`.execute(tx)

/** The try was right: what was tried begins anew. */
export const clearTries = (tx: Tx, { digest }: Tries): Promise<unknown> => sql`select app.clear_tries(${digest})`.execute(tx)

/** Gives tries back that were right. */
export const forgiveTries = (tx: Tx, tried: readonly Tries[]): Promise<unknown> =>
  sql`select app.forgive_try(d) from unnest(${tried.map(({ digest }) => digest)}::bytea[]) d`.execute(tx)

/** The try was right: what was tried begins anew, where it came from is only given this one back. */
export const endTry = async (tx: Tx, right: Tries, from: Tries): Promise<void> => {
  await sql`select app.clear_tries(${right.digest}), app.forgive_try(${from.digest})`.execute(tx)
}
