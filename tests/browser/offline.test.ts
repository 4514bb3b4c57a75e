import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadWords } from '#i18n/load.ts'
import { root } from './building.ts'
import { filesKept, rowsKept } from './pages/keeping.ts'
import { openPhones, type Phones, signsOut } from './phones.ts'

const t = loadWords().fr
let phones: Phones

beforeAll(async () => {
  phones = await openPhones()
}, 120_000)
afterAll(() => phones.close())

/** Who one is, one's classes, the feed, and what was announced. */
const ofTheDay = 4

test('what the first screen is drawn from is asked for once, and before the app is there', async () => {
  const { page } = await phones.phoneOf(phones.amal)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`${phones.origin}/s/preau/today`)
  await page.getByText(t('posts.none')).waitFor()
  for (const rows of ['me', 'classes', 'feed', 'notices'])
    expect(
      asked.filter((path) => path === `/s/preau/api/${rows}`),
      rows,
    ).toHaveLength(1)
  expect(await page.evaluate('window.begun.size'), 'all that was asked early was used').toBe(0)
})

test('without a network the day is there as it was saved, and says when', async () => {
  const { context, page, broken } = await phones.phoneOf(phones.amal)
  await phones.settle(page, 'today')
  await expect.poll(() => page.evaluate(rowsKept).then(({ answers }) => answers)).toBe(ofTheDay)
  await expect.poll(async () => (await page.evaluate(filesKept)).filter((file) => /first\.fr-/.test(file))).toHaveLength(1)
  await context.setOffline(true)
  await page.reload()
  await page.getByRole('heading', { level: 1, name: /Amal Benali/ }).waitFor()
  await page.getByText('6B').first().waitFor()
  await page.getByText(t('posts.none')).waitFor()
  const bar = page.locator('.offline')
  await bar.getByText(t('offline.away')).waitFor()
  expect(await bar.innerText()).toMatch(/enregistré à \d/)
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode(true)
    .analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await context.setOffline(false)
  await bar.getByText(t('offline.away')).waitFor({ state: 'detached' })
  expect(broken).toEqual([])
})

test('when nobody answers within two seconds, what was saved is shown, and then what comes', async () => {
  const { context, page } = await phones.phoneOf(phones.amal)
  await phones.settle(page, 'today')
  await expect.poll(() => page.evaluate(rowsKept).then(({ answers }) => answers)).toBe(ofTheDay)
  let answer: () => void = () => {}
  const late = new Promise<void>((resolve) => {
    answer = resolve
  })
  await context.route('**/api/**', (route) => late.then(() => route.continue()))
  await page.goto(`${phones.origin}/s/preau/today`)
  await page.locator('.offline').getByText(t('offline.slow')).waitFor()
  await page.getByText('6B').first().waitFor()
  answer()
  await page.locator('.offline').getByText(t('offline.slow')).waitFor({ state: 'detached' })
})

test('a page that is kept on no device says that it needs a network', async () => {
  const { context, page } = await phones.phoneOf(phones.amal)
  await phones.settle(page, 'today')
  await context.setOffline(true)
  await page.goto(`${phones.origin}/s/preau/${phones.log}`)
  await page.getByText(t('app.offline_page')).waitFor()
})

test('who signs out leaves nothing behind', async () => {
  const { context, page } = await phones.phoneOf(phones.amal)
  await phones.settle(page, 'today')
  await signsOut(page)
  await page.waitForURL('**/s/preau/')
  expect([await page.evaluate(filesKept), await page.evaluate(rowsKept)]).toEqual([[], {}])
  await context.setOffline(true)
  await expect(page.goto(`${phones.origin}/s/preau/today`)).rejects.toThrow(/ERR_INTERNET_DISCONNECTED/)
})

test('on a shared machine nothing is kept', async () => {
  const { page } = await phones.phoneOf(phones.amal, { sharedDevice: true })
  const keys = page.waitForResponse(/device-keys/)
  await page.goto(`${phones.origin}/s/preau/today`)
  await page.getByText('6B').first().waitFor()
  await keys
  const again = page.waitForResponse(/device-keys/)
  await page.goto(`${phones.origin}/s/preau/family`)
  await page.waitForSelector('h1')
  await again
  expect([await page.evaluate(filesKept), await page.evaluate(rowsKept)]).toEqual([[], {}])
})

test('a school that has answered is not said to be silent two seconds later', async () => {
  const { page } = await phones.phoneOf(phones.amal)
  await phones.settle(page, 'today')
  await expect.poll(() => page.evaluate(rowsKept).then(({ answers }) => answers)).toBeGreaterThan(0)
  await page.clock.install()
  await page.reload()
  await page.waitForSelector('.card.rows')
  await page.waitForLoadState('load') // the network is never idle: the stream of what happens stays open
  await page.clock.runFor(5000)
  expect(await page.locator('.offline').innerText()).toBe('')
})

/** Another release of the worker, at this school and at no other. */
const renew = (server: Server) => {
  const script = readFileSync(path.join(root, 'web/dist/worker.js'), 'utf8')
  const next = script.replace(/const release = "\w+"/, 'const release = "next"')
  const before = server.listeners('request')
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    if (request.url === '/worker.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(next)
    else for (const listener of before) listener.call(server, request, response)
  })
}

test('a new release waits until somebody takes it', async () => {
  const { page, broken } = await phones.phoneOf(phones.amal)
  await phones.settle(page, 'today')
  const bar = page.locator('.offline').getByText(t('offline.release'), { exact: true })
  renew(phones.world.app.server)
  await page.reload()
  await bar.waitFor()
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(2)
  const loaded = page.waitForEvent('load')
  await page.getByRole('button', { name: t('offline.release_use') }).click()
  await loaded
  await page.waitForSelector('h1')
  await expect.poll(() => page.evaluate(async () => caches.keys())).toContain('preau-next')
  expect(await bar.count()).toBe(0)
  expect(broken).toEqual([])
})
