import { hash } from 'node:crypto'
import type { Names } from '#contract/people.ts'
import type { Note } from './board.ts'
import type { RosterUser } from './package/roster.ts'

/** The roles that a file may give. What opens the whole school (head, office, administrator) is granted by people, never by a file. */
export const grantedRoles: Readonly<Record<string, NonNullable<Note['role']>>> = {
  student: 'pupil',
  teacher: 'teacher',
  guardian: 'guardian',
  parent: 'guardian',
  relative: 'guardian',
}

/** How an adult who is someone's agent stands to the child, by the word of the source. */
export const relationOf = (word: string): Note['relation'] =>
  word === 'parent' || word === 'guardian' || word === 'relative' ? word : undefined

/** Tells whether a row of the source says the same as last time, without keeping what it says. */
export const markOf = (parts: readonly unknown[]): string =>
  hash('sha256', JSON.stringify(parts), 'buffer').toString('base64url', 0, 16)

/** The days that a row of the source names. */
export const spanIn = ({ from, to }: { from: string | undefined; to: string | undefined }): Pick<Note, 'from' | 'to'> => ({
  ...(from && { from }),
  ...(to && { to }),
})

const short = (text: string, most: number) => [...text.replace(/\s+/g, ' ').trim()].slice(0, most).join('')

/** A person's names from the columns of a roster, in the order of the school's language. */
export const namesOf = (user: RosterUser, locale: string): Names => {
  const { givenName, familyName, preferredGivenName, preferredFamilyName, kanaGivenName, kanaFamilyName } = user
  const familyFirst = locale === 'ja'
  const [given, family] = [preferredGivenName ?? givenName, preferredFamilyName ?? familyName]
  const kana = [kanaFamilyName, kanaGivenName].filter((part) => part !== undefined).join(' ')
  return {
    display: short((familyFirst ? [family, given] : [given, family]).join(' '), 200),
    sort: short(familyFirst && kana ? kana : `${family} ${given}`, 200),
    given: short(givenName, 100),
    family: short(familyName, 100),
    order: familyFirst ? 'family_first' : 'given_first',
    ...(kana && { kana: short(kana, 200) }),
    ...(preferredGivenName && { preferred: short(preferredGivenName, 100) }),
  }
}
