import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errors } from '#contract/errors.ts'
import { locales } from '#contract/locales.ts'
import { modules } from '#i18n/catalogue.ts'
import { stale } from '#i18n/freshness.ts'
import { compiled, loadWords, sentences } from '#i18n/load.ts'
import { shortDay, longDay, week } from '#i18n/dates.ts'
import type { Catalogue } from '#i18n/words.ts'

type Token = Catalogue[string][number]

const placeholders = (message: Catalogue[string]): string[] => {
  const of = (token: Token): string[] => {
    if (typeof token === 'string') return []
    const [name, type, format] = token
    const cases = typeof format === 'object' ? Object.values(format).flatMap((part) => (Array.isArray(part) ? part.flatMap(of) : [])) : []
    return [type ? `${name}, ${type}` : name, ...cases]
  }
  return [...new Set(typeof message === 'string' ? [] : message.flatMap(of))].sort()
}

const files = modules.flatMap((module) => locales.map((locale) => ({ module, locale, written: sentences(module, locale) })))
const english = (module: string) => files.find((file) => file.module === module && file.locale === 'en')?.written ?? {}

test('every file of sentences belongs to a module that is registered', () => {
  const found = globSync('i18n/*.en.json').map((file) => file.replace(/^i18n\/|\.en\.json$/g, '')).sort()
  expect(found).toEqual([...modules])
})

test.each(files)('$module in $locale has the keys and placeholders of the English', ({ module, written }) => {
  const original = english(module)
  expect(Object.keys(written)).toEqual(Object.keys(original))
  const [ours, theirs] = [compiled(written), compiled(original)]
  const differing = Object.keys(original).filter(
    (id) => placeholders(ours[id] ?? '').join() !== placeholders(theirs[id] ?? '').join(),
  )
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
  const sources = globSync(['web/**/*.{ts,tsx}', 'server/**/*.ts', 'contract/**/*.ts'], { exclude: (name) => name.includes('web/dist') })
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
    .flatMap(({ written }) => Object.entries(written))
    .filter(([, message]) => /(?<![\u202f\d{#])[;!?»](?![^{]*[},])|(?<![\u202f\d/s])\s?:(?=\s|$)|[«](?!\u202f)/.test(message.replace(/https?:/g, '')))
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
  expect(week(new Date('2027-01-02T12:00:00Z'))).toBe(53)
})

test('numbers and plurals follow the language', () => {
  const say = loadWords()
  expect(say.fr('app.table.chosen', { count: 1 })).toBe('1 ligne choisie')
  expect(say.fr('app.table.chosen', { count: 2 })).toBe('2 lignes choisies')
  expect(say.sv('app.table.chosen', { count: 2 })).toBe('2 rader valda')
})
