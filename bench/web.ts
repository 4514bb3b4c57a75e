import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { uuidv7 } from '#kernel/ids.ts'
import { chromiumHere, openBrowser } from '../tests/browser/browser.ts'
import { packageOf } from '../tests/packages.ts'
import type { Bench } from './house.ts'
import { median } from './measure.ts'
import { districtOf } from './rosters.ts'
import { coldStart, stop } from './start.ts'
import { kept, largest, longestWait, scrolling, thumbing, watching } from './web-pages.ts'

const district = { pupils: 860, guardians: 600, teachers: 40, classes: 30, places: 890 }

/** A cheap phone, far from a mast: a quarter of this processor, 1.6 Mbit/s down, 150 ms to the server. */
const slow = async (page: Page) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  const line = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
  await devtools.send('Network.emulateNetworkConditions', line)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>
const phone = async (browser: Browser, state?: State) => {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'fr',
    ...(state ? { storageState: state } : {}),
  })
  await context.addInitScript(watching)
  return context
}

/** Signs somebody of the invented school in, as they would; answers what the browser then holds. */
const signIn = async (browser: Browser, url: string, data: string, role: string): Promise<State> => {
  const written = path.join(data, 'demo-accounts.json')
  while (!existsSync(written)) await sleep(200) // the invented school moves in while the house is open already
  const accounts: { role: string; username: string; password: string }[] = JSON.parse(readFileSync(written, 'utf8'))
  const account = accounts.find((one) => one.role === role)
  const context = await phone(browser)
  const page = await context.newPage()
  await page.goto(`${url}/s/demo/sign-in`)
  await page.fill('#login', account?.username ?? '')
  await page.fill('#password', account?.password ?? '')
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL('**/today')
  const { cookies } = await context.storageState()
  await context.close()
  return { cookies, origins: [] }
}

/** A visit on the slow phone; answers when the largest thing of it was painted. */
const visit = async (context: BrowserContext, url: string) => {
  const page = await context.newPage()
  await slow(page)
  await page.goto(url, { waitUntil: 'load' })
  await page.waitForSelector('h1')
  await sleep(2000) // whatever is still to come
  const painted: number = await page.evaluate(largest)
  await page.close()
  return painted
}

/** Fifteen hundred people come by a list, as in any school. */
const importDistrict = async (browser: Browser, url: string, state: State) => {
  const context = await phone(browser, state)
  const xsrf = state.cookies.find(({ name }) => name.endsWith('preau-xsrf'))?.value ?? ''
  const headers = () => ({ 'x-xsrf-token': xsrf, 'idempotency-key': uuidv7(), origin: url })
  const api = `${url}/s/demo/api/roster-imports`
  const file = { name: 'north.zip', mimeType: 'application/zip', buffer: packageOf(districtOf(district)) }
  const staged = await context.request.post(api, { multipart: { package: file }, headers: headers() })
  const { id } = (await staged.json()) as { id: string }
  const applied = await context.request.post(`${api}/${id}/application`, { data: { leaving: true }, headers: headers() })
  if (!applied.ok()) throw new Error(`the list was not taken: ${await applied.text()}`)
  for (let state = ''; state !== 'applied'; await sleep(500))
    state = ((await (await context.request.get(`${api}/${id}/progress`)).json()) as { state: string }).state
  await context.close()
}

/** What a parent does in the first minute. */
const parentsMinute = async (browser: Browser, url: string, state: State) => {
  const context = await phone(browser, state)
  const page = await context.newPage()
  await slow(page)
  await page.goto(`${url}/s/demo/today`)
  await page
    .locator('.account button')
    .first()
    .tap()
    .catch(() => page.locator('.account button').first().click())
  await page.keyboard.press('Escape')
  await page.locator('main .tap[href*="/classes/"]').first().click()
  await page.waitForURL('**/classes/*')
  await page.locator('a.eye').first().click()
  await page.waitForURL('**/reads')
  await page.locator('h1').waitFor()
  await sleep(1000)
  const waited: number = await page.evaluate(longestWait)
  await context.close()
  return waited
}

/** The directory of 1,500, on a phone: looked through, sorted, chosen from. */
const directory = async (browser: Browser, url: string, state: State) => {
  const context = await phone(browser, state)
  const page = await context.newPage()
  await slow(page)
  await page.goto(`${url}/s/demo/people`)
  await page.locator('tbody tr').nth(50).waitFor()
  await page.locator('input[type=search]').click()
  await page.keyboard.type('ménard', { delay: 120 })
  await page.locator('input[type=search]').fill('')
  await page.locator('thead button').last().click()
  await page.locator('thead .pick input').click()
  await page.locator('tbody .pick input').nth(3).click()
  for (let more = 0; more < 4; more++) await page.locator('.listed > .button').click()
  await sleep(1000)
  const waited: number = await page.evaluate(longestWait)
  const frames: number[] = await page.evaluate(scrolling)
  await context.close()
  return { waited, frame: frames[Math.floor(frames.length * 0.95)] ?? Number.NaN }
}

