import { type GuardianField, mostGuardians, type PersonField, personFields } from '#contract/roster-columns.ts'
import { type AdultHeading, adultHeading, firstOf, namedAdult } from './adults.ts'
import { plain } from './plain.ts'

/** A column that was understood; `nth` is the guardian, or the adult. */
export type Heading = { of: 'person'; field: PersonField } | { of: 'guardian'; nth: number; field: GuardianField } | AdultHeading

const person: Readonly<Record<PersonField, string>> = {
  id: 'id, sourcedId, student id, pupil id, identifier, number, numéro, numéro élève, identifiant, identifiant national, INE, matricule, elev-id, elevnummer, 学籍番号, 生徒番号, 児童番号, 番号, 出席番号, ID番号',
  name: 'name, full name, nom complet, nom et prénom, prénom et nom, élève, namn, elev, elevens namn, 氏名, 名前, 児童氏名, 生徒氏名, 児童名, 生徒名',
  given: 'given name, first name, prénom, prénom de l’élève, förnamn, tilltalsnamn, 名',
  family: 'family name, last name, surname, nom, nom de famille, nom de l’élève, efternamn, 姓, 苗字, 名字',
  kana: 'kana, reading, ふりがな, フリガナ, 氏名かな, 氏名カナ, 氏名ふりがな, 氏名フリガナ, よみがな, ヨミガナ',
  kanaGiven: 'kana given name, 名かな, 名カナ, 名ふりがな, 名フリガナ, メイ',
  kanaFamily: 'kana family name, 姓かな, 姓カナ, 姓ふりがな, 姓フリガナ, セイ',
  email:
    'email, e-mail, e-mail address, mail, courriel, adresse e-mail, adresse électronique, e-post, epost, e-postadress, メール, メールアドレス, 電子メール',
  grade: 'grade, year group, niveau, årskurs, åk, 学年',
  class: 'class, class name, classe, division, klass, klasser, クラス, 組, 学級',
  role: 'role, rôle, fonction, roll, 役割, 区分',
}

const guardian = 'guardian, parent, responsable, représentant légal, vårdnadshavare, målsman, vh, 保護者'
const fields: readonly (readonly [GuardianField, string])[] = [
  ['email', 'mail, courriel, epost, électronique, メール'],
  ['phone', 'phone, mobile, tél, portable, telefon, mobil, 電話, 携帯'],
  ['relation', 'relation, lien, parenté, 続柄'],
  ['name', 'name, nom, namn, 氏名, 名前'],
]

const list = (words: string) => words.split(',').map(plain)
const known = new Map(
  Object.entries(person).flatMap(([field, words]) => list(words).map((word) => [word, field as PersonField] as const)),
)
const guardianWords = list(guardian)
const fieldWords = fields.map(([field, words]) => [field, list(words)] as const)

/** How a column that was understood is called. */
export const nameOf = (heading: Heading): string =>
  heading.of === 'person' ? heading.field : `${heading.of} ${heading.nth} ${heading.field}`

/** The column that goes by such a name. */
export const namedHeading = (name: string): Heading | undefined => {
  const field = personFields.find((one) => one === name)
  if (field) return { of: 'person', field }
  const [, nth, of] = /^guardian (\d) (\w+)$/.exec(name) ?? []
  const held = fields.find(([one]) => one === of)?.[0]
  return held && nth ? { of: 'guardian', nth: Number(nth), field: held } : namedAdult(name)
}

/** What a heading means, in any of four languages; undefined where nobody knows. A parent’s telephone for emergencies is the parent’s: what stands first counts. */
export const headingOf = (text: string): Heading | undefined => {
  const said = plain(text)
  const field = known.get(said)
  if (field) return { of: 'person', field }
  const adult = adultHeading(said)
  if (adult.at < firstOf(said, guardianWords)) return adult.heading
  const word = guardianWords.find((one) => said.includes(one))
  if (!word) return undefined
  const rest = said.replace(word, '')
  const nth = Number(/\d/.exec(rest)?.[0] ?? 1)
  const left = rest.replace(/\d/g, '')
  const held = fieldWords.find(([, words]) => words.some((one) => left.includes(one)))?.[0] ?? (left === '' ? 'name' : undefined)
  return held && nth >= 1 && nth <= mostGuardians ? { of: 'guardian', nth, field: held } : undefined
}

const roles = {
  teacher: 'teacher, enseignant, enseignante, professeur, professeure, lärare, 教員, 教師, 先生, 担任',
  student: 'student, pupil, élève, elev, 児童, 生徒',
} as const

/** The role that a word means. */
export const roleOf = (text: string): 'teacher' | 'student' | undefined => {
  const said = plain(text)
  if (said === '' || list(roles.student).includes(said)) return 'student'
  return list(roles.teacher).includes(said) ? 'teacher' : undefined
}

const parents = list('mother, father, parent, mère, père, maman, papa, mamma, pappa, mor, far, förälder, 母, 父')
const relatives = list(
  'grandmother, grandfather, aunt, uncle, relative, grand-mère, grand-père, tante, oncle, mormor, farmor, morfar, farfar, släkting, 祖母, 祖父, 親族',
)

/** How a guardian stands to the child. */
export const relationOf = (text: string): 'parent' | 'guardian' | 'relative' => {
  const said = plain(text)
  if (parents.includes(said)) return 'parent'
  return relatives.includes(said) ? 'relative' : 'guardian'
}
