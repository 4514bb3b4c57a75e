import { expect, test } from 'vitest'
import { workbook } from '../../../../tests/workbooks.ts'
import { readList } from '../list/reading.ts'
import { limits } from '../package/limits.ts'
import { isDateFormat } from './dates.ts'

const read = (bytes: Buffer, wishes = {}, bounds = limits) => readList(bytes, '2026-08-17', wishes, bounds)
const codesOf = async (bytes: Buffer, bounds = limits) =>
  (await read(bytes, {}, bounds)).problems.map(({ code, line }) => [code.slice('roster.'.length), line])
const head = ['Förnamn', 'Efternamn', 'Klass', 'ID']

test('a workbook is read like a list: texts, numbers, rich text, formulas by what they came to', async () => {
  const bytes = workbook({
    sheets: [
      [
        head,
        ['No_x006F_r', 'Haddad & <Lind>', '6B', 1001],
        [
          { xml: '<c r="@" t="inlineStr"><is><r><t>Al</t></r><r><t>i</t></r><rPh><t>x</t></rPh></is></c>' },
          { xml: '<c r="@" t="str"><f>UPPER("lind")</f><v>LIND</v></c>' },
          { xml: '<c r="@" t="e"><f>1/0</f><v>#DIV/0!</v></c>' },
          { xml: '<c r="@"><f>1000+2</f><v>1002.0000000000001</v></c>' },
        ],
      ],
    ],
  })
  const { roster } = await read(bytes)
  expect(roster?.users.map(({ id, givenName, familyName }) => [id, givenName, familyName])).toEqual([
    ['1001', 'Noor', 'Haddad & <Lind>'],
    ['1002', 'Ali', 'LIND'],
  ])
  expect(roster?.classes.map(({ title }) => title)).toEqual(['6B'])
})

test('signs over a Japanese name are no part of it', async () => {
  const { roster } = await read(workbook({ sheets: [[['氏名'], ['山田 花子']]] }))
  expect(roster?.users[0]).toMatchObject({ familyName: '山田', givenName: '花子' })
})

test('days count from 1900 or from 1904, and a class that became one is told', async () => {
  const book = (is1904: boolean, date: number) =>
    workbook({
      is1904,
      sheets: [
        [
          ['name', 'class'],
          ['Noor Haddad', { date }],
        ],
      ],
    })
  const classOf = async (bytes: Buffer) => (await read(bytes)).roster?.classes[0]?.title
  expect(await classOf(book(false, 46_082))).toBe('2026-03-01')
  expect(await classOf(book(true, 46_082 - 1462))).toBe('2026-03-01')
  expect(await classOf(book(false, 59))).toBe('1900-02-28')
  expect(await codesOf(book(false, 46_082))).toContainEqual(['class_like_date', 2])
  expect([14, 22, 31, 0, 1, 49].map((id) => isDateFormat(id, undefined))).toEqual([true, true, true, false, false, false])
  const codes = ['yyyy\\-mm\\-dd', '[$-411]ge.m.d', '[h]:mm', '0.00', '"Day "0', '[Red]0', 'General', '#,##0_d']
  expect(codes.map((code) => isDateFormat(164, code))).toEqual([true, true, true, false, false, false, false, false])
})

test('the first sheet with people is read, also below a title; of others it is said that they are not, and one can be asked for', async () => {
  const title = [['Class lists 2026'], [null, null], head, ['Noor', 'Haddad', '6B', 1]]
  const bytes = workbook({
    hidden: [3],
    sheets: [[['About', 'this file']], title, [['name'], ['Hidden Person']], [['name'], ['Other Person']]],
  })
  const { roster, problems, understood } = await read(bytes)
  expect(roster?.users.map(({ givenName, line }) => [givenName, line])).toEqual([['Noor', 4]])
  expect(problems.filter(({ code }) => code === 'roster.sheet_not_read').map(({ value }) => value)).toEqual(['1', '4'])
  expect([understood?.shape.sheets, understood?.shape.sheet]).toEqual([[1, 2, 4], 2])
  expect((await read(bytes, { sheet: 4 })).roster?.users[0]?.familyName).toBe('Person')
})

test('what swells, never ends, declares entities or is no workbook is refused', async () => {
  const one = (extra: Record<string, string | Buffer>) => workbook({ sheets: [[['name'], ['Noor']]], extra })
  const sheet = (inside: string) => one({ 'xl/worksheets/sheet1.xml': inside })
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>'
  expect(await codesOf(sheet(bomb))).toEqual([['zip_broken', undefined]])
  expect(await codesOf(sheet('<worksheet><sheetData><row>'))).toEqual([['zip_broken', undefined]])
  expect(await codesOf(sheet('<worksheet>&nobody;</worksheet>'))).toEqual([['zip_broken', undefined]])
  expect(await codesOf(one({ 'xl/media/a.bin': Buffer.alloc(3_000_000) }))).toEqual([['zip_bomb', undefined]])
  const long = Array.from({ length: 300_000 }, (_, nth) => nth.toString(36)).join('')
  expect(await codesOf(sheet(`<worksheet><sheetData><row><c t="str"><v>${long}</v></c></row></sheetData></worksheet>`))).toEqual([
    ['row_too_long', undefined],
  ])
  expect(await codesOf(one({ 'xl/workbook.xml': '<workbook/>' }))).toEqual([['list_without_names', 1]])
  expect(await codesOf(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual([['workbook', undefined]])
  expect(
    await codesOf(sheet('<worksheet><sheetData><row r="1"><c r="XFD1" t="str"><v>name</v></c></row></sheetData></worksheet>')),
  ).toEqual([['row_too_long', 1]])
  const rows = [['name'], ['A'], ['B'], ['C']]
  expect(await codesOf(workbook({ sheets: [rows] }), { ...limits, rows: 2 })).toEqual([['too_many_rows', 4]])
})
