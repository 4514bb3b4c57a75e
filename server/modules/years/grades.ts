import type { PlanDraft } from '#contract/year-plans.ts'
import { nextLabel, yearIn } from './proposing.ts'
import type { Begin, Ground, Reckoned } from './reckoning.ts'

export type GradeMove = { personId: string; from: string; to: string }
/** Whose grade moves on, and whose stays because nobody can tell what comes next. */
export type Grades = { moves: GradeMove[]; unknown: string[] }

/** How grades are counted upwards, as lists and OneRoster write them, and the last that a number before or behind it can have. */
const counted: readonly (readonly [RegExp, number])[] = [
  [/^(?:)(\d{1,2})()$/, 12],
  [/^((?:åk|årskurs|year|grade|klass)\.? ?)(\d{1,2})()$/i, 12],
  [/^((?:小学校?|小) ?)(\d)((?:年生?)?)$/, 6],
  [/^((?:中学校?|中|高校?|高等学校) ?)(\d)((?:年生?)?)$/, 3],
  [/^()(\d)(年生?)$/, 6],
  [/^((?:sec\.?|secondaire) ?)(\d)()$/i, 5],
  [/^()(\d)(e année)$/i, 6],
]
const first: Readonly<Record<string, string>> = { TK: 'KG', KG: '01', F: '1', FSK: '1', '1re année': '2e année' }

const higher = (grade: string): string | undefined => {
  for (const [pattern, last] of counted) {
    const found = pattern.exec(grade)
    if (!found) continue
    const [before, digits, behind] = found.length === 4 ? [found[1], found[2], found[3]] : ['', found[1], '']
    const next = Number(digits) + 1
    return next > last ? undefined : `${before}${`${next}`.padStart(digits?.length ?? 0, '0')}${behind}`
  }
  return undefined
}

/**
 * The grade after this one, written as it was. Undefined where nobody can tell: the last of a school, several at once, words that count
 * nothing, and a number alone that may count downwards.
 */
export const nextGrade = (grade: string, profile: string): string | undefined => {
  const said = grade.normalize('NFKC').trim()
  const isFrench = profile === 'EU-FR'
  if (isFrench && /^[1-6]$/.test(said)) return undefined
  if (first[said]) return first[said]
  if (isFrench && yearIn(said)?.toLowerCase() === said.toLowerCase()) return nextLabel(said)
  return higher(said)
}

type Step = 'up' | 'same' | 'unknown'
/** What going from one class to another means for the year one is in, as far as their labels say so. */
const stepOf = (from: string | undefined, to: string, how: Begin['how']): Step => {
  const [before, after] = [from === undefined ? undefined : yearIn(from), yearIn(to)]
  if (from === undefined || before === undefined || after === undefined) return how === 'goes' ? 'up' : 'unknown'
  if (before === after) return 'same'
  return yearIn(nextLabel(from) ?? '') === after ? 'up' : 'unknown'
}

type About = { draft: PlanDraft; reckoned: Reckoned; ground: Ground; classes: readonly { id: string; label: string }[] }

/** Whose grade moves on with the plan. Whoever leaves, repeats, or has come into the next year by another way keeps theirs. */
export const gradesOf = (about: About, grades: ReadonlyMap<string, string>, profile: string): Grades => {
  const [labels, targets] = [
    new Map(about.classes.map(({ id, label }) => [id, label])),
    new Map(about.draft.targets.map(({ id, label }) => [id, label])),
  ]
  const places = Map.groupBy(about.ground.places, ({ personId }) => personId)
  const begins = Map.groupBy(
    about.reckoned.begins.filter(({ role, how }) => role === 'pupil' && how !== 'repeats'),
    ({ personId }) => personId,
  )
  const found: Grades = { moves: [], unknown: [] }
  for (const [personId, theirs] of begins) {
    const from = grades.get(personId)
    if (!from) continue
    const now = (places.get(personId) ?? []).flatMap(({ classId, role }) => (role === 'pupil' ? [labels.get(classId)] : []))
    const steps = new Set(
      theirs.flatMap(({ targetId, how }) =>
        (now.length ? now : [undefined]).map((label) => stepOf(label, targets.get(targetId) ?? '', how)),
      ),
    )
    const to = nextGrade(from, profile)
    if (steps.size === 1 && steps.has('same')) continue
    if (to && steps.size === 1 && steps.has('up')) found.moves.push({ personId, from, to })
    else found.unknown.push(personId)
  }
  return found
}
