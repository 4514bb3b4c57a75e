import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Locale, languages, locales } from '#contract/locales.ts'
import { contextOf, type Look, openIn } from './browser.ts'
import { root, webWithPatterns } from './building.ts'
import { openHouse } from './house.ts'
import { screens } from './listed.ts'
import { unlined } from './pages/focus.ts'
import {
  beyondTheEdge,
  brokenPlaces,
  fromTheRight,
  lang,
  longerWords,
  notTurned,
  smallControls,
  tooWide,
  twiceTheText,
} from './pages/measures.ts'
import { sameAsUnchosen, stillMoving, unseen } from './pages/seeing.ts'
import { type Cast, isRegular, openSchool, type School } from './school.ts'
import type { Screen } from './steps.ts'

const PARTS = 2 // as many files as look at them, each on a core

let school: School
let house: Awaited<ReturnType<typeof openHouse>>

const browsers = new Map<string, Promise<BrowserContext>>()
/** Those who look at many screens keep a browser for each language: its files are fetched and read once. Others have one for one screen. */
const browserOf = ({ cast, ...whose }: { cast: Cast; url: string; locale: Locale; token?: string }) => {
  const fresh = () => contextOf(school.browser, { ...whose, dots: pictures ? 2 : 1 })
  if (!isRegular(cast)) return fresh()
  const name = `${cast} ${whose.locale}`
  const found = browsers.get(name) ?? fresh()
  browsers.set(name, found)
  return found
}

/** The page of components. */
export const patterns: Screen = { name: 'patterns', cast: 'visitor', path: () => `${house.origin}/ui` }
/** Every screen, page and notice. */
export const all: readonly Screen[] = [
  ...screens,
  patterns,
  { name: 'problem', cast: 'visitor', path: () => `${house.origin}/problem` },
  { name: 'away', cast: 'visitor', path: () => `${house.origin}/away` },
]

/** `npm run screenshots [-- -t NAME]`: where pictures of every screen are put, to be looked at. */
const pictures = process.env['PREAU_SCREENSHOTS']
const pictured: readonly Look[] = [
  { locale: 'fr', theme: 'light', width: 390 },
  { locale: 'sv', theme: 'dark', width: 390 },
  { locale: 'ja', theme: 'light', width: 390 },
  { locale: 'fr', theme: 'light', width: 1280 },
  { locale: 'ja', theme: 'dark', width: 1280 },
]

const themes = ['light', 'dark'] as const
const widths = [390, 1280] as const

/** What is looked at in a screen that is opened once: one language, and one theme and width after the other. */
type Visit = { locale: Locale; looks: readonly Look[] }

/** Every day another language, theme and width has its turn. */
const today = Math.floor(Date.now() / 86_400_000)
const rotated = (at: number): Look => {
  const turn = at + today
  return {
    locale: locales[turn % locales.length] ?? 'en',
    theme: themes[Math.floor(turn / locales.length) % themes.length] ?? 'light',
    width: turn % 3 === 0 ? 1280 : 390,
  }
}
const visitsOf = (at: number): readonly Visit[] => {
  if (pictures) return pictured.map((look) => ({ locale: look.locale, looks: [look] }))
  if (!process.env['PREAU_FULL']) return [{ locale: rotated(at).locale, looks: [rotated(at)] }]
  // French as Québec writes it differs in words alone, and has its turn among the others.
  return languages.map((locale) => ({
    locale,
    looks: themes.flatMap((theme) => widths.map((width) => ({ locale, theme, width }))),
  }))
}

/** Where a long run notes what it has seen, so that the next one goes on from there. */
const notes = process.env['PREAU_SEEN']
const seen = new Set(notes && existsSync(notes) ? readFileSync(notes, 'utf8').split('\n') : [])
const noted = ({ screen, locale }: Visit & { screen: Screen }) => `${screen.name} in ${locale}`

const shown = (part: number) =>
  all
    .flatMap((screen, at) => (at % PARTS === part ? visitsOf(at).map((visit) => ({ screen, ...visit })) : []))
    .filter((one) => !seen.has(noted(one)))
    .map((one) => ({ ...one, name: noted(one), how: one.looks.map(({ theme, width }) => `${theme} ${width} px`).join(', ') }))

