import { type GuardianField, type ListShape, mostGuardians, type PersonField } from '#contract/roster-columns.ts'
import type { RosterProblem } from '#contract/roster-problems.ts'
import { cellProblem } from '../package/cells.ts'
import type { Column } from '../package/columns.ts'
import { type Limits, limits as usualLimits } from '../package/limits.ts'
import { noProblems, type Problems, Unreadable, unlessUnreadable } from '../package/problems.ts'
import type { Roster } from '../package/roster.ts'
import type { Row } from '../package/table.ts'
import { adultsIn } from './adults.ts'
import {
  adultListsIn,
  type Columns,
  hasNames,
  headingLine,
  type ListWishes,
  type Meanings,
  mostBefore,
  readColumns,
  shapeOf,
} from './columns.ts'
import { families, type NamedGuardian, partsOfName, userOf } from './families.ts'
import { type Heading, nameOf, roleOf } from './headings.ts'
import { plain } from './plain.ts'
import { file, type Source, sourceOf } from './sources.ts'

const orgId = 'school'

const holds = (heading: Heading): Column => ({ holds: heading.field === 'email' ? 'email' : 'text' })

/** A telephone number with the code of its country begins like a formula, and is none. */
const isNumber = ({ field }: Heading, cell: string) => field === 'phone' && /^\+[\d\s()./-]+$/.test(cell)

const likeDate =
  /^(\d{4}-\d{2}-\d{2}|\d{1,2}-(jan|f[eé]v|feb|mar|a[pv]r|ma[iyj]|jun|juin|jui?l|aug|ao[uû]|sep|o[ck]t|nov|d[eé]c)\p{L}*\.?|\d{1,2}月\d{1,2}日)$/iu // what a spreadsheet makes of a class called 3-1

/** The cells of a row by what they hold; a cell that cannot be kept is blank and has a problem. */
const readCells = ({ line, cells }: Row, { held }: Columns, limits: Limits, problems: Problems) => {
  const said = new Map<string, string>()
  for (const [nth, heading] of held.entries()) {
    const cell = (cells[nth] ?? '').normalize('NFC').trim()
    if (!heading || cell === '') continue
    const found = cellProblem(cell, holds(heading), '1.2', limits)
    const code = found === 'roster.formula_like' && isNumber(heading, cell) ? undefined : found
    if (code) problems.add(code, { file, line, column: nameOf(heading) })
    if ((heading.field === 'class' || heading.field === 'grade') && likeDate.test(cell))
      problems.add('roster.class_like_date', { file, line, column: nameOf(heading) })
    if (!code || code === 'roster.formula_like' || code === 'roster.character_lost') said.set(nameOf(heading), cell)
  }
  const cell = (column: string) => said.get(column) ?? ''
  const person = (field: PersonField) => said.get(field) ?? ''
  const guardian = (nth: number, field: GuardianField) => said.get(`guardian ${nth} ${field}`) ?? ''
  return { person, guardian, cell }
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
    if (role !== 'student') return
    for (const guardian of guardiansIn(said)) addGuardian(user, guardian)
    roster.adults?.rows.push(...adultsIn(said.cell, { userId: id, line, file }, problems))
  }
}

/** How the list was understood: its columns, and what of that was said by hand, to be remembered. */
export type Understood = { shape: ListShape; meanings: Meanings }

type Reading = { roster: Roster; bounds: Limits; wishes: ListWishes; problems: Problems; yearFrom: string }

/** The rows of people, once the first lines have said where the headings are. */
const reader = (source: Source, { roster, bounds, wishes, problems, yearFrom }: Reading) => {
  const collect = collecting(roster, yearFrom, problems)
  const { headless = false } = wishes
  const first: Row[] = []
  let columns: Columns | undefined
  let understood: Understood | undefined
  let rows = 0
  const take = (row: Row, { held }: Columns) => {
    rows += 1
    if (rows > bounds.rows) throw new Unreadable('roster.too_many_rows', { file, line: row.line })
    if (row.cells.length > held.length) return problems.add('roster.row_ragged', { file, line: row.line })
    collect(readCells(row, { held, meanings: {} }, bounds, problems), row.line)
  }
  const begin = () => {
    const people = headless ? first : first.slice(headingLine(first, wishes))
    columns = readColumns(people, wishes, file, problems)
    understood = {
      shape: { sheets: source.sheets, sheet: source.sheet, columns: shapeOf(people, columns, headless) },
      meanings: columns.meanings,
    }
    const lists = adultListsIn(columns)
    if (lists.size > 0) roster.adults = { lists, rows: [] }
    if (!hasNames(columns)) throw new Unreadable('roster.list_without_names', { file, line: people[0]?.line ?? 1 })
    for (const row of headless ? people : people.slice(1)) take(row, columns)
  }
  return {
    row: (row: Row) => {
      if (columns) return take(row, columns)
      first.push(row)
      if (first.length >= mostBefore) begin()
    },
    end: () => {
      if (!columns) begin()
    },
    understood: () => understood,
  }
}

const readRows = async (source: Source, reading: Reading, tell: (understood: Understood | undefined) => void) => {
  const { roster, problems, bounds } = reading
  const into = reader(source, reading)
  try {
    await source.eachRow(problems, bounds, into.row)
    into.end()
  } finally {
    tell(into.understood())
  }
  const taught = new Set(roster.enrolments.filter(({ role }) => role === 'teacher').map(({ classId }) => classId))
  for (const { id, line } of roster.classes) if (!taught.has(id)) problems.add('roster.class_without_teacher', { file, line })
  return roster
}

/** Reads a plain list, one person a row, by its headings; `yearFrom` tells this year's 4B from last year's. */
export const readList = async (
  bytes: Buffer,
  yearFrom: string,
  wishes: ListWishes = {},
  bounds: Limits = usualLimits,
): Promise<{ roster: Roster | undefined; problems: RosterProblem[]; understood: Understood | undefined }> => {
  const problems = noProblems()
  let understood: Understood | undefined
  const roster = await unlessUnreadable(problems, async () => {
    const reading = { roster: emptyRoster(), bounds, wishes, problems, yearFrom }
    return readRows(await sourceOf(bytes, wishes, bounds, problems), reading, (told) => {
      understood = told
    })
  })
  return { roster: problems.hasErrors() ? undefined : roster, problems: problems.list, understood }
}
