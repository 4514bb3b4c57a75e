import { listedAdults } from '#contract/roster-columns.ts'
import type { RosterProblem } from '#contract/roster-problems.ts'
import { rosterProblems } from '#contract/roster-problems.ts'
import { unhurried } from '#vault/pace.ts'
import { type Board, type Entry, type Link, type LinkKind, layOut } from './board.ts'
import { matchAdults } from './matching-adults.ts'
import { matchClasses, matchEnrolments, type OwnClass, type Year } from './matching-classes.ts'
import { matchGuardians, matchPeople, matchRoles } from './matching-people.ts'
import type { AdultsKnown } from './meeting-adults.ts'
import type { RosterFile } from './package/columns.ts'
import type { Known } from './package/references.ts'
import type { Roster } from './package/roster.ts'
import { vocabularies } from './package/vocabulary.ts'
import { markOf } from './words.ts'

/** Everything that an import will do, before any of it is sealed. `ends` are rows of ours that no row of the source stands for any more. */
export type Plan = {
  entries: Entry[]
  /** Roles and places of each person touched, for the person's link. */
  rows: Map<string, Entry[]>
  ends: { kind: 'role' | 'enrolment'; targetId: string; personId: string; classId: string | undefined }[]
  years: Year[]
  warnings: RosterProblem[]
  peopleKnown: number
}

const kindOf: Partial<Record<RosterFile, LinkKind>> = {
  orgs: 'org',
  academicSessions: 'session',
  courses: 'course',
  classes: 'class',
  users: 'person',
  roles: 'role',
  enrollments: 'enrolment',
}

/** Says which ids earlier packages of the source brought. */
export const knownFrom = (links: readonly Link[]): Known => {
  const ids = new Set(links.filter(({ left }) => !left).map(({ kind, externalId }) => `${kind} ${externalId}`))
  return (file, id) => file === 'userProfiles' || ids.has(`${kindOf[file]} ${id}`)
}

const warn = (file: string, line: number, word?: string): RosterProblem => {
  const listed = word !== undefined && vocabularies['1.2'].userRole.some((one) => one === word)
  const code = 'roster.role_not_granted'
  return { code, severity: rosterProblems[code], file, line, column: 'role', ...(listed && { value: word }) }
}

const matchOthers = (roster: Roster, board: Board) => {
  for (const { id, line, leaving, name, type, parentId } of roster.orgs)
    if (!leaving)
      board.see('org', id, { mark: markOf([name, type, parentId]), line, note: { said: [name, type, parentId ?? ''] } })
  for (const { id, line, leaving, title, orgId } of roster.courses)
    if (!leaving) board.see('course', id, { mark: markOf([title, orgId]), line, note: { said: [title, orgId] } })
}

/** Whoever leaves takes along roles, places and guardianships that this source gave. */
const leaveTogether = (board: Board) => {
  const gone = new Set<string>()
  for (const { live, change, targetId } of board.entries('person')) if (!live && change && targetId) gone.add(targetId)
  for (const kind of ['role', 'enrolment', 'guardianship', ...listedAdults] as const)
    for (const entry of board.entries(kind))
      if (entry.live && (gone.has(entry.personId ?? '') || gone.has(entry.note.otherId ?? ''))) board.leave(entry)
}

/** Several rows of the source may stand for one of ours: it is made with the first, altered with any, ended with the last. */
const settle = async (kind: 'role' | 'enrolment', board: Board, before: ReadonlyMap<string, Entry>) => {
  const after = new Map<string, { first: Entry; changed: Entry | undefined; reopened: Entry | undefined }>()
  const pace = unhurried()
  for (const entry of board.entries(kind)) {
    if (pace.isTime()) await pace.rest()
    if (!entry.live || !entry.targetId) continue
    const known = after.get(entry.targetId) ?? { first: entry, changed: undefined, reopened: undefined }
    if (entry.change) known.changed ??= entry
    if (entry.change === 'return' && kind === 'enrolment') known.reopened ??= entry
    after.set(entry.targetId, known)
  }
  for (const [targetId, { first, changed, reopened }] of after) {
    if (pace.isTime()) await pace.rest()
    if (reopened) reopened.act = 'alter'
    else if (!before.has(targetId)) first.act = 'make'
    else if (changed) changed.act = 'alter'
  }
  return [...before].flatMap(([targetId, { personId, note }]) =>
    after.has(targetId) || !personId ? [] : [{ kind, targetId, personId, classId: note.classId }],
  )
}

