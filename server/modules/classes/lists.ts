import type { ListAsked, ListedRow, Lists } from '#kernel/lists.ts'
import { openNames } from '#modules/people/index.ts'
import { classesAmong, members } from './classes.queries.ts'
import * as joining from './joining.queries.ts'
import { matchesOf } from './matching.ts'
import { joinRequestTable } from './sealed.ts'

/** The pupils of a class among these. */
const pupilsOf = async ({ tx, schoolId, rows, of }: ListAsked): Promise<ListedRow[]> => {
  const pupils = await members(tx, schoolId, [of], ['pupil'])
  return pupils.filter(({ id }) => rows.includes(id)).map(({ id }) => ({ id, people: [id] }))
}

/** A row about a class is about nobody by name. */
const classes = async ({ tx, schoolId, rows }: ListAsked): Promise<ListedRow[]> =>
  (await classesAmong(tx, schoolId, rows)).map(({ id }) => ({ id, people: [] }))

/** Requests name a child as a family typed it: they are about whoever of the class may be meant. */
const requests = async ({ tx, vault, schoolId, rows }: ListAsked): Promise<ListedRow[]> => {
  const waiting = (await joining.requests(tx, schoolId, false)).filter(({ id }) => rows.includes(id))
  const pupils = await members(tx, schoolId, [...new Set(waiting.map(({ classId }) => classId))], ['pupil'])
  const [names, asked] = await Promise.all([
    openNames(tx, vault, schoolId, pupils),
    vault.open(tx, schoolId, joinRequestTable, waiting),
  ])
  const candidates = pupils.map(({ id, classId }, nth) => ({ id, classId, names: names[nth]! }))
  return waiting.map(({ id, classId }, nth) => {
    const ofClass = candidates.filter((one) => one.classId === classId)
    return { id, people: matchesOf(asked[nth]!.child, ofClass).map((one) => one.id) }
  })
}

export const classLists: Lists = {
  class: { shownBy: 'class.read', rows: pupilsOf },
  classes: { shownBy: 'class.list', rows: classes },
  requests: { shownBy: 'class.join_request.list', rows: requests },
}
