import { readPupil } from '#contract/pupil-page.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { classTable } from '#modules/classes/index.ts'
import { collatorOf, openNames } from '#modules/people/index.ts'
import * as queries from './pupil-page.queries.ts'

/** The classes of a page, each with its teachers in the order of the school's language. */
const classesIn = (
  classes: readonly { id: string }[],
  labels: readonly { label: string }[],
  teachers: readonly { classId: string; name: string }[],
  compare: (a: string, b: string) => number,
) =>
  classes.map(({ id }, nth) => ({
    id,
    label: labels[nth]!.label,
    teachers: teachers.flatMap(({ classId, name }) => (classId === id ? [name] : [])).sort(compare),
  }))

const rowsOf = (tx: Tx, schoolId: string, id: string, readerId: string | null) =>
  Promise.all([
    queries.pupilById(tx, schoolId, id),
    schoolOf(tx),
    queries.classesOf(tx, schoolId, id),
    queries.teachersOf(tx, schoolId, id),
    queries.guardiansOf(tx, schoolId, id),
    queries.seenBy(tx, id),
    queries.withheldUntil(tx, schoolId, id, readerId),
  ])

export const page = action(readPupil, async ({ tx, actor, vault, params: { id }, emit }) => {
  const schoolId = actor.schoolId!
  const [row, school, classes, teachers, guardians, seenBy, hold] = await rowsOf(tx, schoolId, id, actor.personId)
  const pupil = row ?? refuse('not_found')
  const [labels, names] = await Promise.all([
    vault.open(tx, schoolId, classTable, classes),
    openNames(tx, vault, schoolId, [pupil, ...teachers, ...guardians]),
  ])
  const [own, ...others] = names.map(({ display }) => display)
  const theirs = others.slice(teachers.length)
  const { compare } = collatorOf(school.locale)
  // Only what is read to protect the child is withheld: the same reader's other reads stand in the file as everyone's do.
  const withheld = hold !== undefined && actor.purpose === 'safeguarding'
  emit('person.read', { kinds: ['identity', 'family'] }, { subject: id, ...(withheld && { withheld }) })
  return {
    person: { id, display: own!, isSelf: id === actor.personId, isChild: pupil.isChild },
    classes: classesIn(
      classes,
      labels,
      teachers.map(({ classId }, nth) => ({ classId, name: others[nth]! })),
      compare,
    ),
    guardians: guardians.map((guardian, nth) => ({ id: guardian.id, relation: guardian.relation, display: theirs[nth]! })),
    seenBy,
    withheldUntil: withheld ? hold.untilOn : null,
    can: { seeReads: pupil.seeReads, withhold: pupil.withhold },
  }
})