/** One screen as one of the cast sees it. */
export const show = async (screen: Screen, look: Look) => {
  await school.forget() // the wrong keys and passwords of earlier screens
  const { slug, token } = await school.enter(screen.cast)
  const { href: url } = new URL(await screen.path(school, slug), school.origin)
  const context = await browserOf({ url, locale: look.locale, ...(token && { token }), cast: screen.cast })
  const opened = await openIn(context, url, look)
  await screen.before?.(opened.page, school)
  return { ...opened, close: () => (isRegular(screen.cast) ? opened.close() : context.close()) }
}

const picture = async (page: Page, name: string, { width, theme, locale }: Look) => {
  const folder = path.join(root, `${pictures}`)
  mkdirSync(folder, { recursive: true })
  // Some pages are many screens high.
  await page.screenshot({ path: path.join(folder, `${name}.${width}.${theme}.${locale}.png`), fullPage: true, timeout: 60_000 })
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/**
 * A theme is a list of colours and nothing else: it neither shows, hides, moves nor names anything (a test of the stylesheet says so).
 * Where every rule was asked in the other theme of the same width, only those can answer otherwise that look at colours.
 */
const ofColours = ['color-contrast', 'link-in-text-block']

/** All of a page in sight at once: what lies below the bar of a phone until one scrolls is covered by nothing. */
const violations = async (page: Page, { width, theme }: Look, isRepainted: boolean) => {
  const { height = 0 } = (await page.locator('html').boundingBox()) ?? {}
  await page.setViewportSize({ width, height: Math.min(6000, Math.max(844, Math.ceil(height))) })
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true)
  const { violations: found } = await (isRepainted ? axe.withRules(ofColours) : axe.withTags(tags)).analyze()
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join(' | ')}`,
  )
}

const fits = async (page: Page, when: string) => {
  const excess = await page.evaluate(tooWide)
  expect(excess, `too wide ${when}: ${excess > 0 ? await page.evaluate(beyondTheEdge) : ''}`).toBeLessThanOrEqual(0)
}

/** The person's own colours in the place of ours, and nothing that moves: what an edge, a state or the focus said is still said. */
const inTheirColours = async (page: Page, { theme }: Look) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce', colorScheme: theme })
  expect(await page.evaluate(unseen), 'controls without an edge').toEqual([])
  expect(await page.evaluate(sameAsUnchosen), 'states without a line').toEqual([])
  expect(await page.evaluate(stillMoving), 'movement').toEqual([])
  await page.keyboard.press('Tab')
  expect(await page.evaluate(unlined), 'focus without a line').toEqual([])
  await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference', colorScheme: theme })
}

/** What no theme changes: a line too long for a narrow screen, for large text, for longer words, or from the right. */
const bends = async (page: Page) => {
  await page.setViewportSize({ width: 320, height: 700 })
  await fits(page, 'at 320 px')
  await page.setViewportSize({ width: 640, height: 800 })
  await page.evaluate(twiceTheText)
  await fits(page, 'with text at 200 %')
  await page.setViewportSize({ width: 390, height: 800 })
  await page.evaluate(longerWords)
  await fits(page, 'with words longer by 40 %')
  await page.evaluate(fromTheRight)
  await fits(page, 'from right to left')
  expect(await page.evaluate(notTurned)).toEqual([])
}

const examine = async (visit: Visit & { screen: Screen }) => {
  const { screen, looks, locale } = visit
  const [first] = looks
  if (!first) return
  const { page, broken, close } = await show(screen, first)
  const asked = new Set<number | string>()
  for (const look of looks) {
    if (pictures) await picture(page, screen.name, look)
    const { theme, width } = look
    expect(pictures ? [] : await violations(page, look, asked.has(width)), `${theme}, ${width} px`).toEqual([])
    expect(await page.evaluate(smallControls)).toEqual([])
    if (width === 390) expect(await page.evaluate(brokenPlaces), 'a place in two lines').toEqual([])
    if (!asked.has(theme)) await inTheirColours(page, look)
    asked.add(width).add(theme)
  }
  expect(broken).toEqual([])
  expect(await page.evaluate(lang)).toBe(locale)
  await bends(page)
  await close()
  if (notes) appendFileSync(notes, `${noted(visit)}\n`)
}

/** Looks at every second screen, beginning with the first or the second: two files together see them all. */
export const lookAt = (part: number) => {
  beforeAll(async () => {
    house = await openHouse(await webWithPatterns())
    school = await openSchool()
  }, 120_000)
  afterAll(async () => {
    await school?.close()
    house?.close()
  })
  test.each(shown(part))('$name, $how: nothing for axe, the policy, a thumb or a narrow screen to complain of', examine)
}
