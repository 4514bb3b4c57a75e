import { type AdultField, adultFields, type ListedAdults, listedAdults, mostListedAdults } from '#contract/roster-columns.ts'
import type { Problems } from '../package/problems.ts'
import type { ListedAdult } from '../package/roster.ts'
import { plain } from './plain.ts'

/** A column about somebody to call, or who may fetch. */
export type AdultHeading = { of: ListedAdults; nth: number; field: AdultField }

const list = (words: string) => words.split(',').map(plain)

const words: Readonly<Record<ListedAdults, readonly string[]>> = {
  contact: list(
    'emergency contact, in case of emergency, emergency, contact d’urgence, contact en cas d’urgence, en cas d’urgence, urgence, à prévenir, à contacter, à appeler, nödkontakt, kontakt vid nödfall, kontakt i nödfall, nödfall, akutkontakt, anhörig, 緊急連絡先, 緊急時連絡先, 緊急時の連絡先, 緊急時, 緊急',
  ),
  fetching: list(
    'authorised pick-up, authorized pick-up, pick-up, picked up by, may fetch, may collect, authorised to collect, collected by, adulte autorisé, adulte autorisée, personne autorisée, autorisé à venir chercher, autorisée à venir chercher, à venir chercher, venir chercher, autorisé à récupérer, autorisée à récupérer, récupérer, får hämta, hämtar, hämtare, hämtning, hämtas av, hämtningsberättigad, 引き取り者, 引き取り人, 引取者, 引取人, 引き渡し, 引渡し, 引渡, お迎え, 迎え, 送迎者',
  ),
}
const fields: readonly (readonly [AdultField, readonly string[]])[] = [
  ['phone', list('phone, mobile, tél, portable, telefon, mobil, number, numéro, nummer, 電話, 携帯, 番号')],
  ['relation', list('relation, lien, parenté, 続柄, 関係')],
  ['name', list('name, nom, namn, 氏名, 名前')],
]
const inParts =
  /prenom(?!etnom)(?<!nometprenom)|fornamn|efternamn|givenname|firstname|lastname|familyname|surname|mail|courriel|epost/
const besides = /^(person(ne|er)?s?|adulte?s?|vuxen|vuxna|som|who|to|call|aen|a|l|enfant|child|barnet|者|人|先|の|方)*$/

/** Without the words that say which list it is; longer ones first, since they hold shorter ones. */
const without = (said: string, of: ListedAdults) =>
  words[of].toSorted((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), said)

const fieldOf = (left: string): AdultField | undefined => {
  if (inParts.test(left)) return undefined
  return fields.find(([, known]) => known.some((one) => left.includes(one)))?.[0] ?? (besides.test(left) ? 'name' : undefined)
}

/** Where a heading begins to speak of one of the two; -1: it does not. */
export const firstOf = (said: string, known: readonly string[]): number =>
  Math.min(...known.map((word) => said.indexOf(word)).map((at) => (at < 0 ? Number.POSITIVE_INFINITY : at)))

/** What a plain heading means of an adult, and where in it that stands. */
export const adultHeading = (said: string): { at: number; heading: AdultHeading | undefined } => {
  const [first] = listedAdults.map((of) => ({ of, at: firstOf(said, words[of]) })).toSorted((a, b) => a.at - b.at)
  if (!first || first.at === Number.POSITIVE_INFINITY) return { at: Number.POSITIVE_INFINITY, heading: undefined }
  const left = without(said, first.of)
  const nth = Number(/\d+/.exec(left)?.[0] ?? 1)
  const field = fieldOf(left.replace(/\d/g, ''))
  const heading = field && nth >= 1 && nth <= mostListedAdults ? { of: first.of, nth, field } : undefined
  return { at: first.at, heading }
}

/** The column that goes by such a name. */
export const namedAdult = (name: string): AdultHeading | undefined => {
  const [, list, nth = '', said] = /^(contact|fetching) (\d) (\w+)$/.exec(name) ?? []
  const [of, field] = [listedAdults.find((one) => one === list), adultFields.find((one) => one === said)]
  return of && field ? { of, nth: Number(nth), field } : undefined
}

const most: Readonly<Record<AdultField, number>> = { name: 200, relation: 100, phone: 40 }
const needed: Readonly<Record<ListedAdults, readonly AdultField[]>> = { contact: ['name', 'phone'], fetching: ['name'] }

/** Whether the columns of an adult are enough to name one: whom to call without a number, nobody can call. */
export const isEnough = ({ of, nth }: AdultHeading, all: readonly AdultHeading[]): boolean =>
  needed[of].every((field) => all.some((one) => one.of === of && one.nth === nth && one.field === field))

/** The adults whom a row names for its pupil; one who cannot be named is a problem of the row. */
export const adultsIn = (
  cell: (column: string) => string,
  { userId, line, file }: { userId: string; line: number; file: string },
  problems: Problems,
): ListedAdult[] =>
  listedAdults.flatMap((of) =>
    Array.from({ length: mostListedAdults }, (_, at) => at + 1).flatMap((nth) => {
      const said = (field: AdultField) => cell(`${of} ${nth} ${field}`).replace(/\s+/g, ' ')
      const adult = { list: of, userId, line, nth, name: said('name'), relation: said('relation'), phone: said('phone') }
      if (!adultFields.some((field) => adult[field])) return []
      for (const field of adultFields) {
        const place = { file, line, column: `${of} ${nth} ${field}` }
        if (needed[of].includes(field) && !adult[field]) problems.add('roster.cell_required', place)
        if (adult[field].length > most[field]) problems.add('roster.cell_too_long', place)
      }
      return [adult]
    }),
  )
