import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#contract/locales.ts'
import { type Look, open } from './browser.ts'
import { buildWeb, root } from './building.ts'
import { openHouse } from './house.ts'
import { screens } from './listed.ts'
import { unlined } from './pages/focus.ts'
import {
  beyondTheEdge,
  fromTheRight,
  lang,
  longerWords,
  notTurned,
  smallControls,
  tooWide,
  twiceTheText,
} from './pages/measures.ts'
import { sameAsUnchosen, stillMoving, unseen } from './pages/seeing.ts'
import { openSchool, type School } from './school.ts'
import type { Screen } from './steps.ts'

const PARTS = 2 // as many files as look at them, each on a core

let built = ''
let school: School
let house: Awaited<ReturnType<typeof openHouse>>

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

const looksOf = (at: number): readonly Look[] => {
  if (pictures) return pictured
  const rotated = {
    locale: locales[at % locales.length] ?? 'en',
    theme: at % 2 === 0 ? 'light' : 'dark',
    width: at % 3 === 0 ? 1280 : 390,
  } as const
  if (!process.env['PREAU_FULL']) return [rotated]
  return locales.flatMap((locale) =>
    (['light', 'dark'] as const).flatMap((theme) => [390, 1280].map((width) => ({ locale, theme, width }))),
  )
}
const shown = (part: number) =>
  all.flatMap((screen, at) =>
    at % PARTS === part ? looksOf(at).map((look) => ({ screen, look, name: screen.name, ...look })) : [],
  )

/** One screen as one of the cast sees it. */
export const show = async (screen: Screen, look: Look) => {
  await school.forget() // the wrong keys and passwords of earlier screens
  const { slug, token } = await school.enter(screen.cast)
  const place = new URL(await screen.path(school, slug), school.origin)
  const opened = await open(school.browser, place.href, token, look)
  await screen.before?.(opened.page, school)
  return opened
}

const picture = async (page: Page, name: string, { width, theme, locale }: Look) => {
  const folder = path.join(root, `${pictures}`)
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.${width}.${theme}.${locale}.png`), fullPage: true })
}

/** All of a page in sight at once: what lies below the bar of a phone until one scrolls is covered by nothing. */
const violations = async (page: Page, width: number) => {
  const { height = 0 } = (await page.locator('html').boundingBox()) ?? {}
  await page.setViewportSize({ width, height: Math.min(6000, Math.max(844, Math.ceil(height))) })
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode(true)
    .analyze()
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

const examine = async ({ screen, look }: { screen: Screen; look: Look }) => {
  const { page, broken, close } = await show(screen, look)
  if (pictures) await picture(page, screen.name, look)
  expect(pictures ? [] : await violations(page, look.width)).toEqual([])
  expect(await page.evaluate(smallControls)).toEqual([])
  expect(broken).toEqual([])
  await inTheirColours(page, look)
  expect(await page.evaluate(lang)).toBe(look.locale)
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
  await close()
}

/** Looks at every second screen, beginning with the first or the second: two files together see them all. */
export const lookAt = (part: number) => {
  beforeAll(async () => {
    built = buildWeb('pattern')
    house = await openHouse(built)
    school = await openSchool()
  }, 120_000)
  afterAll(async () => {
    await school?.close()
    house?.close()
    rmSync(built, { recursive: true, force: true })
  })
  test.each(shown(part))(
    '$name in $locale, $theme, $width px: nothing for axe, the policy, a thumb or a narrow screen to complain of',
    examine,
  )
}
