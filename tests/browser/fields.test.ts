import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { loadWords } from '#i18n/load.ts'
import { contextOf, openBrowser, openIn } from './browser.ts'
import { webWithPatterns } from './building.ts'
import { openHouse } from './house.ts'

const t = loadWords().fr
let house: Awaited<ReturnType<typeof openHouse>>
let browser: Browser
let page: Page
let broken: readonly string[]

beforeAll(async () => {
  house = await openHouse(await webWithPatterns())
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  house?.close()
})
beforeEach(async () => {
  const url = `${house.origin}/ui`
  const opened = await openIn(await contextOf(browser, { url, locale: 'fr' }), url, { theme: 'light', width: 390 })
  page = opened.page
  broken = opened.broken
  return () => opened.close()
})

const combo = (name: string) => page.getByRole('combobox', { name, exact: true })
/** Focus scrolls the page to the field, and scrolling folds a list up: it is unfolded once the page stands still, as a finger would. */
const unfolds = async (name: string) => {
  await combo(name).focus()
  await page.evaluate(() => new Promise((stands) => requestAnimationFrame(() => requestAnimationFrame(stands))))
  const isOpen = async () => (await combo(name).getAttribute('aria-expanded')) === 'true'
  const opens = async () => (await isOpen()) || (await page.keyboard.press('ArrowDown').then(isOpen))
  await expect.poll(opens).toBe(true)
}
const offered = () => page.getByRole('option').allInnerTexts()

test('one of many is found by a few letters without accents, and taken with Enter', async () => {
  await combo('One of many').focus()
  await page.keyboard.type('elod')
  await expect.poll(offered).toEqual(['Élodie Étienne\nCM1-B'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(() => combo('One of many').inputValue()).toBe('Élodie Étienne')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  expect(broken).toEqual([])
})

test('a name is found by how it is read, and what was not chosen does not stay', async () => {
  await combo('One of many').focus()
  await page.keyboard.type('みさき')
  await expect.poll(offered).toEqual(['佐藤 美咲\n3年2組'])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect.poll(() => combo('One of many').inputValue()).toBe('')
})

test('who is chosen stays so while somebody else is looked for in vain, and nobody is found says so', async () => {
  await unfolds('Chosen')
  await expect.poll(async () => (await offered()).length).toBe(50)
  await combo('Chosen').fill('zzz')
  await expect.poll(offered).toEqual(['佐藤 美咲\n3年2組'])
  await page.keyboard.press('Tab')
  await expect.poll(() => combo('Chosen').inputValue()).toBe('佐藤 美咲')
  await combo('One of many').fill('zzz')
  await page.getByRole('listbox').getByText(t('app.table.nothing')).waitFor()
})

test('what is offered has nothing for axe to complain of', async () => {
  await unfolds('Chosen')
  await page.getByRole('option').first().waitFor()
  // The rest of the page is hidden from readers as long as the list is open, and axe would call that a fault.
  const axe = new AxeBuilder({ page }).include('.offer').include('.combo').withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
  const { violations } = await axe.disableRules('aria-hidden-focus').setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
})

test('a switch turns with Space, and one that is being turned does not', async () => {
  const named = (name: string) => page.getByRole('switch', { name })
  await named('Show what I have read').focus()
  await page.keyboard.press('Space')
  expect(await named('Show what I have read').isChecked()).toBe(false)
  await named('Being turned').focus()
  await page.keyboard.press('Space')
  expect(await named('Being turned').isChecked()).toBe(true)
  expect(await named('Disabled, on').isDisabled()).toBe(true)
})

test('somebody signs with a mouse, begins again, or types their name instead', async () => {
  const pads = page.getByRole('group', { name: 'Sign' })
  const drawn = page.locator('.signature')
  await drawn.scrollIntoViewIfNeeded()
  const box = (await drawn.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await page.getByRole('button', { name: 'Begin again' }).click()
  await expect.poll(() => drawn.locator('path').last().getAttribute('d')).toBe('')
  await page.mouse.move(box.x + 20, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, box.y + 60)
  await page.mouse.up()
  await page.mouse.move(box.x + 10, box.y + 10)
  await expect.poll(() => drawn.locator('path').last().getAttribute('d')).toMatch(/^M\d+ \d+(?:L\d+ \d+)+$/)
  await pads.last().getByRole('radio').first().check()
  await page.getByLabel('Your name').last().fill('Noor Benali')
  expect(await page.getByLabel('Your name').count()).toBe(2)
  expect(broken).toEqual([])
})
