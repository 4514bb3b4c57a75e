import { rmSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#contract/locales.ts'
import { type Look, openBrowser, type Screen, screens, show } from './browser.ts'
import { buildWeb } from './building.ts'
import { openHouse } from './house.ts'
import { lang, smallControls, tooWide, triesHtml, twiceTheText } from './pages/measures.ts'

let built = ''
const patterns: Screen = { name: 'patterns', path: '/ui', cast: 'parent' }
const all = [...screens, patterns]

let browser: Browser
let house: Awaited<ReturnType<typeof openHouse>>

beforeAll(async () => {
  built = buildWeb('pattern')
  house = await openHouse(built)
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  house?.close()
  rmSync(built, { recursive: true, force: true })
})

const looksOf = (at: number): Look[] => {
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
const shown = all.flatMap((screen, at) => looksOf(at).map((look) => ({ screen, look, name: screen.name, ...look })))

const violations = async (page: Page) => {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode(true)
    .analyze()
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join(' | ')}`,
  )
}

test.each(shown)(
  '$name in $locale, $theme, $width px: nothing for axe, the policy, a thumb or a narrow screen to complain of',
  async ({ screen, look }) => {
    const { page, broken, close } = await show(browser, house.origin, screen, look)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(smallControls)).toEqual([])
    expect(broken.filter((text) => !text.includes('not_found'))).toEqual([])
    expect(await page.evaluate(lang)).toBe(look.locale)
    await page.setViewportSize({ width: 320, height: 700 })
    expect(await page.evaluate(tooWide), 'wider than 320 px').toBeLessThanOrEqual(0)
    await page.setViewportSize({ width: 640, height: 800 })
    await page.evaluate(twiceTheText)
    expect(await page.evaluate(tooWide), 'too wide with text at 200 %').toBeLessThanOrEqual(0)
    await close()
  },
)

test('the language changes without leaving the screen, and stays', async () => {
  const today = all.find(({ name }) => name === 'today-parent') ?? patterns
  const { page, close } = await show(browser, house.origin, today, { locale: 'fr', theme: 'light', width: 390 })
  await page.getByRole('button', { name: '日本語' }).click()
  await page.waitForSelector('html[lang=ja]')
  expect(await page.locator('h1').textContent()).toContain('さん、こんにちは')
  await page.reload({ waitUntil: 'networkidle' })
  expect(await page.locator('h1').textContent()).toContain('さん、こんにちは')
  await close()
})

test('no string becomes HTML: only the empty one passes the policy', async () => {
  const { page, close } = await show(browser, house.origin, patterns, { locale: 'en', theme: 'light', width: 390 })
  const tried = await page.evaluate(triesHtml)
  expect(tried).toContain('no HTML from strings')
  await close()
})
