import type { RosterProblem } from '#contract/roster-problems.ts'
import { cellProblem } from '../package/cells.ts'
import type { Column } from '../package/columns.ts'
import { type Limits, limits as usualLimits } from '../package/limits.ts'
import { noProblems, type Problems, Unreadable, unlessUnreadable } from '../package/problems.ts'
import type { Roster } from '../package/roster.ts'
import { eachRow, type Row } from '../package/table.ts'
import { families, type NamedGuardian, partsOfName, userOf } from './families.ts'
import { type GuardianField, type Heading, headingOf, mostGuardians, type PersonField, plain, roleOf } from './headings.ts'

/** The name that a plain list has in what is said about it. */
const file = 'list.csv'
const orgId = 'school'

type Columns = (Heading | undefined)[]

const nameOf = (heading: Heading) => (heading.of === 'person' ? heading.field : `guardian ${heading.nth} ${heading.field}`)

/** Telephone numbers are looked at to tell people apart, and kept nowhere. */
const readHeadings = ({ line, cells }: Row, problems: Problems): Columns => {
  const columns = cells.map(headingOf)
  const names = columns.map((heading) => heading && nameOf(heading))
  if (!names.some((name) => name === 'name' || name === 'given' || name === 'family'))
    throw new Unreadable('roster.list_without_names', { file, line })
  for (const [nth, name] of names.entries()) {
    if (name === undefined) problems.add('roster.column_not_read', { file, line, column: `#${nth + 1}` })
    else if (names.indexOf(name) !== nth) problems.add('roster.column_twice', { file, line, column: name })
  }
  return columns
}

const holds = (heading: Heading): Column => ({ holds: heading.field === 'email' ? 'email' : 'text' })

/** The cells of a row by what they hold; a cell that cannot be kept is blank and has a problem. */
const readCells = ({ line, cells }: Row, columns: Columns, limits: Limits, problems: Problems) => {
  const said = new Map<string, string>()
  for (const [nth, heading] of columns.entries()) {
    const cell = (cells[nth] ?? '').normalize('NFC').trim()
    if (!heading || cell === '') continue
    const code = cellProblem(cell, holds(heading), '1.2', limits)
    if (code) problems.add(code, { file, line, column: nameOf(heading) })
    if (!code || code === 'roster.formula_like' || code === 'roster.character_lost') said.set(nameOf(heading), cell)
  }
  const person = (field: PersonField) => said.get(field) ?? ''
  const guardian = (nth: number, field: GuardianField) => said.get(`guardian ${nth} ${field}`) ?? ''
  return { person, guardian }
}

type Said = ReturnType<typeof readCells>

const guardiansIn = ({ guardian }: Said): NamedGuardian[] =>
  Array.from({ length: mostGuardians }, (_, at) => at + 1)
    .map((nth) => ({
      nth,
      ...{ name: guardian(nth, 'name'), email: guardian(nth, 'email') },
      ...{ phone: guardian(nth, 'phone'), relation: guardian(nth, 'relation') },
    }))
    .filter(({ name, email, phone }) => name || email || phone)

const namesIn = ({ person }: Said) => {
  const given = person('given')
  const family = person('family')
  if (given || family) return { givenName: given || family, familyName: given ? family : '' }
  return partsOfName(person('name'))
}

const kanaIn = ({ person }: Said) => {
  const { givenName, familyName } = person('kana') ? partsOfName(person('kana')) : { givenName: '', familyName: '' }
  return {
    kanaGivenName: person('kanaGiven') || givenName || undefined,
    kanaFamilyName: person('kanaFamily') || familyName || undefined,
  }
}

const emptyRoster = (): Roster => ({
  version: '1.2',
  modes: { users: 'bulk', roles: 'bulk', classes: 'bulk', enrollments: 'bulk' },
  ...{ orgs: [], sessions: [], courses: [], classes: [], users: [], roles: [], enrolments: [] },
})

