import { type Column, type Columns, kanaColumns } from './columns.ts'
import { type Problems, Unreadable } from './problems.ts'
import type { Row } from './table.ts'

/** A column of a file as it stands there. */
export type Heading = { name: string; column: Column }

const speakable = /^[A-Za-z][A-Za-z0-9_.:-]{0,63}$/
const metadata = /^metadata\.[A-Za-z0-9_.:-]{1,100}$/

const columnNamed = (name: string, columns: Columns): Column | undefined =>
  columns[name] ?? (metadata.test(name) ? (kanaColumns[name] ?? { holds: 'closed' }) : undefined)

/** A first row without any known name is a row of people, not a header: nothing of it is repeated. */
const refuseRowOfPeople = (names: string[], columns: Columns, file: string, line: number) => {
  const lower = new Set(Object.keys(columns).map((name) => name.toLowerCase()))
  const hits = names.filter((name) => lower.has(name.toLowerCase())).length
  if (hits * 2 < names.length || hits === 0) throw new Unreadable('roster.header_missing', { file, line })
}

const unknownName = (
  name: string,
  position: number,
  columns: Columns,
  problems: Problems,
  at: { file: string; line: number },
) => {
  const meant = Object.keys(columns).find((one) => one.toLowerCase() === name.toLowerCase())
  if (meant) problems.add('roster.column_case', { ...at, column: name, value: meant })
  else problems.add('roster.column_unknown', { ...at, column: speakable.test(name) ? name : `#${position + 1}` })
}

/** Compares a file's first row with the columns of its version; a file with a wrong header is not read further. */
export const readHeader = ({ line, cells }: Row, file: string, columns: Columns, problems: Problems): Heading[] | undefined => {
  const names = cells.map((cell) => cell.trim())
  refuseRowOfPeople(names, columns, file, line)
  const headings: Heading[] = []
  const seen = new Set<string>()
  let good = true
  const wrong = (report: () => void) => {
    good = false
    report()
  }
  for (const [position, name] of names.entries()) {
    const column = Object.hasOwn(columns, name) || metadata.test(name) ? columnNamed(name, columns) : undefined
    if (!column) wrong(() => unknownName(name, position, columns, problems, { file, line }))
    else if (seen.has(name)) wrong(() => problems.add('roster.column_twice', { file, line, column: name }))
    seen.add(name)
    headings.push({ name, column: column ?? { holds: 'closed' } })
  }
  const lower = new Set([...seen].map((name) => name.toLowerCase()))
  for (const [name, column] of Object.entries(columns))
    if (!column.optional && !lower.has(name.toLowerCase()))
      wrong(() => problems.add('roster.column_missing', { file, line, column: name }))
  return good ? headings : undefined
}
