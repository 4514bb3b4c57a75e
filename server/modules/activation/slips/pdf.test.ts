import { buffer } from 'node:stream/consumers'
import { getDocumentProxy } from 'unpdf'
import { beforeAll, expect, test } from 'vitest'
import type { Slip, SlipSheets } from '#contract/activation.ts'
import { inGroups } from '#contract/activation-code.ts'
import { loadWords } from '#i18n/load.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { newCode } from '../codes.ts'
import { shortName } from '../naming.ts'
import { sheetsOf } from './packing.ts'
import { pagesOf, slipsAsPdf } from './pdf.ts'

const slip = (more: Partial<Slip>): Slip => ({
  ...{
    personId: uuidv7(),
    locale: 'fr',
    name: 'Amina B.',
    reader: 'pupil',
    username: `u.${uuidv7().slice(-12)}`,
    code: newCode(),
  },
  ...{ until: '2026-12-05T12:00:00Z', families: [], byHand: false },
  ...more,
})

/** A class of twelve, in four languages, each child with two guardians; one child is protected. */
const children = Array.from({ length: 12 }, (_, nth) =>
  slip({
    locale: (['fr', 'ja', 'sv', 'en'] as const)[nth % 4] ?? 'fr',
    ...(nth === 1 ? { name: 'あだ（髙）' } : {}),
    ...(nth === 7 ? { name: null, byHand: true } : {}),
  }),
)
const guardians = children.flatMap(({ personId }) => [0, 1].map(() => slip({ reader: 'guardian', families: [personId] })))
const sheets: SlipSheets = {
  ...{
    batchId: uuidv7(),
    school: { name: 'École du Préau', locale: 'fr', timeZone: 'Europe/Paris' },
    origin: 'https://preau.example',
  },
  sections: [{ label: 'CM1-B', slips: [...children, ...guardians] }],
}

type Page = { text: string; structure: string }
let pages: Page[]
let isMarked: boolean | undefined
let title = ''
let whole: Buffer

beforeAll(async () => {
  whole = await buffer(await slipsAsPdf(sheets, loadWords()))
  const pdf = await getDocumentProxy(new Uint8Array(whole))
  isMarked = (await pdf.getMarkInfo())?.Marked
  title = `${Object(await pdf.getMetadata()).info.Title}`
  pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, nth) => {
      const page = await pdf.getPage(nth + 1)
      const { items } = await page.getTextContent()
      const text = items.map((item) => ('str' in item ? item.str : '')).join('')
      return { text, structure: JSON.stringify(await page.getStructTree()) }
    }),
  )
})

const pageOf = ({ username }: Slip) => pages.findIndex(({ text }) => text.includes(username))

test('every person has one slip, with name, user name and code, in the language that is theirs', () => {
  const text = pages.map((page) => page.text).join('\n')
  for (const one of [...children, ...guardians]) {
    expect(text.split(one.username), one.username).toHaveLength(2)
    expect(text).toContain(inGroups(one.code))
  }
  expect(text).toContain('あだ（髙）')
  expect(text).toContain('ユーザー名：')
  expect(text).toContain('Användarnamn: ')
})

test('two guardians of one child are never on one page, and whose identity is protected alone', () => {
  for (const { personId, username } of children) {
    const both = guardians.filter(({ families }) => families.includes(personId)).map(pageOf)
    expect(both, username).toHaveLength(2)
    expect(both[0]).not.toBe(both[1])
  }
  const alone = pages[pageOf(children[7] ?? slip({}))]
  expect([...children, ...guardians].filter(({ username }) => alone?.text.includes(username))).toHaveLength(1)
  expect(alone?.text).toContain(loadWords().en('slips.by_hand'))
  expect(alone?.text).not.toContain('Amina')
})

test('eight on a sheet, a separator before them, in their order where nothing forbids it', () => {
  expect(pages).toHaveLength(pagesOf(sheets))
  expect(pages[0]?.text).toContain('CM1-B')
  const inOrder = children.filter(({ byHand }) => !byHand).map(pageOf)
  expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b))
  expect(Math.max(...sheetsOf([...children, ...guardians]).map((one) => one.length))).toBe(8)
})

test('whoever hears it hears the same: it is tagged, titled, in its language, and the square says what it opens', () => {
  expect([isMarked, title]).toEqual([true, 'Fiches de École du Préau'])
  const structure = pages[1]?.structure ?? ''
  for (const role of ['"Document"', '"Sect"', '"H2"', '"P"', '"Figure"']) expect(structure).toContain(role)
  expect(structure).toContain('"lang":"ja"')
  expect(structure).toContain('ouvre preau.example/first-sign-in avec ce code déjà rempli')
  expect(whole.toString('latin1')).toMatch(/\/Lang \(fr\)/)
  expect(whole.toString('latin1')).not.toContain('first-sign-in#t=')
})

test('a slip says a given name and an initial, and no more', () => {
  expect(shortName({ display: 'Amina Ben Ali', sort: 'Ben Ali Amina', order: 'given_first' })).toBe('Amina A.')
  expect(shortName({ display: '髙田 あだ', sort: '髙田 あだ', order: 'family_first' })).toBe('あだ（髙）')
  expect(shortName({ display: 'Prince', sort: 'Prince', order: 'given_first' })).toBe('Prince')
  const names = { display: 'Amina Ben Ali', sort: 'x', given: 'Amina Leïla', family: 'Ben Ali', order: 'given_first' } as const
  expect(shortName(names)).toBe('Amina Leïla B.')
})
