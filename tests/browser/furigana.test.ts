import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterInCalendar } from '#contract/calendar.ts'
import { listVoices } from '#contract/posts.ts'
import { loadWords } from '#i18n/load.ts'
import { dayInParis } from '#tests/days.ts'
import { asker } from '#tests/world.ts'
import { type Look, open } from './browser.ts'
import { root } from './building.ts'
import { smallControls, tooWide } from './pages/measures.ts'
import { cutReadings, linesOf, readings, unreadKanji } from './pages/reading.ts'
import { type Cast, openSchool, type School } from './school.ts'

const t = loadWords().ja
const pictures = process.env['PREAU_SCREENSHOTS']
/** What people typed stands as they typed it. */
const typed = ['田中 陽翔', '田中 陽子', '田中 健一', '小林 さくら', '伊藤 湊', '佐藤 蓮', '鈴木 葵', '高橋 悠真']
const looks: readonly Look[] = [
  { width: 390, theme: 'light', locale: 'ja' },
  { width: 1280, theme: 'dark', locale: 'ja' },
]
let school: School

beforeAll(async () => {
  school = await openSchool()
}, 120_000)
afterAll(() => school?.close())

const enter = async (cast: Cast, place: string, look: Look) =>
  open(school.browser, `${school.origin}/s/demo/${place}`, (await school.enter(cast)).token, look)

/** Something stands in the calendar of the pupil's class today. */
const planned = async () => {
  const teacher = asker(school.world.app, 'demo', (await school.enter('teacher')).token ?? '')
  const { audiences } = (await teacher(listVoices)).body as { audiences: { id: string; kind: string }[] }
  const today = dayInParis()
  const hours = { fromOn: today, toOn: today, fromTime: '08:30', toTime: '10:00' }
  const content = { title: 'Piscine', place: null, note: null, asksReply: true, ...hours }
  const audience = audiences.find(({ kind }) => kind === 'class')?.id
  const reply = await teacher(enterInCalendar, { body: { ...content, audience } })
  expect(reply.status, reply.text).toBe(200)
}

/** No kanji without its reading, none cut off, nothing too wide, nothing for axe. */
const isRead = async (page: Page, name: string, { width, theme }: Look) => {
  if (pictures) {
    mkdirSync(path.join(root, pictures), { recursive: true })
    await page.screenshot({ path: path.join(root, pictures, `furigana-${name}.${width}.${theme}.png`), fullPage: true })
  }
  expect(await page.evaluate(unreadKanji, typed), name).toEqual([])
  expect(await page.evaluate(cutReadings), name).toEqual([])
  expect(await page.evaluate(smallControls), name).toEqual([])
  expect(await page.evaluate(tooWide), name).toBeLessThanOrEqual(0)
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode(true)
    .analyze()
  expect(violations.map(({ id, nodes }) => `${name} ${id} ${nodes[0]?.html}`)).toEqual([])
}

test.each(looks)('a pupil’s day, class, menu and bar have readings at $width px', async (look) => {
  const { page, broken, close } = await enter('pupil', 'today', { ...look, furigana: 'on' })
  await page.waitForSelector('.rows')
  await page.waitForSelector('.feed .feed-end')
  await isRead(page, 'today', look)
  expect((await page.evaluate(readings)).slice(0, 40)).toEqual(expect.arrayContaining(['にち', 'たなか', 'はると']))
  await page.locator('.account > button').click()
  await isRead(page, 'menu', look)
  await page.keyboard.press('Escape')
  await page.locator('.rows a[href*="/classes/"]').first().click()
  await page.waitForSelector('.persons')
  await isRead(page, 'class', look)
  await page.locator('button.eye').click()
  await page.waitForSelector('[role=dialog]')
  await isRead(page, 'who-sees', look)
  await page.keyboard.press('Escape')
  await page.context().setOffline(true)
  await page.locator('.offline strong').waitFor()
  await isRead(page, 'offline', look)
  expect(broken).toEqual([])
  await close()
})

test.each(looks)(
  'what was said to a pupil has readings in our own sentences, and stands as it was written, at $width px',
  async (look) => {
    const { page, broken, close } = await enter('pupil', 'today', { ...look, furigana: 'on' })
    await page.locator('.post .eye').first().click()
    await page.waitForSelector('[role=dialog] dl')
    await isRead(page, 'readers', look)
    await page.keyboard.press('Escape')
    await page.locator('.post .more-of').first().click()
    await page.waitForSelector('main a[href$="/today"] ruby')
    await isRead(page, 'post', look)
    expect(await page.locator('.written ruby').count()).toBe(0)
    expect(broken).toEqual([])
    await close()
  },
)

