import { listClasses, readClass } from '#contract/classes.ts'
import type { Names } from '#contract/people.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emit } from '#kernel/facts.ts'
import { schoolOf } from '#kernel/school.ts'
import { collatorOf, openNames } from '#modules/people/index.ts'
import * as queries from './classes.queries.ts'
import { classTable } from './sealed.ts'

const years = ({ fromOn, toOn }: { fromOn: string; toOn: string }) =>
  fromOn.slice(0, 4) === toOn.slice(0, 4) ? fromOn.slice(0, 4) : `${fromOn.slice(0, 4)}–${toOn.slice(0, 4)}`

export const list = action(listClasses, async ({ tx, actor, vault }) => {
  const schoolId = actor.schoolId!
  const [rows, school] = await Promise.all([queries.classes(tx, schoolId), schoolOf(tx)])
  const ids = rows.map(({ id }) => id)
  const teachers = await queries.members(tx, schoolId, ids, ['teacher', 'substitute'])
  const [labels, names] = await Promise.all([
    vault.open(tx, schoolId, classTable, rows),
    openNames(tx, vault, schoolId, teachers),
  ])
  const { compare } = collatorOf(school.locale)
  const classes = rows.map(({ sealed: _, fromOn, toOn, ...row }, at) => ({
    ...row,
    label: labels[at]!.label,
    year: years({ fromOn, toOn }),
    teachers: teachers.flatMap((teacher, nth) => (teacher.classId === row.id ? [names[nth]!.display] : [])),
  }))
  return { classes: classes.sort((a, b) => compare(a.label, b.label)) }
})

type Read = { id: string; mayShowKey: boolean }

/** Who teaches or runs the school read about everyone on the list; a family about its own child (or oneself), and in its own file. */
const tellRead = (
  emit: Emit,
  { id, mayShowKey }: Read,
  readerId: string | null,
  audience: string | undefined,
  people: readonly { id: string; role: string }[],
) => {
  if (mayShowKey) {
    const members = people.map((person) => person.id)
    return emit('class.list_read', { classId: id }, audience && members.length ? { audience, members } : {})
  }
  const pupils = people.filter(({ role }) => role === 'pupil')
  const own = pupils.some((pupil) => pupil.id === readerId) ? pupils.filter((pupil) => pupil.id === readerId) : pupils
  for (const pupil of own) emit('class.list_read', { classId: id }, { subject: pupil.id, own: true })
}

const shownAs = ({ display, sort }: Names) => ({ display, sort })

export const read = action(readClass, async ({ tx, actor, vault, params, emit }) => {
  const schoolId = actor.schoolId!
  const [row, people, school, audience] = await Promise.all([
    queries.classById(tx, schoolId, params.id),
    queries.members(tx, schoolId, [params.id], ['teacher', 'substitute', 'pupil']),
    schoolOf(tx),
    queries.audienceOf(tx, schoolId, params.id),
  ])
  const found = row ?? refuse('not_found')
  const [labels, contents] = await Promise.all([
    vault.open(tx, schoolId, classTable, [found]),
    openNames(tx, vault, schoolId, people),
  ])
  const { compare } = collatorOf(school.locale)
  const named = people.map(({ id, role, guardians }, at) => ({ id, role, guardians, ...shownAs(contents[at]!) }))
  named.sort((a, b) => compare(a.sort, b.sort))
  const pupils = named.flatMap(({ role, ...pupil }) => (role === 'pupil' ? [pupil] : []))
  const teachers = named.flatMap(({ role, guardians: _, ...teacher }) => (role === 'pupil' ? [] : [teacher]))
  tellRead(emit, found, actor.personId, audience?.id, named)
  const can = { showKey: found.mayShowKey, printSlips: found.mayPrintSlips }
  return { id: found.id, label: labels[0]!.label, year: years(found), teachers, pupils, can }
})
