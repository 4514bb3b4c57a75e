import { folded } from '#modules/people/index.ts'
import { unhurried } from '#vault/pace.ts'
import type { Board, Entry } from './board.ts'
import type { Roster, RosterClass } from './package/roster.ts'
import { grantedRoles, markOf, spanIn } from './words.ts'

/** A school year of ours; `isNew` where the package brings the first classes of it. */
export type Year = { id: string; from: string; to: string; isNew: boolean }

/** A class that no source has. */
export type OwnClass = { id: string; schoolYearId: string; label: string }

type Span = { from: string; to: string }

const day = 86_400_000
const nextDay = (date: string) => new Date(Date.parse(date) + day).toISOString().slice(0, 10)

/** From a term up to its school year: the widest span that its ancestors have. */
const spanOf = (sessionIds: readonly string[], board: Board): Span | undefined => {
  let span: Span | undefined
  for (const id of sessionIds) {
    let at: string | undefined = id
    for (let height = 0; at && height < 10; height++) {
      const note: Entry['note'] | undefined = board.entry('session', at)?.note
      if (note?.from && note.to)
        span = { from: span && span.from < note.from ? span.from : note.from, to: span && span.to > note.to ? span.to : note.to }
      at = note?.parent
    }
  }
  return span
}

const overlap = (a: Span, b: Span) => {
  const [from, to] = [a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to]
  return Date.parse(to) - Date.parse(from)
}

const yearFor = (span: Span, years: Year[], newId: () => string): Year => {
  const [best] = years.filter((year) => overlap(span, year) >= 0).sort((a, b) => overlap(span, b) - overlap(span, a))
  if (best) return best
  const year = { id: newId(), from: span.from, to: span.to > span.from ? span.to : nextDay(span.from), isNew: true }
  years.push(year)
  return year
}

const matchSessions = (roster: Roster, board: Board) => {
  for (const { id, line, leaving, from, to, parentId, title, type, schoolYear } of roster.sessions) {
    if (leaving) continue
    board.see('session', id, {
      mark: markOf([title, type, schoolYear, from, to, parentId]),
      line,
      note: { from, to, ...(parentId && { parent: parentId }), said: [title, type, schoolYear] },
    })
  }
}

const placeOf = (schoolYearId: string, label: string) => `${schoolYearId} ${folded(label.trim())}`

/** The one class of that name and year that no source has; each is found once. */
const finder = (own: readonly OwnClass[]) => {
  const at = Map.groupBy(own, ({ schoolYearId, label }) => placeOf(schoolYearId, label))
  return (yearId: string, title: string): string | undefined => {
    const place = placeOf(yearId, title)
    const [only, another] = at.get(place) ?? []
    if (!only || another) return undefined
    at.delete(place)
    return only.id
  }
}

type World = { years: Year[]; ownClasses: readonly OwnClass[]; today: string; newId: () => string }
type Finding = { year: () => Year; find: ReturnType<typeof finder>; newId: () => string }

const matchClass = (row: RosterClass, span: Span, board: Board, { year, find, newId }: Finding) => {
  const { id, line, title, code = '', type, grades, courseId, orgId, sessionIds } = row
  const said = [title, code, type, grades.join(','), courseId, orgId, sessionIds.join(',')]
  const known = board.entry('class', id)
  const foundId = known ? undefined : find(year().id, title)
  const isFound = known ? known.note.found : foundId !== undefined
  const entry = board.see('class', id, {
    mark: markOf(said),
    line,
    note: { from: span.from, said, ...(isFound && { found: true }) },
  })
  if (isFound) Object.assign(entry, { targetId: entry.targetId ?? foundId })
  else if (entry.change === 'add') Object.assign(entry, { act: 'make', targetId: newId(), schoolYearId: year().id })
  else if (entry.change) Object.assign(entry, { act: 'alter' })
  if (entry.act || entry.change === 'add') entry.content = { label: title }
}

/**
 * Sessions, school years and classes. A class goes to the school year that its terms share most days with; if the school has one of that name there
 * which no source has, it is that one.
 */
export const matchClasses = (roster: Roster, board: Board, { years, ownClasses, today, newId }: World) => {
  matchSessions(roster, board)
  const find = finder(ownClasses)
  const spans = roster.classes.map((row) => ({ row, span: spanOf(row.sessionIds, board) ?? { from: today, to: today } }))
  spans.sort((a, b) => overlap(b.span, b.span) - overlap(a.span, a.span))
  for (const { row, span } of spans) {
    const known = board.entry('class', row.id)
    if (!row.leaving) matchClass(row, span, board, { year: () => yearFor(span, years, newId), find, newId })
    else if (known) board.leave(known)
  }
}

/** Places in classes. Two rows of the source that say the same become one place of ours. */
export const matchEnrolments = async (
  roster: Roster,
  board: Board,
  today: string,
  newId: () => string,
  notKept: (line: number) => void,
) => {
  const places = new Map<string, string>()
  for (const { targetId, personId, note, live } of board.entries('enrolment'))
    if (live && targetId) places.set(`${note.classId} ${personId} ${note.role}`, targetId)
  const pace = unhurried()
  for (const row of roster.enrolments) {
    if (pace.isTime()) await pace.rest()
    const known = board.entry('enrolment', row.id)
    const [klass, person, role] = [board.entry('class', row.classId), board.entry('person', row.userId), grantedRoles[row.role]]
    if (row.leaving || !klass?.targetId || !person?.targetId || !person.live) {
      if (known?.live) board.leave(known)
    } else if (role !== 'pupil' && role !== 'teacher') notKept(row.line)
    else {
      const [classId, personId] = [klass.targetId, person.targetId]
      const mark = markOf([row.classId, row.userId, row.role, row.from, row.to])
      const entry = board.see('enrolment', row.id, { mark, line: row.line, note: { classId, role, ...spanIn(row) } })
      const place = `${classId} ${personId} ${role}`
      const target = places.get(place) ?? (entry.change === 'return' ? entry.targetId : undefined) ?? newId()
      places.set(place, target)
      const from = row.from ?? klass.note.from ?? today
      entry.personId = personId
      entry.targetId = target
      entry.fromOn = row.to && row.to < from ? row.to : from
      entry.untilOn = row.to
    }
  }
}
