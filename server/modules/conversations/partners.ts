import { listFamilies, listGroupFamilies, listPartners, listUnplaced } from '#contract/conversation-partners.ts'
import { action } from '#kernel/action.ts'
import { schoolOf } from '#kernel/school.ts'
import { audienceOf } from '#modules/groups/index.ts'
import { collatorOf, type NamesByPerson, namesByPerson } from '#modules/people/index.ts'
import { labelsOf } from '#modules/posts/index.ts'
import { standing } from './conversations.queries.ts'
import type { Hands } from './faces.ts'
import * as queries from './partners.queries.ts'

const unique = <T>(some: readonly (T | null)[]) => [...new Set(some.flatMap((one) => one ?? []))]

/** Where a child stands, and one who teaches there. */
type Place = {
  kind: 'class' | 'group'
  pupilId: string
  targetId: string
  sealed: Buffer | null
  teacher: { id: string; sealed: Buffer | null } | null
}

const ofClasses = (rows: Awaited<ReturnType<typeof queries.partners>>): Place[] =>
  rows.flatMap(({ pupilId, classId, classSealed, teacherId, teacherSealed }) =>
    classId
      ? [
          {
            ...{ kind: 'class' as const, pupilId, targetId: classId, sealed: classSealed },
            teacher: teacherId ? { id: teacherId, sealed: teacherSealed } : null,
          },
        ]
      : [],
  )
const ofGroups = (rows: Awaited<ReturnType<typeof queries.groupPartners>>): Place[] =>
  rows.map(({ pupilId, groupId, groupSealed, teacherId, teacherSealed }) => ({
    ...{ kind: 'group' as const, pupilId, targetId: groupId, sealed: groupSealed },
    teacher: { id: teacherId, sealed: teacherSealed },
  }))

/** Places by what they are called, each with whoever teaches there. */
const shownPlaces = (places: readonly Place[], labels: ReadonlyMap<string, string>, { someone }: NamesByPerson) =>
  unique(places.map(({ targetId }) => targetId)).map((id) => ({
    ...{ id, label: labels.get(id) ?? '' },
    teachers: unique(places.flatMap(({ targetId, teacher }) => (targetId === id ? [teacher?.id ?? null] : []))).flatMap(
      (one) => someone(one) ?? [],
    ),
  }))

/** What the places are called, and the names of children and teachers. */
const wordsOf = (hands: Hands, rows: Awaited<ReturnType<typeof queries.partners>>, places: readonly Place[]) => {
  const pupils = rows.map(({ pupilId: id, pupilSealed: sealed }) => ({ id, sealed }))
  return Promise.all([
    labelsOf(hands, places),
    namesByPerson(hands, [...pupils, ...places.flatMap(({ teacher }) => teacher ?? [])]),
  ])
}

export const partners = action(listPartners, async ({ tx, actor, vault }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const [rows, groups, rules] = await Promise.all([queries.partners(tx), queries.groupPartners(tx), queries.rules(tx)])
  const places = [...ofClasses(rows), ...ofGroups(groups)]
  const [labels, names] = await wordsOf(hands, rows, places)
  const begins = (line: string) => rules.some((rule) => rule.line === line && rule.familyMay === 'begin')
  const pupils = []
  for (const pupilId of unique(rows.map((row) => row.pupilId))) {
    const isSelf = pupilId === actor.personId
    const as = isSelf ? 'pupil' : 'guardian'
    const those = (kind: Place['kind'], line: string) =>
      begins(line)
        ? shownPlaces(
            places.filter((one) => one.kind === kind && one.pupilId === pupilId),
            labels,
            names,
          )
        : []
    pupils.push({
      pupil: names.someone(pupilId) ?? { id: pupilId, display: '' },
      isSelf,
      together: isSelf ? 0 : (await queries.partnersBeside(tx, pupilId)).length,
      classes: those('class', `teacher_${as}`),
      groups: those('group', `group_${as}`),
      office: begins(`office_${as}`),
    })
  }
  return { pupils }
})

/** Families with names, in the order of the school's language, and whom of them the table of the school lets whoever asks write to. */
const familiesShown = async (hands: Hands, found: Promise<queries.Family[]>, by: 'teacher' | 'group' | 'office') => {
  const { tx } = hands
  const [rows, rules, school, { office }] = await Promise.all([found, queries.rules(tx), schoolOf(tx), standing(tx)])
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
  const from = office ? 'office' : by
  const begins = (of: string) => rules.some(({ line, schoolMay }) => line === `${from}_${of}` && schoolMay === 'begin')
  return {
    pupils: pupils.sort((a, b) => compare(a.pupil.display, b.pupil.display)),
    can: { guardians: begins('guardian'), pupils: begins('pupil') },
  }
}

/** Everybody who is named in a list of families, each once. */
const peopleIn = ({ pupils }: Awaited<ReturnType<typeof familiesShown>>) => [
  ...new Set(pupils.flatMap(({ pupil, guardians }) => [pupil.id, ...guardians.map(({ id }) => id)])),
]

export const families = action(listFamilies, async ({ tx, actor, vault, params: { id }, emit }) => {
  const shown = await familiesShown({ tx, vault, schoolId: actor.schoolId! }, queries.familiesOf(tx, id), 'teacher')
  emit('class.list_read', { classId: id })
  return shown
})

export const groupFamilies = action(listGroupFamilies, async ({ tx, actor, vault, params: { id }, emit }) => {
  const schoolId = actor.schoolId!
  const shown = await familiesShown({ tx, vault, schoolId }, queries.familiesOfGroup(tx, id), 'group')
  const audience = await audienceOf(tx, schoolId, id)
  const members = peopleIn(shown)
  emit('group.list_read', { groupId: id }, audience && members.length > 0 ? { audience: audience.id, members } : {})
  return shown
})

export const unplaced = action(listUnplaced, async ({ tx, actor, vault, emit }) => {
  const schoolId = actor.schoolId!
  const shown = await familiesShown({ tx, vault, schoolId }, queries.unplaced(tx), 'office')
  const members = peopleIn(shown)
  const audience = await queries.wholeSchool(tx, schoolId)
  const about = members.length > 0 ? { audience, members } : {}
  emit('conversation.unplaced_read', { results: shown.pupils.length }, about)
  return shown
})
