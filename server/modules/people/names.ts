import type { Locale } from '#contract/locales.ts'
import type { Names } from '#contract/people.ts'
import type { Tx } from '#kernel/db.ts'
import type { Vault } from '#vault/vault.ts'
import { aliases, staffNames } from './people.queries.ts'
import { personTable, protectedIdentityTable } from './sealed.ts'

/** Names from the one line that a person typed: nothing is composed, and the order follows the language of the form. */
export const namesFrom = (display: string, locale: Locale): Names => {
  const tidy = display.normalize('NFC').trim().replace(/\s+/g, ' ')
  const words = tidy.split(' ')
  const order = locale === 'ja' ? 'family_first' : 'given_first'
  const sort = order === 'family_first' || words.length === 1 ? tidy : `${words.slice(1).join(' ')} ${words[0]}`
  return { display: tidy, sort, order }
}

const collators = new Map<string, Intl.Collator>()

/** The reader's order of names: å ä ö after z in Swedish, kana order in Japanese. */
export const collatorOf = (locale: string): Intl.Collator => {
  const known = collators.get(locale) ?? new Intl.Collator(locale, { numeric: true })
  collators.set(locale, known)
  return known
}

/** What two spellings of the same name share: compared, never stored. */
export const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

type Rows = readonly { id: string; sealed: Buffer }[]

/** What stands in the place of the names of those who must not be found, for this reader. */
const aliasesOf = async (tx: Tx, vault: Vault, schoolId: string, rows: Rows, outside = false): Promise<Map<string, Names>> => {
  const hidden = await aliases(
    tx,
    rows.map(({ id }) => id),
    outside,
  )
  const opened = await vault.open(tx, schoolId, protectedIdentityTable, hidden)
  return new Map(
    hidden.map(({ personId }, nth) => [
      personId,
      { display: opened[nth]!.alias, sort: opened[nth]!.alias, order: 'given_first' } as const,
    ]),
  )
}

/** The names of people as this reader may see them: whoever must not be found stands under an alias. */
export const openNames = async (tx: Tx, vault: Vault, schoolId: string, rows: Rows): Promise<Names[]> => {
  const [contents, hidden] = await Promise.all([
    vault.open(tx, schoolId, personTable, [...rows]),
    aliasesOf(tx, vault, schoolId, rows),
  ])
  return rows.map(({ id }, nth) => hidden.get(id) ?? contents[nth]!.names)
}

/** The same of people some of whom may have been erased: they have no name any more. */
export const survivingNames = async (tx: Tx, vault: Vault, schoolId: string, rows: Rows): Promise<(Names | undefined)[]> => {
  const [contents, hidden] = await Promise.all([
    vault.openSurviving(tx, schoolId, personTable, [...rows]),
    aliasesOf(tx, vault, schoolId, rows),
  ])
  return rows.map(({ id }, nth) => contents[nth] && (hidden.get(id) ?? contents[nth].names))
}

/** The aliases of those of these people who must not be found: for what leaves the house, whoever takes it out. */
export const aliasesOutside = (tx: Tx, vault: Vault, schoolId: string, rows: Rows): Promise<Map<string, Names>> =>
  aliasesOf(tx, vault, schoolId, rows, true)

type Hands = { tx: Tx; vault: Vault; schoolId: string }

/** Names by person: of whom one may not know, and of who is no more, there is none. */
export const namesByPerson = async ({ tx, vault, schoolId }: Hands, people: readonly { id: string; sealed: Buffer | null }[]) => {
  const rows = [...new Map(people.flatMap(({ id, sealed }) => (sealed ? [[id, { id, sealed }] as const] : []))).values()]
  const names = await survivingNames(tx, vault, schoolId, rows)
  const shown = new Map(rows.map(({ id }, nth) => [id, names[nth]?.display]))
  const someone = (id: string | null) => {
    const display = id === null ? undefined : shown.get(id)
    return id !== null && display !== undefined ? { id, display } : null
  }
  return { someone, display: (id: string | null) => someone(id)?.display ?? null }
}
export type NamesByPerson = Awaited<ReturnType<typeof namesByPerson>>

/** The names of those at the school who said or did something. */
export const staffNamed = async (hands: Hands, ids: readonly (string | null)[]): Promise<NamesByPerson> => {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))]
  return namesByPerson(hands, wanted.length > 0 ? await staffNames(hands.tx, wanted) : [])
}
