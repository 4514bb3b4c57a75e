import { listFamilies, listPartners, listUnplaced } from '#contract/conversations.ts'
import { action } from '#kernel/action.ts'
import { schoolOf } from '#kernel/school.ts'
import { classTable } from '#modules/classes/index.ts'
import { collatorOf, type NamesByPerson, namesByPerson } from '#modules/people/index.ts'
import type { Hands } from './faces.ts'
import * as queries from './partners.queries.ts'

const unique = <T>(some: readonly (T | null)[]) => [...new Set(some.flatMap((one) => one ?? []))]

type Found = Awaited<ReturnType<typeof queries.partners>>
const teachersOf = (rows: Found, classId: string, { someone }: NamesByPerson) =>
  unique(rows.filter((row) => row.classId === classId).map(({ teacherId }) => teacherId)).flatMap((id) => someone(id) ?? [])

/** The names of children and teachers, and what the classes are called. */
const wordsOf = async (hands: Hands, rows: Found) => {
  const classes = rows.flatMap(({ classId, classSealed }) =>
    classId && classSealed ? [{ id: classId, sealed: classSealed }] : [],
  )
  const people = rows.flatMap(({ pupilId, pupilSealed, teacherId, teacherSealed }) => [
    { id: pupilId, sealed: pupilSealed },
    ...(teacherId ? [{ id: teacherId, sealed: teacherSealed }] : []),
  ])
  const [labels, names] = await Promise.all([
    hands.vault.open(hands.tx, hands.schoolId, classTable, classes),
    namesByPerson(hands, people),
  ])
  return { names, labelOf: new Map(classes.map(({ id }, nth) => [id, labels[nth]?.label ?? ''])) }
}

export const partners = action(listPartners, async ({ tx, actor, vault }) => {
  const [rows, rules] = await Promise.all([queries.partners(tx), queries.rules(tx)])
  const { names, labelOf } = await wordsOf({ tx, vault, schoolId: actor.schoolId! }, rows)
  const begins = (line: string) => rules.some((rule) => rule.line === line && rule.familyMay === 'begin')
  const pupils = []
  for (const pupilId of unique(rows.map((row) => row.pupilId))) {
    const isSelf = pupilId === actor.personId
    const own = begins(isSelf ? 'teacher_pupil' : 'teacher_guardian') ? rows.filter((row) => row.pupilId === pupilId) : []
    pupils.push({
      pupil: names.someone(pupilId) ?? { id: pupilId, display: '' },
      isSelf,
      together: isSelf ? 0 : (await queries.partnersBeside(tx, pupilId)).length,
      classes: unique(own.map(({ classId }) => classId)).map((id) => ({
        ...{ id, label: labelOf.get(id) ?? '', teachers: teachersOf(own, id, names) },
      })),
      office: begins(isSelf ? 'office_pupil' : 'office_guardian'),
    })
  }
  return { pupils }
})

/** Families with names, in the order of the school's language, and to whom of them the table of the school lets it write. */
const familiesShown = async (hands: Hands, found: Promise<queries.Family[]>) => {
  const [rows, rules, school] = await Promise.all([found, queries.rules(hands.tx), schoolOf(hands.tx)])
  const { someone } = await namesByPerson(
    hands,
    rows.flatMap(({ pupilId, pupilSealed, guardianId, guardianSealed }) => [
      { id: pupilId, sealed: pupilSealed },
      ...(guardianId ? [{ id: guardianId, sealed: guardianSealed }] : []),
    ]),
  )
  const { compare } = collatorOf(school.locale)
  const pupils = unique(rows.map(({ pupilId }) => pupilId)).map((pupilId) => ({
    pupil: someone(pupilId) ?? { id: pupilId, display: '' },
    guardians: rows
      .filter((row) => row.pupilId === pupilId)
      .flatMap(({ guardianId, hasAccount, knowsOthers }) => {
        const one = someone(guardianId)
        return one ? [{ ...one, hasAccount, isTogether: knowsOthers }] : []
      }),
  }))
  const begins = (of: string) => rules.some(({ line, schoolMay }) => line.endsWith(of) && schoolMay === 'begin')
  return {
    pupils: pupils.sort((a, b) => compare(a.pupil.display, b.pupil.display)),
    can: { guardians: begins('guardian'), pupils: begins('pupil') },
  }
}

export const families = action(listFamilies, async ({ tx, actor, vault, params: { id }, emit }) => {
  const shown = await familiesShown({ tx, vault, schoolId: actor.schoolId! }, queries.familiesOf(tx, id))
  emit('class.list_read', { classId: id })
  return shown
})

export const unplaced = action(listUnplaced, async ({ tx, actor, vault, emit }) => {
  const schoolId = actor.schoolId!
  const shown = await familiesShown({ tx, vault, schoolId }, queries.unplaced(tx))
  const members = shown.pupils.flatMap(({ pupil, guardians }) => [pupil.id, ...guardians.map(({ id }) => id)])
  const audience = await queries.wholeSchool(tx, schoolId)
  const about = members.length > 0 ? { audience, members: [...new Set(members)] } : {}
  emit('conversation.unplaced_read', { results: shown.pupils.length }, about)
  return shown
})
