import { packageOf } from './packages.ts'

/** A cell as a test writes it: a text, a number, a day by its number, or the XML of a whole cell. */
type Cell = string | number | { date: number } | { xml: string } | null
type Book = { sheets: Cell[][][]; hidden?: number[]; is1904?: boolean; extra?: Record<string, string | Buffer> }

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const letter = (at: number) => String.fromCharCode(65 + at)

/** A workbook as a spreadsheet saves it: texts in a table of their own, days as numbers with a style. */
export const workbook = ({ sheets, hidden = [], is1904 = false, extra = {} }: Book): Buffer => {
  const texts: string[] = []
  const cellOf = (cell: Cell, at: string) => {
    if (cell === null) return ''
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
    if (typeof cell === 'object') return 'date' in cell ? `<c r="${at}" s="1"><v>${cell.date}</v></c>` : cell.xml.replace('@', at)
    texts.push(cell)
    return `<c r="${at}" t="s"><v>${texts.length - 1}</v></c>`
  }
  const sheetOf = (rows: Cell[][]) =>
    `${xml}<worksheet ${main}><sheetData>${rows
      .map((cells, y) => `<row r="${y + 1}">${cells.map((cell, x) => cellOf(cell, `${letter(x)}${y + 1}`)).join('')}</row>`)
      .join('')}</sheetData></worksheet>`
  const written = Object.fromEntries(sheets.map((rows, nth) => [`xl/worksheets/sheet${nth + 1}.xml`, sheetOf(rows)]))
  const listed = sheets
    .map(
      (_, nth) =>
        `<sheet name="S${nth + 1}" sheetId="${nth + 1}"${hidden.includes(nth + 1) ? ' state="hidden"' : ''} r:id="rId${nth + 1}"/>`,
    )
    .join('')
  const relations = sheets
    .map((_, nth) => `<Relationship Id="rId${nth + 1}" Type="x" Target="worksheets/sheet${nth + 1}.xml"/>`)
    .join('')
  return packageOf({
    '[Content_Types].xml': `${xml}<Types/>`,
    'xl/workbook.xml': `${xml}<workbook ${main} xmlns:r="r"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${listed}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships>${relations}</Relationships>`,
    'xl/styles.xml': `${xml}<styleSheet ${main}><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    ...written,
    'xl/sharedStrings.xml': `${xml}<sst ${main}>${texts.map((text) => `<si><t>${escaped(text)}</t><rPh sb="0" eb="1"><t>よみ</t></rPh></si>`).join('')}</sst>`,
    ...extra,
  })
}
