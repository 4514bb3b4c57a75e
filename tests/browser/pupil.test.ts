import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import { buildWeb } from '#server/serving/web-build.ts'
import { classOf, openWorld, type Person, person, type Someone, type World, withoutAccount } from '#tests/world.ts'
import { openBrowser } from './browser.ts'
import { root } from './building.ts'
import { freePort } from './installed.ts'
import { smallControls, tooWide } from './pages/measures.ts'

// One look at one language each time; pictures of the others with PREAU_LOCALE.
const locale = locales.find((one) => one === process.env['PREAU_LOCALE']) ?? 'fr'
const t = loadWords()[locale]
/** The slip is printed in the language of the pupil. */
const onSlip = loadWords().fr
const looks = [
  { width: 390, height: 844, theme: 'light' },
  { width: 1280, height: 800, theme: 'dark' },
] as const
const pictures = process.env['PREAU_SCREENSHOTS']
let world: World
let browser: Browser
let tablet: BrowserContext
let page: Page
let origin = ''
let rosa: Person
let noor: Someone
let classId = ''
const slip = { code: '', words: '' }

beforeAll(async () => {
  await buildWeb()
  const port = await freePort()
  origin = `http://localhost:${port}`
  world = await openWorld({ origin })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await withoutAccount(world, { name: 'Noor Benali', role: 'pupil' })
  const others = ['Zoé Tremblay', 'Minh Anh Nguyen', 'Jean-Baptiste Tremblay-Gagnon']
  const pupils = await Promise.all(others.map((name) => withoutAccount(world, { name, role: 'pupil' })))
  classId = await classOf(world, 'CP-A', [rosa], [noor, ...pupils])
  await world.app.listen({ port, host: 'localhost' })
  browser = await openBrowser()
  tablet = await browser.newContext({ locale, viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  await tablet.addCookies([{ name: 'lang', value: locale, url: origin }])
  page = await tablet.newPage()
  page.setDefaultTimeout(20_000)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/** The name of a button, whether its kanji carry readings or not. */
const named = (name: string) =>
  new RegExp(`^${[...name.replace(/\s/g, '')].map((sign) => sign.replace(/[.?()]/, '\\$&')).join('\\s*')}$`)
const press = (name: string) => page.getByRole('button', { name: named(name) }).click()
const tap = (name: 'boat' | 'star' | 'key' | 'bell') => press(t(`activation.picture.${name}`))
const leave = () => tablet.clearCookies({ name: /^preau(-xsrf)?$/ })
const signIn = (token: string) => tablet.addCookies([{ name: 'preau', value: token, url: origin }])

/** Looked at small and large, light and dark; with PREAU_SCREENSHOTS a picture of each. */
const isSound = async (name: string) => {
  for (const { width, height, theme } of looks) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: theme })
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze()
    expect(violations.map(({ id, nodes }) => `${name} ${width} ${theme} ${id} ${nodes[0]?.html}`)).toEqual([])
    expect(await page.evaluate(smallControls), `${name} ${width}`).toEqual([])
    expect(await page.evaluate(tooWide), `${name} ${width}`).toBeLessThanOrEqual(0)
    if (!pictures) continue
    mkdirSync(path.join(root, pictures), { recursive: true })
    await page.screenshot({ path: path.join(root, pictures, `pupil-${name}.${width}.${theme}.${locale}.png`), fullPage: true })
  }
  await page.setViewportSize({ width: 390, height: 844 })
}

test('a teacher prints slips with four words for the class', async () => {
  await signIn(rosa.token)
  await page.goto(`${origin}/s/preau/classes/${classId}`)
  await page.getByRole('link', { name: t('classes.door') }).click()
  await press(t('activation.print'))
  const opened = page.waitForEvent('download')
  const link = page.getByRole('link', { name: t('activation.open_pdf') })
  await link.evaluate((to) => to.setAttribute('download', 'slips.pdf'))
  await link.click()
  const pdf = await getDocumentProxy(new Uint8Array(readFileSync(await (await opened).path())))
  const { items } = await (await pdf.getPage(2)).getTextContent()
  const lines = items.flatMap((item) => ('str' in item && item.str.trim() ? [item.str] : []))
  const at = lines.findIndex((line) => line.includes('Noor B.'))
  const after = lines.slice(at)
  const title = after.findIndex((line) => line.includes(onSlip('slips.door.words')))
  slip.words = `${after[title + 1]} ${after[title + 2]}`
  slip.code = /[2-9A-HJKMNP-Z]{6}$/.exec(after[1] ?? '')?.[0] ?? ''
  expect(slip.words.split(' '), after.join('|')).toHaveLength(4)
  expect(slip.code, after.join('|')).toHaveLength(6)
})

test('on the class’s tablet she makes it one of the class, and is signed out', async () => {
  await page.goto(`${origin}/s/preau/class/device/${classId}`)
  await isSound('enrol')
  await press(t('activation.device.do'))
  await page.waitForURL('**/s/preau/class')
  expect((await tablet.cookies()).map(({ name }) => name)).not.toContain('preau')
  await isSound('words')
})

test('a pupil comes in with the slip, chooses four pictures, and is in', async () => {
  const secret = new URLSearchParams({ c: slip.code, u: noor.username, w: slip.words })
  await page.goto(`${origin}/s/preau/class?#${secret}`)
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#words')?.value !== '')
  expect(page.url()).not.toContain(slip.code)
  await press(t('activation.class.go'))
  await page.waitForURL('**/class/choose')
  for (const name of ['boat', 'star'] as const) await tap(name)
  await isSound('choose')
  for (const name of ['key', 'boat'] as const) await tap(name)
  await isSound('chosen')
  await press(t('activation.pictures.keep'))
  await page.waitForURL('**/today')
})

test('the next day the pupil finds the name, taps the pictures, and opens the class page', async () => {
  await leave()
  await page.goto(`${origin}/s/preau/class`)
  await isSound('who')
  await press('Noor B.')
  await isSound('tap')
  for (const name of ['boat', 'star', 'key', 'bell'] as const) await tap(name)
  await page.getByRole('alert').waitFor()
  await isSound('wrong')
  for (const name of ['boat', 'star', 'key', 'boat'] as const) await tap(name)
  await page.waitForURL('**/today')
  await page.goto(`${origin}/s/preau/classes/${classId}`)
  await page.getByRole('heading', { name: 'CP-A' }).waitFor()
})
