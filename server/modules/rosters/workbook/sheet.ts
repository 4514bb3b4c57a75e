import type { Archive } from '../package/archive.ts'
import type { Limits } from '../package/limits.ts'
import { Unreadable } from '../package/problems.ts'
import type { Row } from '../package/table.ts'
import { dayOf, numberOf } from './dates.ts'
import type { Sheet, Workbook } from './parts.ts'
import { readXml, unescaped } from './xml.ts'

const mostColumns = 256

type Cell = { at: number; type: string; style: number; said: string }

/** `C5` is the third column. */
const columnOf = (reference: string) => {
  let at = 0
  for (const sign of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') at = at * 26 + sign.charCodeAt(0) - 64
  return at - 1
}

/** A cell as it is read by people. Of a formula, what it came to when the workbook was last saved. */
const textOf = ({ type, style, said }: Cell, { texts, isDate, is1904 }: Workbook): string => {
  if (type === 's') return texts[Number(said)] ?? ''
  if (type === 'e' || said === '') return '' // an error is nobody's name
  if (type === 'b') return said === '1' ? 'true' : 'false'
  if (type === 'd') return said.slice(0, 10)
  if (type === 'str' || type === 'inlineStr') return unescaped(said)
  return isDate[style] ? dayOf(said, is1904) : numberOf(said)
}

const collecting = (workbook: Workbook, file: string, visit: (row: Row) => void) => {
  let line = 0
  let last = -1
  let cells: string[] = []
  return {
    begin: (r: string | undefined) => {
      line = r === undefined ? line + 1 : Number(r)
      last = -1
      cells = []
    },
    placed: (reference: string) => {
      const at = columnOf(reference)
      last = at >= 0 ? at : last + 1
      return last
    },
    take: (cell: Cell) => {
      const text = textOf(cell, workbook)
      if (text.trim() === '') return
      if (cell.at >= mostColumns) throw new Unreadable('roster.row_too_long', { file, line })
      while (cells.length < cell.at) cells.push('')
      cells[cell.at] = text
    },
    end: () => {
      if (cells.length > 0) visit({ line, cells })
    },
  }
}

/** Reads a sheet row by row, and never holds more than one; rows in which nothing stands are passed over. */
export const eachSheetRow = async (
  archive: Archive,
  workbook: Workbook,
  { path, nth }: Sheet,
  limits: Limits,
  visit: (row: Row) => void,
): Promise<void> => {
  const file = archive.get(path)
  if (!file) throw new Unreadable('roster.zip_broken')
  const rows = collecting(workbook, `sheet ${nth}`, visit)
  let cell: Cell | undefined
  let [isSaid, isReading] = [false, false]
  await readXml(file, limits, {
    open: (name, { r, t = 'n', s = '0' }) => {
      if (name === 'row') rows.begin(r)
      if (name === 'c') cell = { at: rows.placed(r ?? ''), type: t, style: Number(s), said: '' }
      if (name === 'rPh') isReading = true
      isSaid = name === 'v' || (name === 't' && !isReading)
    },
    text: (text) => {
      if (isSaid && cell) cell.said += text
    },
    close: (name) => {
      isSaid = false
      if (name === 'rPh') isReading = false
      if (name === 'c' && cell) rows.take(cell)
      if (name === 'c') cell = undefined
      if (name === 'row') rows.end()
    },
  })
}
