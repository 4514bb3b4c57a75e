import type { Archive } from '../package/archive.ts'
import type { Limits } from '../package/limits.ts'
import { Unreadable } from '../package/problems.ts'
import { isDateFormat } from './dates.ts'
import { readXml, unescaped } from './xml.ts'

/** A sheet that people see, and where it lies in the archive. */
export type Sheet = { nth: number; path: string }

/** What a workbook says of itself, before any row is read. */
export type Workbook = { sheets: Sheet[]; is1904: boolean; texts: readonly string[]; isDate: readonly boolean[] }

const main = 'xl/workbook.xml'

/** Where the parts lie that others name by an id. */
const targetsOf = async (archive: Archive, limits: Limits) => {
  const targets = new Map<string, string>()
  const file = archive.get('xl/_rels/workbook.xml.rels')
  if (!file) throw new Unreadable('roster.zip_broken', { file: main })
  await readXml(file, limits, {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`)
    },
  })
  return targets
}

/** Cells name their text by its place in this table. What is said in small signs over a Japanese name is no part of it. */
const textsOf = async (archive: Archive, limits: Limits) => {
  const file = archive.get('xl/sharedStrings.xml')
  const texts: string[] = []
  if (!file) return texts
  let said: string | undefined
  let [isText, isReading] = [false, false]
  await readXml(file, limits, {
    open: (name) => {
      if (name === 'si') said = ''
      if (name === 'rPh') isReading = true
      isText = name === 't' && !isReading
    },
    text: (text) => {
      if (isText && said !== undefined) said += text
    },
    close: (name) => {
      if (name === 'rPh') isReading = false
      if (name === 't') isText = false
      if (name !== 'si') return
      texts.push(unescaped(said ?? ''))
      said = undefined
    },
  })
  return texts
}

/** Which styles show a number as a date. */
const stylesOf = async (archive: Archive, limits: Limits) => {
  const file = archive.get('xl/styles.xml')
  const codes = new Map<number, string>()
  const isDate: boolean[] = []
  let isCell = false
  if (!file) return isDate
  await readXml(file, limits, {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode)
      if (name === 'cellXfs') isCell = true
      if (name === 'xf' && isCell) isDate.push(isDateFormat(Number(numFmtId), codes.get(Number(numFmtId))))
    },
    close: (name) => {
      if (name === 'cellXfs') isCell = false
    },
  })
  return isDate
}

/** Opens a workbook: its sheets that are not hidden, its texts, its dates. */
export const openWorkbook = async (archive: Archive, limits: Limits): Promise<Workbook> => {
  const file = archive.get(main)
  if (!file) throw new Unreadable('roster.zip_broken', { file: main })
  const targets = await targetsOf(archive, limits)
  const sheets: Sheet[] = []
  let [is1904, nth] = [false, 0]
  await readXml(file, limits, {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = ['1', 'true', 'on'].includes(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      nth += 1
      const [, id = ''] = Object.entries(attributes).find(([key]) => key.endsWith(':id')) ?? []
      const path = targets.get(id)
      if ((attributes['state'] ?? 'visible') === 'visible' && path && archive.has(path)) sheets.push({ nth, path })
    },
  })
  return { sheets, is1904, texts: await textsOf(archive, limits), isDate: await stylesOf(archive, limits) }
}
