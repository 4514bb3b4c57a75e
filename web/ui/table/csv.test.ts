import { expect, test } from 'vitest'
import { nasty } from '#tests/nasty.ts'
import { csvOf } from './csv.ts'

test.each([
  ['=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
  ['+33 6 11 22 33 44', `"'+33 6 11 22 33 44"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  [' =1', `"' =1"`],
  ['＝1', `"'＝1"`],
  ['Zoé Œuvrard', 'Zoé Œuvrard'],
  ["O'Neill", `"O'Neill"`],
  ['Anne "Nan" Roy', '"Anne ""Nan"" Roy"'],
  ['two\nlines', '"two\nlines"'],
])('%j leaves as %j', (said, left) => {
  expect(csvOf('en', [[said]])).toBe(`\u{feff}${left}\r\n`)
})

test('between cells stands what a spreadsheet of the language expects', () => {
  const rows = [['Roy, Rosa', '6B; 7A']]
  expect(csvOf('en', rows)).toBe('\u{feff}"Roy, Rosa",6B; 7A\r\n')
  expect(csvOf('fr', rows)).toBe('\u{feff}Roy, Rosa;"6B; 7A"\r\n')
})

/** The cells of one line, as a spreadsheet reads them (RFC 4180). */
const cellsIn = (text: string) =>
  [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(?:,|\r\n$)/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare,
  )

test.each(Object.entries(nasty))('whatever somebody typed leaves as it was typed, and as no formula: %s', (_, typed) => {
  const line = csvOf('en', [['before', typed, 'after']]).slice(1)
  const [before, cell = '', after] = cellsIn(line)
  expect([before, after]).toEqual(['before', 'after'])
  expect(cell.replace(/^'/, '')).toBe(typed)
  expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/)
})
