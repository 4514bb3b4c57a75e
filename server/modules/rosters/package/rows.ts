import { rosterProblems } from '#contract/roster-problems.ts'
import type { PackedFile } from './archive.ts'
import { cellProblem, partsOf } from './cells.ts'
import type { Columns, RosterFile } from './columns.ts'
import { type Heading, readHeader } from './header.ts'
import type { Limits } from './limits.ts'
import type { Mode } from './manifest.ts'
import { type Problems, Unreadable } from './problems.ts'
import type { References } from './references.ts'
import { eachRow, type Row } from './table.ts'
import { type Version, vocabularies } from './vocabulary.ts'

/** A row that passed every check of its own; cells of closed columns are blank in it. */
export type Cells = {
  line: number
  leaving: boolean
  text: (name: string) => string
  maybe: (name: string) => string | undefined
  texts: (name: string) => string[]
  yes: (name: string) => boolean
}

/** What reading a file needs to know. */
export type Sheet = { file: RosterFile; mode: Mode; version: Version; columns: Columns; limits: Limits }

/** Ids, words and days stand in many rows: one copy of each is kept, while it is of use. */
const sharing = () => {
  let known = new Map<string, string>()
  return (cell: string) => {
    const same = known.get(cell)
    if (same !== undefined) return same
    if (known.size > 100_000) known = new Map()
    known.set(cell, cell)
    return cell
  }
}

type Header = { headings: Heading[]; positions: ReadonlyMap<string, number>; share: (cell: string) => string }

const cellsOf = ({ positions }: Header, cells: string[], line: number, leaving: boolean): Cells => {
  const at = (name: string) => cells[positions.get(name) ?? -1] ?? ''
  return {
    line,
    leaving,
    text: at,
    maybe: (name) => at(name) || undefined,
    texts: (name) => partsOf(at(name)),
    yes: (name) => at(name) === 'true',
  }
}

const isAboutChange = (name: string) => name === 'status' || name === 'dateLastModified'

const checkBlank = ({ name, column }: Heading, sheet: Sheet, leaving: boolean, line: number, problems: Problems) => {
  const needed = isAboutChange(name) ? sheet.mode === 'delta' : column.required && (!leaving || name === 'sourcedId')
  if (needed) problems.add('roster.cell_required', { file: `${sheet.file}.csv`, line, column: name })
}

/** Checks one cell; answers whether its content may be kept. */
const checkCell = (cell: string, heading: Heading, sheet: Sheet, line: number, problems: Problems) => {
  const { name, column } = heading
  const place = { file: `${sheet.file}.csv`, line, column: name }
  if (isAboutChange(name) && sheet.mode === 'bulk') problems.add('roster.cell_not_blank', place)
  const code = cellProblem(cell, column, sheet.version, sheet.limits)
  if (!code) return true
  const words = code === 'roster.value_not_listed' && column.of ? vocabularies[sheet.version][column.of].join(', ') : undefined
  problems.add(code, words ? { ...place, value: words } : place)
  return rosterProblems[code] === 'warning' && code !== 'roster.email_wrong'
}

/** An apostrophe before what looks like a formula is no part of the text: exports put it there. */
const withoutGuard = (cell: string) => (cell.startsWith("'") ? cell.replace(/^'(?='*[=+\-@])/, '') : cell)

/** Trims a row, blanks its closed columns before anything looks at them, and checks what is left. */
const checkRow = ({ line, cells }: Row, header: Header, sheet: Sheet, problems: Problems, refs: References) => {
  const trimmed = header.headings.map(({ column }, i) =>
    column.holds === 'closed' ? '' : withoutGuard((cells[i] ?? '').trim().normalize('NFC')),
  )
  const leaving = sheet.mode === 'delta' && trimmed[header.positions.get('status') ?? -1] === 'tobedeleted'
  for (const [i, heading] of header.headings.entries()) {
    const cell = trimmed[i] ?? ''
    if (cell === '') checkBlank(heading, sheet, leaving, line, problems)
    else if (!checkCell(cell, heading, sheet, line, problems)) trimmed[i] = ''
    else if (!leaving) refs.refer(sheet.file, heading, cell, line)
  }
  return cellsOf(header, trimmed, line, leaving)
}

const begins = (cells: Cells) => cells.maybe('beginDate') ?? cells.maybe('startDate')

const checkTogether = (cells: Cells, sheet: Sheet, problems: Problems, refs: References) => {
  const place = { file: `${sheet.file}.csv`, line: cells.line }
  const id = cells.maybe('sourcedId')
  if (id && !refs.declare(sheet.file, id)) problems.add('roster.id_twice', { ...place, column: 'sourcedId' })
  const [from, to] = [begins(cells), cells.maybe('endDate')]
  if (from && to && to < from) problems.add('roster.ends_before_begins', { ...place, column: 'endDate' })
  if (sheet.file === 'users' && id && cells.texts('agentSourcedIds').includes(id))
    problems.add('roster.own_agent', { ...place, column: 'agentSourcedIds' })
}

/** Reads every row of one file, tells each that is complete to `keep`, and leaves a problem for each that is not. */
export const readSheet = async (
  packed: PackedFile,
  sheet: Sheet,
  problems: Problems,
  refs: References,
  keep: (cells: Cells) => void,
) => {
  const file = `${sheet.file}.csv`
  let header: Header | undefined
  let started = false
  let rows = 0
  const open = (row: Row) => {
    started = true
    const headings = readHeader(row, file, sheet.columns, problems)
    if (headings) header = { headings, positions: new Map(headings.map(({ name }, i) => [name, i])), share: sharing() }
    else refs.distrust(sheet.file)
  }
  await eachRow(packed, problems, sheet.limits, (row) => {
    if (!started) return open(row)
    if (!header) return
    rows += 1
    if (rows > sheet.limits.rows) throw new Unreadable('roster.too_many_rows', { file, line: row.line })
    if (row.cells.length !== header.headings.length) {
      refs.distrust(sheet.file)
      return problems.add('roster.row_ragged', { file, line: row.line })
    }
    const cells = checkRow(row, header, sheet, problems, refs)
    checkTogether(cells, sheet, problems, refs)
    keep(cells)
  })
  if (!started) throw new Unreadable('roster.header_missing', { file, line: 1 })
  refs.settle(sheet.file)
}
