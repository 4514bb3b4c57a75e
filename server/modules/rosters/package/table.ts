import { pipeline } from 'node:stream/promises'
import { CsvError, type CsvErrorCode, type InfoRecord, parse } from 'csv-parse'
import type { RosterProblemCode } from '#contract/roster-problems.ts'
import type { PackedFile } from './archive.ts'
import type { Limits } from './limits.ts'
import { type Problems, Unreadable } from './problems.ts'
import { encodingOf, firstLine, textOf } from './text.ts'

/** One row as it stands in the file; `line` is where it begins. */
export type Row = { line: number; cells: string[] }

const codes: Partial<Record<CsvErrorCode, RosterProblemCode>> = {
  CSV_QUOTE_NOT_CLOSED: 'roster.quote_not_closed',
  CSV_MAX_RECORD_SIZE: 'roster.row_too_long',
}

const separatorOf = (header: string) => (header.split(';').length > header.split(',').length ? ';' : ',')

const parserFor = (separator: string, limits: Limits, visit: (cells: string[], info: InfoRecord) => void) =>
  parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: limits.rowBytes,
    on_record: (cells: string[], info) => {
      visit(cells, info)
      return null
    },
  })

const isBlank = (cells: string[]) => cells.length === 1 && cells[0]?.trim() === ''

/** What the parser says of a broken row quotes the row: only its kind and its place leave this function. */
const unreadable = (error: unknown, file: string, line: number) =>
  error instanceof CsvError ? new Unreadable(codes[error.code] ?? 'roster.quote_misplaced', { file, line }) : error

/** Reads a file row by row, header first; never holds more than one row. */
export const eachRow = async (file: PackedFile, problems: Problems, limits: Limits, visit: (row: Row) => void) => {
  const encoding = await encodingOf(file, problems)
  const separator = separatorOf(await firstLine(file, encoding))
  if (separator === ';') problems.add('roster.separator_semicolon', { file: file.name, line: 1 })
  let line = 1
  const parser = parserFor(separator, limits, (cells, info) => {
    if (!isBlank(cells)) visit({ line, cells })
    line = info.lines + 1
  })
  try {
    await pipeline(textOf(file, encoding), parser.resume())
  } catch (error) {
    throw unreadable(error, file.name, line)
  }
}
