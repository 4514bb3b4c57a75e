import type { Readers } from '#contract/posts.ts'
import type { Tx } from '#kernel/db.ts'
import { schoolOf } from '#kernel/school.ts'
import { collatorOf, openNames } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './audiences.queries.ts'

const FRESH_MS = 15_000
const MOST = 5000

/** Numbers only: whoever opens the list asks anew. One memory for an installation, as its vault. */
const counted = new WeakMap<Vault, Map<string, { readers: Readers; until: number }>>()
const memoryOf = (vault: Vault) => {
  const known = counted.get(vault) ?? new Map<string, { readers: Readers; until: number }>()
  counted.set(vault, known)
  return known
}

const none: Readers = { staff: 0, pupils: 0, guardians: 0 }

/** How many can see what stands before each audience, counted within the last quarter of a minute. */
export const readersOf = async (
  { tx, vault, now }: { tx: Tx; vault: Vault; now: Date },
  audiences: readonly string[],
): Promise<Map<string, Readers>> => {
  const memory = memoryOf(vault)
  const fresh = (id: string) => {
    const known = memory.get(id)
    return known && known.until > now.getTime() ? known.readers : undefined
  }
  const missing = audiences.filter((id) => !fresh(id))
  if (missing.length > 0) {
    if (memory.size + missing.length > MOST) memory.clear()
    const until = now.getTime() + FRESH_MS
    for (const { audienceId, ...readers } of await queries.countReaders(tx, missing)) memory.set(audienceId, { readers, until })
  }
  return new Map(audiences.map((id) => [id, fresh(id) ?? none]))
}

type Hands = { tx: Tx; vault: Vault; schoolId: string }

/** Those who work at the school by name, families as numbers. */
export const named = async ({ tx, vault, schoolId }: Hands, people: readonly queries.NamedReader[]) => {
  const school = await schoolOf(tx)
  const staff = people.flatMap(({ id, sealed }) => (sealed ? [{ id, sealed }] : []))
  const names = await openNames(tx, vault, schoolId, staff)
  const { compare } = collatorOf(school.locale)
  const shown = staff.map(({ id }, nth) => ({ id, display: names[nth]?.display ?? '', sort: names[nth]?.sort ?? '' }))
  const count = (what: 'pupil' | 'guardian') => people.filter(({ stands }) => stands === what).length
  return {
    staff: shown.sort((a, b) => compare(a.sort, b.sort)).map(({ id, display }) => ({ id, display })),
    ...{ pupils: count('pupil'), guardians: count('guardian') },
  }
}

/** Who can see what stands before these audiences, each once. */
export const readersByName = async (hands: Hands, audiences: readonly string[]) =>
  named(hands, await queries.namedReaders(hands.tx, audiences))

/** Forgets what was counted: somebody came or went. */
export const recount = (vault: Vault): void => counted.get(vault)?.clear()
