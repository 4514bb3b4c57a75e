import { type Archive, openOffice } from '../package/archive.ts'
import type { Limits } from '../package/limits.ts'
import { noProblems, type Problems, Unreadable } from '../package/problems.ts'
import { eachRow, type Row } from '../package/table.ts'
import { openWorkbook, type Sheet, type Workbook } from '../workbook/parts.ts'
import { eachSheetRow } from '../workbook/sheet.ts'
import { hasNames, headingLine, type ListWishes, mostBefore, readColumns } from './columns.ts'

/** The name that a plain list has in what is said about it. */
export const file = 'list'

/** Where the rows of a list come from: a CSV, or one sheet of a workbook. */
export type Source = {
  sheets: number[]
  sheet: number | null
  eachRow: (problems: Problems, limits: Limits, visit: (row: Row) => void) => Promise<void>
}

/** What a file is, by its bytes alone: a workbook has a part of this name in clear. */
export const formOf = (bytes: Buffer): 'package' | 'workbook' | 'list' => {
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return 'list'
  return bytes.includes('xl/workbook.xml') ? 'workbook' : 'package'
}

/** Old workbooks and locked ones lie in a container of their own, which begins so. */
const isOldOffice = (bytes: Buffer) => bytes.subarray(0, 4).toString('hex') === 'd0cf11e0'

const csv = (bytes: Buffer): Source => ({
  sheets: [],
  sheet: null,
  eachRow: (problems, limits, visit) => {
    async function* read() {
      yield bytes
    }
    return eachRow({ name: file, size: bytes.length, read }, problems, limits, visit)
  },
})

class Enough extends Error {}

const firstRows = async (archive: Archive, workbook: Workbook, sheet: Sheet, limits: Limits): Promise<Row[]> => {
  const rows: Row[] = []
  try {
    await eachSheetRow(archive, workbook, sheet, limits, (row) => {
      rows.push(row)
      if (rows.length >= mostBefore) throw new Enough()
    })
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
  return rows
}

/** The sheet that was asked for, or else the first that names people, or else the first with anything in it. */
const sheetOf = async (archive: Archive, workbook: Workbook, wishes: ListWishes, limits: Limits) => {
  const filled: Sheet[] = []
  let named: Sheet | undefined
  for (const sheet of workbook.sheets) {
    const rows = await firstRows(archive, workbook, sheet, limits)
    if (rows.length === 0) continue
    filled.push(sheet)
    named ??= hasNames(readColumns(rows.slice(headingLine(rows, wishes)), { ...wishes, columns: undefined }, file, noProblems()))
      ? sheet
      : undefined
  }
  const asked = wishes.sheet === undefined ? undefined : filled.find(({ nth }) => nth === wishes.sheet)
  return { filled, sheet: asked ?? named ?? filled[0] }
}

const sheets = async (bytes: Buffer, wishes: ListWishes, limits: Limits, problems: Problems): Promise<Source> => {
  const archive = await openOffice(bytes, limits)
  const workbook = await openWorkbook(archive, limits)
  const { filled, sheet } = await sheetOf(archive, workbook, wishes, limits)
  if (!sheet) throw new Unreadable('roster.list_without_names', { file, line: 1 })
  for (const { nth } of filled) if (nth !== sheet.nth) problems.add('roster.sheet_not_read', { file, value: `${nth}` })
  return {
    sheets: filled.map(({ nth }) => nth),
    sheet: sheet.nth,
    eachRow: (_, bounds, visit) => eachSheetRow(archive, workbook, sheet, bounds, visit),
  }
}

/** Opens a list, whatever it is. */
export const sourceOf = async (bytes: Buffer, wishes: ListWishes, limits: Limits, problems: Problems): Promise<Source> => {
  if (bytes.length > limits.packageBytes) throw new Unreadable('roster.package_too_large')
  if (isOldOffice(bytes)) throw new Unreadable('roster.workbook')
  return formOf(bytes) === 'workbook' ? sheets(bytes, wishes, limits, problems) : csv(bytes)
}
