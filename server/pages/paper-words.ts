import { shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import type { Changed, Holding, PaperContent } from '#modules/privacy/papers.ts'
import { dotless, keptSaid } from '#modules/privacy/why.ts'
import type { SchoolImprint } from '#server/serving/imprint.ts'

/** Several things in one line, as the language puts them. */
export const listed = (t: Words, all: readonly string[]): string =>
  new Intl.ListFormat(t.locale, { type: 'conjunction' }).format([...new Set(all)])

/** What a table holds, in two words. */
export const nameOf = (t: Words, table: string): string => t(`privacy.table.${table}` as never)
/** What a table is for, in one sentence. */
export const whyOf = (t: Words, table: string): string => t(`privacy.why.${table}` as never)

/** One code of a paper in words. */
export const said = (t: Words, what: Changed['what'], code: string): string => {
  if (what === 'kept') return keptSaid(t, code)
  if (what === 'purposes') return t(`privacy.purpose.${code}` as never)
  if (what === 'subjects') return t(`privacy.someone.${code}` as never)
  if (what === 'categories') return t(`privacy.category.${dotless(code)}` as never)
  if (what === 'origins') return t(`privacy.origin.${code}` as never)
  if (what === 'recipients') return t(`privacy.recipient.${code}` as never)
  if (what === 'ground') return t(`privacy.ground.${code}` as never)
  return t((what === 'profile' ? `setup.profile_of.${code}` : `setup.kind_of.${code}`) as never)
}

/** Several codes, each once, in one line. */
export const allSaid = (t: Words, what: Changed['what'], codes: readonly string[]): string =>
  listed(
    t,
    codes.map((code) => said(t, what, code)),
  )

/** Everything of one kind that some tables say, each once. */
export const allOf = <K extends 'purposes' | 'subjects' | 'categories' | 'origins' | 'recipients'>(
  holdings: readonly Holding[],
  what: K,
): Holding[K][number][] => [...new Set(holdings.flatMap((one) => one[what] as Holding[K][number][]))]

/** What is kept how long, the same spans together. */
export const spansOf = (holdings: readonly Holding[]): { kept: string; tables: string[] }[] =>
  [...Map.groupBy(holdings, ({ kept }) => kept)].map(([kept, some]) => ({ kept, tables: some.map(({ table }) => table) }))

/** Which version a paper is, and of which day. */
export type Edition = { number: number; madeAt: Date; release: string }
/** What a paper is printed from, and which edition of it that is; none is kept before its first night. `imprint`: who answers for the data. */
export type Printed = { content: PaperContent; edition: Edition | undefined; imprint: SchoolImprint | undefined }

/** Which edition this is, in words. */
export const editionSaid = (t: Words, { edition }: Printed): string =>
  edition
    ? t('papers.edition', { number: edition.number, day: shortDay(t.locale, edition.madeAt), release: edition.release })
    : t('papers.edition_none')