test.each(looks)('who saw a pupil’s data has readings, in the table and in what can be asked, at $width px', async (look) => {
  const { page, broken, close } = await enter('pupil', 'today', { ...look, furigana: 'on' })
  await page.locator('.foot-links a[href$="/reads"]').click()
  await page.waitForSelector('.ink-box')
  await page.locator('main label.switch').click()
  await page.waitForSelector('.log tbody tr')
  const asking = page.locator('.log .why summary').first()
  if ((await asking.count()) > 0) await asking.click()
  await isRead(page, 'who-saw', look)
  expect(broken).toEqual([])
  await close()
})

test.each(looks)('a young child’s own data has readings, and so has what it may ask, at $width px', async (look) => {
  await school.world.owner.query(
    "update person set born_on = current_date - interval '8 years' where id in (select person_id from person_role where role = 'pupil')",
  )
  const { page, broken, close } = await enter('pupil', 'my-data', { ...look, furigana: 'on' })
  await page.waitForSelector('.rows strong ruby')
  await isRead(page, 'my-data', look)
  await page.locator('main .button.ink').first().click()
  await page.waitForSelector('[role=alertdialog] textarea')
  await isRead(page, 'my-data-ask', look)
  expect(broken).toEqual([])
  await close()
})

/** The rooms that pupils share with everybody, and what has come when each is there. */
const rooms = [
  ['family', '#mine'],
  ['security', '#sessions'],
  ['notifications', 'details.fold'],
  ['calendar', '.period'],
  ['calendar/addresses', 'main article'],
  ['notices', '.feed'],
  ['messages', 'label.switch'],
  ['messages/new', 'main form'],
] as const

test.each(rooms)('%s has readings on a telephone and on a wide screen', async (place, there) => {
  const look = looks[0]!
  const { page, broken, close } = await enter('pupil', place, { ...look, furigana: 'on' })
  await page.waitForSelector(there)
  for (const fold of await page.locator('main details:not([open]) > summary').all()) await fold.click()
  await isRead(page, place.replace('/', '-'), look)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await isRead(page, place.replace('/', '-'), looks[1]!)
  expect(broken).toEqual([])
  await close()
})

test('what came is read from its line on: a notice, an entry of the calendar, who reads', async () => {
  const look = looks[0]!
  const { page, broken, close } = await enter('pupil', 'notices', { ...look, furigana: 'on' })
  await page.locator('.feed .name-link').first().click()
  await page.waitForSelector('article .written')
  await isRead(page, 'notice', look)
  await planned()
  await page.goto(`${school.origin}/s/demo/calendar`)
  await page.locator('.entry-line').first().click()
  await page.waitForSelector('[role=dialog]')
  await isRead(page, 'entry', look)
  expect(broken).toEqual([])
  await close()
})

test('a line with readings is as high as one without', async () => {
  const { page, close } = await enter('pupil', 'today', { ...looks[0]!, furigana: 'on' })
  const { plain, read } = await page.evaluate(linesOf, ['p', 'h1', 'h2', 'small', 'button'])
  expect(Math.min(...plain)).toBeGreaterThan(20)
  expect(read).toEqual(plain)
  await close()
})

test('the readings are off until a pupil asks for them, stay over a reload, and are in no other language', async () => {
  const { page, close } = await enter('pupil', 'today', looks[0]!)
  expect(await page.evaluate(readings)).toEqual([])
  await page.locator('.account > button').click()
  await page.getByRole('button', { name: t('app.furigana.on') }).click()
  await page.waitForSelector('ruby')
  await page.reload()
  await page.waitForSelector('h1 ruby')
  expect(await page.title()).toContain('田中 陽翔さん、こんにちは')
  await page.locator('.account > button').click()
  await page.locator('.account .languages [lang=fr]').click()
  await page.waitForSelector('html[lang=fr]')
  expect(await page.evaluate(readings)).toEqual([])
  await close()
})

test('nobody else is asked or shown', async () => {
  const asked: string[] = []
  const { page, close } = await enter('teacher', 'today', { ...looks[0]!, furigana: 'on' })
  page.on('request', (request) => asked.push(request.url()))
  await page.reload({ waitUntil: 'load' })
  await page.waitForSelector('h1')
  await page.locator('.account > button').click()
  expect(await page.getByRole('button', { name: t('app.furigana.on') }).count()).toBe(0)
  expect(await page.evaluate(readings)).toEqual([])
  expect(asked.filter((url) => /readings/.test(url))).toEqual([])
  await close()
})