const POSTS = 200

/** What is sent as somebody who is signed in. */
const asks = async (browser: Browser, url: string, state: State) => {
  const context = await phone(browser, state)
  const xsrf = state.cookies.find(({ name }) => name.endsWith('preau-xsrf'))?.value ?? ''
  const api = `${url}/s/demo/api`
  return {
    get: async <T>(path: string): Promise<T> => (await context.request.get(`${api}${path}`)).json(),
    post: async (path: string, data: object) => {
      const answer = await context.request.post(`${api}${path}`, {
        data,
        headers: { 'x-xsrf-token': xsrf, 'idempotency-key': uuidv7(), origin: url },
      })
      if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
    },
    close: () => context.close(),
  }
}

/** Two hundred posts of the office to the whole school, short and long, that take reactions and answers. */
const say = async (browser: Browser, url: string, state: State) => {
  const office = await asks(browser, url, state)
  const { audiences } = await office.get<{ audiences: { id: string; kind: string }[] }>('/audiences')
  const whole = audiences.flatMap(({ id, kind }) => (kind === 'school' ? [id] : []))
  for (let nth = 0; nth < POSTS; nth++) {
    const text = `${nth}. ${'Demain nous allons à la piscine. Pensez au bonnet et au goûter. '.repeat(1 + (nth % 6))}`
    await office.post('/posts', { text, language: 'fr', answers: 'comments', when: 'now', audiences: whole })
  }
  await office.close()
}

/** A parent goes back through two hundred posts on the slow phone; answers the longest frame of scrolling through all of them. */
const backThrough = async (browser: Browser, url: string, state: State) => {
  const context = await phone(browser, state)
  const page = await context.newPage()
  await page.goto(`${url}/s/demo/today`)
  await page.locator('.feed .post').first().waitFor()
  const [posts, end] = [page.locator('.feed .post'), page.locator('.feed-end')]
  for (await end.waitFor(); (await end.locator('.button').count()) > 0; await end.waitFor()) {
    const shown = await posts.count()
    await end.locator('.button').click()
    await posts.nth(shown).waitFor({ state: 'attached' })
  }
  if ((await posts.count()) < POSTS) throw new Error(`a feed of ${await posts.count()} posts`)
  await slow(page)
  await sleep(1000)
  const longest: number = await page.evaluate(thumbing)
  await context.close()
  return longest
}

/** The middle of some rounds. */
const middle = async (rounds: number, once: () => Promise<number>) => {
  const values: number[] = []
  for (let round = 0; round < rounds; round++) values.push(await once())
  return median(values)
}

export const web: Bench = {
  name: 'web',
  about: 'the real app on a slow phone: first and repeated visits, interactions, frames',
  run: async ({ folder, quick, absolute }) => {
    if (!chromiumHere()) return console.error('web: there is no Chromium here, so nothing is measured')
    const data = path.join(folder, 'web')
    const running = await coldStart(data, '--demo')
    const url = running.url.replace('127.0.0.1', 'localhost') // where workers are allowed
    const browser = await openBrowser()
    const rounds = quick ? 3 : 5
    try {
      const parent = await signIn(browser, url, data, 'guardian')
      const office = await signIn(browser, url, data, 'office')
      const anew = async (state: State | undefined, place: string) => {
        const context = await phone(browser, state)
        const painted = await visit(context, `${url}${place}`)
        await context.close()
        return painted
      }
      await absolute('join page, largest paint', 'ms', { atMost: 1500 }, () => middle(rounds, () => anew(undefined, '/join')))
      await absolute('parent’s first route, largest paint', 'ms', { atMost: 2500 }, () =>
        middle(rounds, () => anew(parent, '/s/demo/today')),
      )
      const known = await phone(browser, parent)
      const first = await known.newPage()
      await first.goto(`${url}/s/demo/today`)
      await first.waitForFunction(kept, undefined, { timeout: 60_000 })
      await first.close()
      await absolute('parent’s repeated visit, largest paint', 'ms', { atMost: 1000 }, () =>
        middle(rounds, () => visit(known, `${url}/s/demo/today`)),
      )
      await known.close()
      await absolute('parent’s first minute, longest wait of an interaction', 'ms', { atMost: 200 }, () =>
        middle(rounds, () => parentsMinute(browser, url, parent)),
      )
      await say(browser, url, office)
      await absolute('a feed of 200 posts, longest frame in scrolling', 'ms', { atMost: 50 }, () =>
        middle(rounds, () => backThrough(browser, url, parent)),
      )
      await importDistrict(browser, url, office)
      const seen: number[] = []
      await absolute('directory of 1,500, longest wait of an interaction', 'ms', { atMost: 200 }, () =>
        middle(rounds, async () => {
          const { waited, frame } = await directory(browser, url, office)
          seen.push(frame)
          return waited
        }),
      )
      await absolute('directory, 500 rows drawn, 95th percentile of frames in scrolling', 'ms', {}, async () => median(seen))
    } finally {
      await browser.close()
      await stop(running)
    }
  },
}
