import type { Profile, schoolKinds } from '#contract/roles.ts'
import { listing } from '#i18n/lists.ts'
import type { Words } from '#i18n/words.ts'
import { lawOf } from '#kernel/grounds.ts'
import { type About, type DataMap, type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import type { Span } from '#kernel/retention.ts'
import { valuesOf } from './gate.ts'
import { spanFor } from './planning.ts'

/** Where and in which language the question is asked. */
export type Asker = { t: Words; profile: Profile; kind: (typeof schoolKinds)[number] }
/** Why a value is held, in words. */
export type Meaning = {
  field: string
  category: string
  why: string
  basis: string
  kept: string
  seenBy: string[]
  from: string
}

export const bare = (table: string) => table.split('.')[1] ?? table
/** The name of a category or an origin as it stands in an id of a sentence. */
export const dotless = <T extends string>(name: T) => name.replaceAll('.', '_')

/** What a table is for, in one sentence. */
export const tableWhy = (t: Words, table: PersonalTable): string => t(`privacy.why.${bare(table.table)}` as never)
/** What a table holds, in two words. */
export const tableName = (t: Words, table: PersonalTable): string => nameOfTable(t, table.table)
/** The same by its name in the database. */
export const nameOfTable = (t: Words, table: string): string => t(`privacy.table.${bare(table)}` as never)

const units = { D: 'days', M: 'months', Y: 'years' } as const
/** How long a table keeps its rows under a law, as a code: `P12M`, `year P2M` (after the school year), `person` or `row` (with it), `year P2M counted`: then as a number only. */
export const keptOf = ({ retention }: PersonalTable, profile: Profile): string => {
  if (!('keep' in retention)) return 'with' in retention.anchor && retention.anchor.with === 'row' ? 'row' : 'person'
  const ofYear = 'day' in retention.anchor || 'yearOf' in retention.anchor
  return `${ofYear ? 'year ' : ''}${spanFor(retention.keep, profile)}${retention.end === 'anonymise' ? ' counted' : ''}`
}
/** The same in words. */
export const keptSaid = (t: Words, kept: string): string => {
  if (kept === 'row' || kept === 'person') return t(`privacy.kept_with.${kept}`)
  const [, year = '', count = '0', unit = 'D', counted] = /^(year )?P(\d+)([DMY])( counted)?$/.exec(kept) ?? []
  const span = t(`privacy.kept_for.${year && 'year_'}${units[unit as keyof typeof units]}` as never, { count: Number(count) })
  return counted ? t('privacy.kept_then.counted', { span }) : span
}
/** How long rows of a table are kept, in words. */
export const keptWords = ({ t, profile }: Pick<Asker, 't' | 'profile'>, table: PersonalTable): string =>
  keptSaid(t, keptOf(table, profile))

/** A span in words. */
export const spanWords = (t: Words, span: Span): string => keptSaid(t, span)

const basisWords = ({ t, profile, kind }: Asker, { basis, purposes }: PersonalTable): string => {
  const ground = basis[kind]
  return t('privacy.basis', {
    purposes: listing(t.locale).format(purposes.map((purpose) => t(`privacy.purpose.${purpose}` as never))),
    ground: t(`privacy.ground.${ground}` as never),
    law: lawOf[profile][ground],
  })
}

/** The answer to "why do you have this?" for one value. */
export const meaningOf = (asker: Asker, table: PersonalTable, name: string, about: About): Meaning => ({
  field: `${bare(table.table)}.${name}`,
  category: asker.t(`privacy.category.${dotless(about.category)}` as never),
  why: tableWhy(asker.t, table),
  basis: basisWords(asker, table),
  kept: keptSaid(asker.t, keptOf(table, asker.profile)),
  seenBy: table.recipients.map((recipient) => asker.t(`privacy.recipient.${recipient}` as never)),
  from: asker.t(`privacy.origin.${about.origin}` as never),
})

/** What every value of some tables means. */
export const meaningsOf = (asker: Asker, tables: readonly PersonalTable[]): Meaning[] =>
  tables.flatMap((table) =>
    valuesOf(table).map(({ name, about }) => meaningOf(asker, table, name.replace(/^sealed\./, ''), about)),
  )

/** Finds a value by the names of its table and field. */
export const findValue = (map: DataMap, table: string, field: string): { table: PersonalTable; about: About } | undefined => {
  const found = personalTables(map).find((one) => bare(one.table) === table)
  const value = found && valuesOf(found).find(({ name }) => name === field || name === `sealed.${field}`)
  return found && value ? { table: found, about: value.about } : undefined
}