const liveTargets = (links: readonly Link[], kind: LinkKind, board: Board) => {
  const targets = new Map<string, Entry>()
  for (const link of links) {
    const entry = board.entry(kind, link.externalId)
    if (link.kind === kind && !link.left && link.targetId && entry) targets.set(link.targetId, { ...entry })
  }
  return targets
}

/** Complete files let go whatever they no longer have; people are swept where they are matched. */
const sweepWhole = ({ version, modes }: Roster, board: Board) => {
  const files = { ...kindOf, ...(version === '1.1' && { roles: undefined }) }
  for (const file of ['orgs', 'academicSessions', 'courses', 'classes', 'enrollments', 'roles'] as const) {
    const kind = files[file]
    if (kind && modes[file] === 'bulk') board.sweep(kind)
  }
  if (version === '1.1' && modes.users === 'bulk') board.sweep('role')
}

/** All roles and places of those who are touched in any way. */
const rowsOf = async (board: Board) => {
  const rows = new Map<string, Entry[]>()
  const pace = unhurried()
  for (const kind of ['person', 'role', 'enrolment'] as const)
    for (const { change, personId } of board.entries(kind)) {
      if (change && personId) rows.set(personId, [])
      if (pace.isTime()) await pace.rest()
    }
  for (const kind of ['role', 'enrolment'] as const)
    for (const entry of board.entries(kind)) {
      rows.get(entry.personId ?? '')?.push(entry)
      if (pace.isTime()) await pace.rest()
    }
  return rows
}

/** What changes, and the person of whatever does. */
const entriesOf = async (board: Board, rows: Plan['rows']) => {
  const some: Entry[] = []
  const pace = unhurried()
  for (const kind of [
    'org',
    'session',
    'course',
    'class',
    'person',
    'role',
    'enrolment',
    'guardianship',
    ...listedAdults,
  ] as const)
    for (const entry of board.entries(kind)) {
      if (pace.isTime()) await pace.rest()
      if (entry.change || (kind === 'person' && entry.personId && rows.has(entry.personId))) some.push(entry)
    }
  return some
}

type World = {
  links: readonly Link[]
  years: readonly Omit<Year, 'isNew'>[]
  ownClasses: readonly OwnClass[]
  today: string
  newId: () => string
  found: ReadonlyMap<string, string>
  adults: AdultsKnown
}

/** Compares a package with what its source brought before. Nothing is read or written here. */
export const matchRoster = async (roster: Roster, world: World): Promise<Plan> => {
  const { links, years: known, ownClasses, today, newId, found, adults } = world
  const board = layOut(links, newId)
  const before = { role: liveTargets(links, 'role', board), enrolment: liveTargets(links, 'enrolment', board) }
  const years: Year[] = known.map((year) => ({ ...year, isNew: false }))
  const warnings: RosterProblem[] = []
  const rolesFile = roster.version === '1.1' ? 'users.csv' : 'roles.csv'
  matchOthers(roster, board)
  matchClasses(roster, board, { years, ownClasses, today, newId })
  await matchPeople(roster, board, newId, found)
  await matchRoles(roster, board, newId, (line, word) => warnings.push(warn(rolesFile, line, word)))
  await matchEnrolments(roster, board, today, newId, (line) => warnings.push(warn('enrollments.csv', line)))
  sweepWhole(roster, board)
  if (!roster.withoutFamilies) matchGuardians(roster, board, newId)
  matchAdults(roster, board, newId, adults, (code, line, column) =>
    warnings.push({ code, severity: rosterProblems[code], file: 'list', line, ...(column && { column }) }),
  )
  leaveTogether(board)
  for (const kind of ['guardianship', ...listedAdults] as const)
    for (const entry of board.entries(kind)) if (entry.change === 'leave') entry.act = 'end'
  const ends = [...(await settle('role', board, before.role)), ...(await settle('enrolment', board, before.enrolment))]
  const rows = await rowsOf(board)
  const entries = await entriesOf(board, rows)
  const peopleKnown = links.filter(({ kind, left }) => kind === 'person' && !left).length
  return { entries, rows, ends, years, warnings, peopleKnown }
}
