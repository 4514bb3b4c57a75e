import type { Locale } from '#contract/locales.ts'
import type { Names } from '#contract/people.ts'

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
