import { collatorOf } from '#modules/people/index.ts'
import type { Named } from './making.ts'

/** Pupils by name; guardians after them, each where the first of their children stands; staff by name. */
export const inOrder = (people: readonly Named[], locale: string): Named[] => {
  const { compare } = collatorOf(locale)
  const pupils = people.filter(({ reader }) => reader === 'pupil').sort((a, b) => compare(a.sort, b.sort))
  const placeOf = new Map(pupils.map(({ id }, nth) => [id, nth]))
  const place = ({ families }: Named) => Math.min(pupils.length, ...families.map((id) => placeOf.get(id) ?? pupils.length))
  const others = people.filter(({ reader }) => reader !== 'pupil')
  return [...pupils, ...others.sort((a, b) => place(a) - place(b) || compare(a.sort, b.sort))]
}