const collecting = (roster: Roster, yearFrom: string, problems: Problems) => {
  const ids = new Set<string>()
  const classes = new Set<string>()
  const addGuardian = families(roster, orgId, problems)
  const place = (label: string, userId: string, role: string, line: number) => {
    const classId = `class ${yearFrom} ${plain(label)}`
    const row = { line, leaving: false, orgId }
    if (!classes.has(classId))
      roster.classes.push({
        ...row,
        id: classId,
        title: label,
        code: undefined,
        type: 'homeroom',
        grades: [],
        courseId: '',
        sessionIds: [],
      })
    classes.add(classId)
    const span = { from: undefined, to: undefined }
    roster.enrolments.push({ ...row, ...span, id: `${userId} ${classId}`, classId, userId, role, primary: true })
  }
  return (said: Said, line: number) => {
    const [names, email, role] = [namesIn(said), said.person('email'), roleOf(said.person('role'))]
    if (!names.givenName) return problems.add('roster.cell_required', { file, line, column: 'name' })
    if (!role) return problems.add('roster.role_not_granted', { file, line, column: 'role' })
    const id = said.person('id') || email || `${names.givenName} ${names.familyName}`
    if (ids.has(id.toLowerCase()))
      return problems.add('roster.id_twice', { file, line, column: said.person('id') ? 'id' : 'name' })
    ids.add(id.toLowerCase())
    const grade = said.person('grade')
    const user = userOf(id, line, { ...names, ...kanaIn(said), email: email || undefined, grades: grade ? [grade] : [] })
    roster.users.push(user)
    const row = { line, leaving: false, userId: id, primary: true, orgId, from: undefined, to: undefined }
    roster.roles.push({ ...row, id: `role ${id}`, role })
    for (const label of said.person('class').split(/[,;、]/)) if (label.trim()) place(label.trim(), id, role, line)
    if (role === 'student') for (const guardian of guardiansIn(said)) addGuardian(user, guardian)
  }
}

const readRows = async (bytes: Buffer, yearFrom: string, limits: Limits, problems: Problems) => {
  if (bytes.length > limits.packageBytes) throw new Unreadable('roster.package_too_large')
  const roster = emptyRoster()
  const collect = collecting(roster, yearFrom, problems)
  let columns: Columns | undefined
  let rows = 0
  async function* read() {
    yield bytes
  }
  await eachRow({ name: file, size: bytes.length, read }, problems, limits, (row) => {
    if (!columns) {
      columns = readHeadings(row, problems)
      return
    }
    rows += 1
    if (rows > limits.rows) throw new Unreadable('roster.too_many_rows', { file, line: row.line })
    if (row.cells.length > columns.length) return problems.add('roster.row_ragged', { file, line: row.line })
    collect(readCells(row, columns, limits, problems), row.line)
  })
  if (!columns) throw new Unreadable('roster.list_without_names', { file, line: 1 })
  const taught = new Set(roster.enrolments.filter(({ role }) => role === 'teacher').map(({ classId }) => classId))
  for (const { id, line } of roster.classes) if (!taught.has(id)) problems.add('roster.class_without_teacher', { file, line })
  return roster
}

/** Reads a plain list, one person a row, by its headings; `yearFrom` tells this year's 4B from last year's. */
export const readList = async (
  bytes: Buffer,
  yearFrom: string,
  limits: Limits = usualLimits,
): Promise<{ roster: Roster | undefined; problems: RosterProblem[] }> => {
  const problems = noProblems()
  const roster = await unlessUnreadable(problems, () => readRows(bytes, yearFrom, limits, problems))
  return { roster: problems.hasErrors() ? undefined : roster, problems: problems.list }
}

/** Whether these bytes are a package rather than a list. */
export const isPacked = (bytes: Buffer): boolean => bytes.subarray(0, 2).toString('latin1') === 'PK'
