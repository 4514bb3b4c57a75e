import type { Locale } from '#contract/locales.ts'
import type { Names } from '#contract/people.ts'
import type { Tx } from '#kernel/db.ts'
import type { Vault } from '#vault/vault.ts'
import { aliases } from './people.queries.ts'
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

/** The names of people as this reader may see them: whoever must not be found stands under an alias. */
export const openNames = async (
  tx: Tx,
  vault: Vault,
  schoolId: string,
  rows: readonly { id: string; sealed: Buffer }[],
): Promise<Names[]> => {
  const [contents, hidden] = await Promise.all([
    vault.open(tx, schoolId, personTable, [...rows]),
    aliases(
      tx,
      rows.map(({ id }) => id),
    ),
  ])
  const opened = await vault.open(tx, schoolId, protectedIdentityTable, hidden)
  const aliasOf = new Map(hidden.map(({ personId }, nth) => [personId, opened[nth]!.alias]))
  return rows.map(({ id }, nth) => {
    const alias = aliasOf.get(id)
    return alias ? { display: alias, sort: alias, order: 'given_first' } : contents[nth]!.names
  })
}
