import type { RosterProblemCode } from '#contract/roster-problems.ts'
import type { Column } from './columns.ts'
import type { Limits } from './limits.ts'
import { open, type Version, type Vocabulary, vocabularies } from './vocabulary.ts'

const day = /^(\d{4})-(\d{2})-(\d{2})$/
const instant = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/

const isDay = (cell: string) => {
  const [, year, month, date] = day.exec(cell) ?? []
  if (!year || !month || !date) return false
  const time = new Date(`${cell}T00:00:00Z`)
  return time.getUTCMonth() + 1 === Number(month) && time.getUTCDate() === Number(date) && year >= '1900' && year < '2200'
}

const isListed = (cell: string, version: Version, of: Vocabulary) => {
  const words: readonly string[] = vocabularies[version][of]
  return words.includes(cell) || (open.has(of) && /^ext:\S{1,64}$/.test(cell))
}

/** The parts of a cell that holds several values. */
export const partsOf = (cell: string) => {
  const parts = cell.split(',').map((part) => part.trim())
  return parts.filter((part) => part !== '')
}

const typed = (cell: string, column: Column, version: Version, limits: Limits): RosterProblemCode | undefined => {
  if (column.holds === 'date') return isDay(cell) ? undefined : 'roster.date_wrong'
  if (column.holds === 'timestamp') return isDay(instant.exec(cell)?.[1] ?? '') ? undefined : 'roster.timestamp_wrong'
  if (column.holds === 'boolean') return cell === 'true' || cell === 'false' ? undefined : 'roster.boolean_wrong'
  if (column.holds === 'year') return /^(19|20|21)\d{2}$/.test(cell) ? undefined : 'roster.year_wrong'
  if (column.holds === 'word') return column.of && isListed(cell, version, column.of) ? undefined : 'roster.value_not_listed'
  if (column.holds === 'email') return /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(cell) ? undefined : 'roster.email_wrong'
  const ids = column.holds === 'id' ? [cell] : column.holds === 'ids' ? partsOf(cell) : []
  return ids.some((one) => one.length > limits.idLength) ? 'roster.id_too_long' : undefined
}

/** What is wrong with the letters of a cell, whatever it holds. */
export const lettersProblem = (cell: string): RosterProblemCode | undefined => {
  if (cell.includes('\0')) return 'roster.nul'
  if (control.test(cell)) return 'roster.character_forbidden'
  return cell.includes('\ufffd') ? 'roster.character_lost' : undefined
}

/** What is wrong with a cell that is not blank; `undefined` when nothing is. */
export const cellProblem = (cell: string, column: Column, version: Version, limits: Limits): RosterProblemCode | undefined => {
  if (Buffer.byteLength(cell) > limits.cellBytes) return 'roster.cell_too_long'
  const letters = lettersProblem(cell)
  if (letters) return letters
  const formula = (column.holds === 'text' || column.holds === 'texts') && /^[=+\-@]/.test(cell)
  return typed(cell, column, version, limits) ?? (formula ? 'roster.formula_like' : undefined)
}
