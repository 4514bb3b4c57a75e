import { roleBits } from '#contract/ledger.ts'
import type { ReadersShownAs } from '#contract/ledger-reading.ts'
import { type PersonRole, roles } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { staffNames, survivingNames } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import { peopleByIds } from './reads.queries.ts'

/** The role in which someone acts in a school: of several, the one that explains most. */
const weight: readonly PersonRole[] = [
  'teacher',
  'substitute',
  'office',
  'head',
  'dpo',
  'administrator',
  'support',
  'operator',
  'guardian',
  'pupil',
]

/** The roles that a fact's actor held, from the bits in its stub. */
export const rolesOf = (mask: number): PersonRole[] => roles.filter((role) => (mask >> roleBits[role]) & 1)

const firstLetters = (name: string) => {
  const letters = (word: string) => [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(word)]
  const words = name.trim().split(/[\s\u3000]+/u)
  const few = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return few.map((word = '') => `${letters(word)[0]?.segment ?? ''}.`).join(' ')
}

/** The names of readers as they may be shown: by name, as initials, or not at all. Families never stand by name in anyone's file. */
export const namesOf = async (
  tx: Tx,
  vault: Vault,
  schoolId: string,
  ids: readonly string[],
  as: ReadersShownAs,
): Promise<Map<string, string>> => {
  if (as === 'role' || ids.length === 0) return new Map()
  const rows = await staffNames(tx, [...new Set(ids)])
  const opened = await survivingNames(tx, vault, schoolId, rows)
  return new Map(
    rows.flatMap(({ id }, nth) => {
      const display = opened[nth]?.display
      return display ? [[id, as === 'name' ? display : firstLetters(display)] as const] : []
    }),
  )
}

/** The role to show for the roles that someone held when they read. */
export const shownRole = (mask: number): PersonRole | null => {
  const held = rolesOf(mask)
  return weight.find((role) => held.includes(role)) ?? null
}

/** The names of people whom the reader may see; null for nobody, and for who is no more. */
export const namedPeople = async (
  tx: Tx,
  vault: Vault,
  schoolId: string,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string | null> => {
  const rows = await peopleByIds(tx, schoolId, [...new Set(ids.filter((id) => id !== null))])
  const opened = await survivingNames(tx, vault, schoolId, rows)
  const names = new Map(rows.map(({ id }, nth) => [id, opened[nth]?.display ?? null]))
  return (id) => (id === null ? null : (names.get(id) ?? null))
}
