import type { Shown } from './exporting.ts'

type Row = { values: Readonly<Record<string, Shown>> }

/** A cell that no spreadsheet takes for a formula. */
const cell = (value: Shown | undefined): string => {
  const text = value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : `${value}`
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One table of an export as CSV, with the byte-order mark that spreadsheets look for. */
export const asCsv = (rows: readonly Row[]): string => {
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
  const lines = [names.join(','), ...rows.map(({ values }) => names.map((name) => cell(values[name])).join(','))]
  return `\ufeff${lines.join('\r\n')}\r\n`
}
