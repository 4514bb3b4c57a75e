import { sql } from 'kysely'
import { languageOf, localeFor } from '#contract/locales.ts'
import { restrictedWord } from '#contract/restricting.ts'
import type { Tx } from '#kernel/db.ts'

/** Whose data is not served in a transaction: by person, which tables of it; null: all of it. And what stands in its place. */
export type Limits = { people: ReadonlyMap<string, ReadonlySet<string> | null>; word: string }

const flags = new WeakMap<object, Promise<boolean>>()
const known = new WeakMap<object, Promise<Limits | undefined>>()

/** Says of a transaction whether anything is restricted for whoever asks: what `app.enter` answered. */
export const limitedFrom = (tx: object, isLimited: Promise<boolean>): void => {
  isLimited.catch(() => undefined)
  flags.set(tx, isLimited)
  known.delete(tx)
}

// A function and nothing else: whatever role the transaction has taken on meanwhile may call it.
const ask = async (tx: Tx): Promise<Limits> => {
  const { rows } = await sql<{ personId: string; tables: string[] | null; locale: string }>`
    select person_id, tables, locale from app.limited_now()`.execute(tx)
  const people = new Map<string, Set<string> | null>()
  for (const { personId, tables } of rows) {
    const before = people.get(personId)
    people.set(personId, tables === null || before === null ? null : new Set([...(before ?? []), ...tables]))
  }
  return { people, word: restrictedWord[languageOf(localeFor(rows[0]?.locale ?? '') ?? 'en')] }
}

/** What is restricted for whoever asks; undefined: nothing, and that costs no question. */
export const limitsOf = async (tx: object): Promise<Limits | undefined> => {
  if (!(await flags.get(tx))) return undefined
  const asked = known.get(tx) ?? ask(tx as Tx)
  known.set(tx, asked)
  const limits = await asked
  return limits?.people.size ? limits : undefined
}

/** Whether a table of what is held about a person is restricted for whoever asks. */
export const isLimited = ({ people }: Limits, personId: string, table: string): boolean => {
  const tables = people.get(personId)
  return tables === null || (tables?.has(table) ?? false)
}
