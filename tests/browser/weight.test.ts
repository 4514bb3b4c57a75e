import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { type Locale, languageOf, locales } from '#contract/locales.ts'
import { modules } from '#i18n/catalogue.ts'
import { style } from '#server/pages/style.ts'
import { root } from './building.ts'

type Chunk = { file: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[]; css?: string[] }

/** As it was built before the first file of tests. */
const built = join(root, 'web/dist')
let manifest: Record<string, Chunk> = {}

beforeAll(() => {
  manifest = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8'))
})

const gzipped = (file: string) => gzipSync(readFileSync(join(built, file)), { level: 9 }).length

/** A chunk with all that it needs before it runs. */
const whole = (name: string, seen = new Set<string>()): Set<string> => {
  const chunk = manifest[name]
  if (!chunk || seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const needed of chunk.imports ?? []) whole(needed, seen)
  return seen
}

const wordsFile = (module: string, locale: Locale) =>
  `../i18n/${module}.${languageOf(locale)}.json?words${locale === languageOf(locale) ? '' : `&in=${locale}`}`
const screenFile = (screen: string) => `screens/${screen}.tsx`
/** What the page itself names: it comes before anything else. */
const ofPage = () =>
  [...readFileSync(join(built, 'index.html'), 'utf8').matchAll(/"\/(assets\/[^"]+\.js)"/g)].map(([, file = '']) => file)
/** The sentences of the first screen, in one file. */
const firstWords = (locale: Locale) =>
  Object.values(manifest).find(({ file }) => file.startsWith(`assets/first.${locale.replace('-', '_')}-`))?.file ?? ''
const first = (screens: readonly string[], locale: Locale, words: readonly string[]) => {
  const names = [...screens.map(screenFile), ...words.map((word) => wordsFile(word, locale))]
  const files = new Set([...ofPage(), firstWords(locale), ...names.flatMap((name) => [...whole(name)])])
  return [...files].filter((file) => file.endsWith('.js')).reduce((sum, file) => sum + gzipped(file), 0)
}

test.each(locales)('the first route of a parent in %s is at most 200 KB of JavaScript', (locale) => {
  const bytes = first([], locale, [])
  console.log(JSON.stringify({ figure: `web.first_route.${locale}`, value: bytes, unit: 'bytes' }))
  expect(ofPage().length).toBeGreaterThan(1)
  expect(manifest[screenFile('home/Today')], 'it came in a file of its own').toBeUndefined()
  expect(bytes).toBeLessThanOrEqual(200_000)
})

test('what the app needs without a network is at most 1.2 MB, in the language of the page', () => {
  const script = readFileSync(join(built, 'worker.js'), 'utf8')
  const listed = (name: string) => JSON.parse(new RegExp(`^const ${name} = (.*)$`, 'm').exec(script)?.[1] ?? '') // as the build wrote it
  const size = (file: string) => statSync(join(built, file)).size
  const sum = (files: readonly string[]) => files.reduce((bytes, file) => bytes + size(file), 0)
  const bytes = sum(listed('shell')) + Math.max(...locales.map((locale) => sum(listed('words')[locale])))
  console.log(JSON.stringify({ figure: 'web.kept', value: bytes, unit: 'bytes' }))
  expect(listed('shell').join()).toMatch(/\/assets\/MyFamily-/)
  expect(listed('shell').join()).not.toMatch(/\/assets\/(?:Import|Oversight|Plan|Support)-/)
  expect(listed('words')['fr'].length).toBeGreaterThan(10)
  expect(bytes).toBeLessThanOrEqual(1_200_000)
})

test('the first route of the office is at most 320 KB of JavaScript', () => {
  expect(first(['people/People'], 'ja', ['people'])).toBeLessThanOrEqual(320_000)
})

test('the first route carries no dialog, no picker, no shape of the contract and no development page', () => {
  const apart = Object.values(manifest).map(({ file }) => file)
  expect(apart.join()).toMatch(/\/Sheet-/)
  expect(apart.join()).toMatch(/\/Ruby-/)
  expect(
    [...ofPage(), ...ofPage().flatMap((file) => manifest[`_${file.slice('assets/'.length)}`]?.imports ?? [])].join(),
  ).not.toMatch(/Sheet|Dialog|Calendar|Picker|Patterns|Ruby|readings/)
  expect(ofPage().filter((file) => readFileSync(join(built, file), 'utf8').includes('_zod'))).toEqual([])
  expect(Object.keys(manifest).filter((name) => name.includes('development'))).toEqual([])
})

/** Ten packets of 1,460 bytes are sent before anybody answers (RFC 6928); the head of the reply takes its part. */
const firstFlight = 10 * 1460 - 300

test('the first route waits for few files: each costs a turn of the line', () => {
  expect(ofPage().length).toBeLessThanOrEqual(3)
  for (const locale of locales) {
    expect(ofPage().some((file) => readFileSync(join(built, file), 'utf8').includes(firstWords(locale)))).toBe(true)
    expect(gzipped(firstWords(locale))).toBeLessThanOrEqual(firstFlight)
  }
})

test('one stylesheet of at most 20 KB, the same for pages and app', () => {
  const sheets = Object.values(manifest).flatMap(({ css = [], file }) => [...css, ...(file.endsWith('.css') ? [file] : [])])
  expect(new Set(sheets).size).toBe(1)
  expect(gzipped(sheets[0] ?? '')).toBeLessThanOrEqual(20_000)
  expect(style.length).toBeLessThanOrEqual(20_000)
})

test('a catalogue of one module in one language is at most 12 KB', () => {
  const heavy = modules
    .flatMap((module) => locales.map((locale) => wordsFile(module, locale)))
    .filter((name) => manifest[name] && gzipped(manifest[name].file) > 12_000)
  expect(heavy).toEqual([])
})

test('no file names an origin that is not ours', () => {
  const text = Object.values(manifest)
    .map(({ file }) => readFileSync(join(built, file), 'utf8'))
    .join('\n')
  const fetched = [...text.matchAll(/(?:fetch|import|url)\(["'`]https?:[^"'`]*/g)].map(([found]) => found)
  expect(fetched).toEqual([])
})
