import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errors } from '#contract/errors.ts'
import { localeFor, locales } from '#contract/locales.ts'
import { modules } from '#i18n/catalogue.ts'
import { longDay, shortDay, week } from '#i18n/dates.ts'
import { stale } from '#i18n/freshness.ts'
import { compiled, loadWords, sentences } from '#i18n/load.ts'
import type { Catalogue } from '#i18n/words.ts'

type Token = Catalogue[string][number]

const cases = (format: unknown): readonly Token[][] =>
  format && typeof format === 'object'
    ? Object.values<unknown>({ ...format }).filter((part): part is Token[] => Array.isArray(part))
    : []

const placeholders = (message: string | readonly Token[] = ''): string[] => {
  const of = (token: Token): string[] =>
    typeof token === 'string'
      ? []
      : [token[1] ? `${token[0]}, ${token[1]}` : token[0], ...cases(token[2]).flatMap((tokens) => tokens.flatMap(of))]
  return [...new Set(typeof message === 'string' ? [] : message.flatMap(of))].sort()
}

/** A sentence as it reads, with a sign in place of what is filled in. */
const reading = (message: string | readonly Token[]): string => {
  const said = (token: Token) => (typeof token === 'string' ? token : ['…', ...cases(token[2]).map(reading)].join('\n'))
  return typeof message === 'string' ? message : message.map(said).join('')
}

const files = modules.flatMap((module) => locales.map((locale) => ({ module, locale, written: sentences(module, locale) })))
const english = (module: string) => files.find((file) => file.module === module && file.locale === 'en')?.written ?? {}

test('every file of sentences belongs to a module that is registered', () => {
  const found = globSync('i18n/*.en.json')
    .map((file) => file.replace(/^i18n\/|\.en\.json$/g, ''))
    .sort()
  expect(found).toEqual([...modules])
})

test.each(files)('$module in $locale has the keys and placeholders of the English', ({ module, written }) => {
  const original = english(module)
  expect(Object.keys(written)).toEqual(Object.keys(original))
  const [ours, theirs] = [compiled(written), compiled(original)]
  const differing = Object.keys(original).filter((id) => placeholders(ours[id]).join() !== placeholders(theirs[id]).join())
  expect(differing).toEqual([])
})

test('the id of a sentence begins with its module', () => {
  const foreign = files.flatMap(({ module, written }) => Object.keys(written).filter((id) => !id.startsWith(`${module}.`)))
  expect(foreign).toEqual([])
})

test('no translation is older than its English', () => {
  expect(stale()).toEqual([])
})

test('every error code has its words', () => {
  const missing = Object.keys(errors).filter((code) => english('errors')[`errors.${code}`] === undefined)
  expect(missing).toEqual([])
})

test('no sentence is unused', () => {
  const sources = globSync(['web/**/*.{ts,tsx}', 'server/**/*.ts', 'contract/**/*.ts'], {
    exclude: (name) => name.includes('web/dist'),
  })
  const text = sources.map((file) => readFileSync(file, 'utf8')).join('\n')
  const families = [...text.matchAll(/`([a-z_]+(?:\.[a-z_]+)*\.)\$\{/g)].map(([, prefix]) => prefix ?? '')
  const unused = modules
    .flatMap((module) => Object.keys(english(module)))
    .filter((id) => !text.includes(`'${id}'`) && !families.some((prefix) => id.startsWith(prefix)))
  expect(unused).toEqual([])
})

test('French puts a narrow space before high punctuation and inside its quotation marks', () => {
  const wrong = files
    .filter(({ locale }) => locale === 'fr')
    .flatMap(({ written }) => Object.entries(compiled(written)))
    .filter(([, message]) => /[^\u202f][;!?»]|«[^\u202f]|[^\u202f]:(?=\s|…|$)/u.test(reading(message)))
    .map(([id]) => id)
  expect(wrong).toEqual([])
})

test('French names people by words that a screen reader can say: no dot within a word', () => {
  const wrong = files
    .filter(({ locale }) => locale === 'fr')
    .flatMap(({ written }) => Object.entries(written))
    .filter(([, message]) => /\p{L}[·•]\p{L}/u.test(message))
    .map(([id]) => id)
  expect(wrong).toEqual([])
})

test('French in Québec is written by its own rules, and with its own words', () => {
  const wrong = files
    .filter(({ locale }) => locale === 'fr-CA')
    .flatMap(({ written }) => Object.entries(compiled(written)))
    .filter(([, message]) =>
      /\s[;!?]|\u202f|[^\u00a0]»|«[^\u00a0]|e-mail|[dl]’courriel|cet courriel|\bprotection des données|délégué\w* à/iu.test(
        reading(message),
      ),
    )
    .map(([id]) => id)
  expect(wrong).toEqual([])
})

test.each([
  ['fr-CA', 'fr-CA'],
  ['fr-ca;q=0.8', 'fr-CA'],
  ['fr-BE', 'fr'],
  ['JA-jp', 'ja'],
  [' sv-SE', 'sv'],
  ['de', undefined],
  ['', undefined],
])('a browser that asks for %s is answered in %s', (asked, answered) => {
  expect(localeFor(asked)).toBe(answered)
})

test('Japanese has brackets, colons and figures of one width, and no space beside what is filled in', () => {
  const wrong = files
    .filter(({ locale }) => locale === 'ja')
    .flatMap(({ written }) => Object.entries(written))
    .filter(([, message]) => /[\p{L}。、）][(:]|(?<!address)\} [\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]|[１２５-９０]/u.test(message))
    .map(([id]) => id)
  expect(wrong).toEqual([])
})

test('Japanese has no spaces between words', () => {
  const wrong = files
    .filter(({ locale }) => locale === 'ja')
    .flatMap(({ written }) => Object.entries(written))
    .filter(([, message]) => /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}] [\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u.test(message))
  expect(wrong).toEqual([])
})

test('days are said as each school says them', () => {
  const day = new Date('2026-11-21T12:00:00Z')
  expect(shortDay('sv', day)).toBe('2026-11-21')
  expect(longDay('sv', day)).toContain('(v. 47)')
  expect(shortDay('ja', day)).toBe('2026年11月21日')
  expect(longDay('fr', day)).toBe('samedi 21 novembre 2026')
  expect(longDay('fr', new Date('2027-08-01T12:00:00Z'))).toBe('dimanche 1er août 2027')
  expect(shortDay('fr', new Date('2026-09-01T12:00:00Z'))).toBe('1er sept. 2026')
  expect(shortDay('fr-CA', new Date('2026-09-11T12:00:00Z'))).toBe('11 sept. 2026')
  expect(week(new Date('2027-01-02T12:00:00Z'))).toBe(53)
})

test('numbers and plurals follow the language', () => {
  const say = loadWords()
  expect(say.fr('app.table.chosen', { count: 1 })).toBe('1 ligne choisie')
  expect(say.fr('app.table.chosen', { count: 2 })).toBe('2 lignes choisies')
  expect(say.sv('app.table.chosen', { count: 2 })).toBe('2 rader valda')
})
