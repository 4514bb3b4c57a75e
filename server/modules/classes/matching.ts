import type { Names } from '#contract/people.ts'
import { folded } from '#modules/people/index.ts'

/** A pupil of the class, by the names under which whoever decides may know them. */
export type Candidate = { id: string; names: Names }

const words = (name: string | undefined) => new Set(name ? folded(name).split(' ').filter(Boolean) : [])

/**
 * The pupils whom a family may mean: every word that was typed is one of the pupil's names, in whatever order, with or
 * without accents. Japanese names are also compared without the space between family and given name, and by kana.
 */
export const matchesOf = (typed: string, pupils: readonly Candidate[]): Candidate[] => {
  const wanted = words(typed)
  const joined = folded(typed).replaceAll(' ', '')
  if (wanted.size === 0) return []
  return pupils.filter(({ names }) => {
    const all = [names.display, names.sort, names.given, names.family, names.kana, names.preferred]
    const known = new Set(all.flatMap((name) => [...words(name)]))
    return (
      [...wanted].every((word) => known.has(word)) ||
      all.some((name) => name !== undefined && folded(name).replaceAll(' ', '') === joined)
    )
  })
}
