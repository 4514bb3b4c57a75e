import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readClass } from '#contract/classes.ts'
import { endOtherSessions } from '#contract/sessions.ts'
import { loadWords } from '#i18n/load.ts'
import { cookieNames } from '#kernel/http.ts'
import { xsrfTokenOf } from '#kernel/session.ts'
import { startSequencing } from '#server/sequencing.ts'
import { buildWeb } from '#server/web-build.ts'
import { classOf, guard, openWorld, type Person, person, signInAgain, type World } from '#tests/world.ts'
import { openBrowser } from './browser.ts'
import { root } from './building.ts'
import { freePort } from './installed.ts'
import { filesKept, lastTyped, rowsKept } from './pages/keeping.ts'

const t = loadWords().fr
let world: World
let browser: Browser
let origin = ''
let amal: Person
let noor: Person
let stopOrdering: () => Promise<void>

beforeAll(async () => {
  await buildWeb()
  const port = await freePort()
  origin = `http://localhost:${port}`
  world = await openWorld({ origin })
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  const class6B = await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
  stopOrdering = await startSequencing(world.installation, world.connection, world.keys)
  await rosa.ask(readClass, { params: { id: class6B } })
  await world.app.listen({ port, host: 'localhost' })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await stopOrdering()
  await world.close()
})

const cookiesOf = (token: string) => {
  const names = cookieNames(origin)
  return [
    { name: names.session, value: token, url: origin },
    { name: names.xsrf, value: xsrfTokenOf(token), url: origin },
  ]
}

/** A device with a session of its own; what its pages complain of is gathered. */
const phoneOf = async (who: Person, { sharedDevice = false } = {}) => {
  const { token } = await signInAgain(world, who, { sharedDevice })
  const context = await browser.newContext({ locale: 'fr', viewport: { width: 390, height: 844 } })
  await context.addCookies(cookiesOf(token))
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('dialog', (dialog) => void dialog.accept()) // yes, leave, though something waits
  const broken: string[] = []
  page.on(
    'console',
    (message) => /Content Security|TrustedScript|Trusted Type/i.test(message.text()) && broken.push(message.text()),
  )
  page.on('pageerror', (error) => broken.push(String(error)))
  return { context, page, broken, token }
}

/** Opens a screen and waits until the device has kept what it may. */
const settle = async (page: Page, place: string) => {
  await page.goto(`${origin}/s/preau/${place}`)
  await page.waitForSelector('h1')
  await expect.poll(() => page.evaluate(filesKept), { timeout: 30_000 }).toEqual(expect.arrayContaining(['/shell.html']))
  await expect.poll(() => page.evaluate(rowsKept).then(({ device }) => device), { timeout: 30_000 }).toBe(1)
}

test('without a network the day is there as it was saved, and says when', async () => {
  const { context, page, broken } = await phoneOf(amal)
  await settle(page, 'today')
  await expect.poll(() => page.evaluate(rowsKept).then(({ answers }) => answers)).toBe(2)
  await expect.poll(async () => (await page.evaluate(filesKept)).filter((file) => /home\.fr-/.test(file))).toHaveLength(1)
  await context.setOffline(true)
  await page.reload()
  await page.getByRole('heading', { level: 1, name: /Amal Benali/ }).waitFor()
  await page.getByText('6B').first().waitFor()
  const bar = page.locator('.offline')
  await bar.getByText(t('offline.away')).waitFor()
  expect(await bar.innerText()).toMatch(/enregistré à \d/)
  await context.setOffline(false)
  await bar.getByText(t('offline.away')).waitFor({ state: 'detached' })
  expect(broken).toEqual([])
})

const asked = async () =>
  (await world.owner.query<{ count: number }>('select count(*)::int as count from read_question')).rows[0]?.count

/** Asks why a line stands in Noor's log; where there is no network, it is kept. */
const askWhy = async (page: Page, question: string) => {
  await page.getByText(t('ledger.ask'), { exact: true }).first().click()
  await page.getByLabel(t('ledger.ask_field')).first().fill(question)
  await page
    .getByRole('button', { name: t('ledger.ask_send') })
    .first()
    .click()
}
const waits = (page: Page, count: number) => page.locator('.offline').getByText(t('offline.waiting', { count })).waitFor()
const nothingWaits = (page: Page) =>
  page
    .locator('.offline')
    .getByText(/attente/)
    .waitFor({ state: 'detached' })

test('what is asked without a network waits, stands a new start, and arrives once', async () => {
  const { context, page, broken } = await phoneOf(amal)
  await settle(page, `people/${noor.id}/reads`)
  await context.setOffline(true)
  await askWhy(page, 'Pourquoi mardi ?')
  await page.getByText(t('offline.will_be_sent')).waitFor()
  await waits(page, 1)
  await page.goto(`${origin}/s/preau/today`)
  await waits(page, 1)
  await page.getByRole('button', { name: t('offline.show') }).click()
  await page.getByText('Pourquoi mardi ?').waitFor()
  await page.keyboard.press('Escape')
  expect(await asked()).toBe(0)
  await context.setOffline(false)
  await nothingWaits(page)
  expect([await asked(), (await page.evaluate(rowsKept))['outbox']]).toEqual([1, 0])
  expect(broken).toEqual([])
})

test('an answer that was lost on its way does not make it happen twice', async () => {
  const { context, page } = await phoneOf(amal)
  await settle(page, `people/${noor.id}/reads`)
  const before = (await asked()) ?? 0
  let lost = 0
  await context.route('**/read-questions', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    lost += 1
    await route.abort()
  })
  await askWhy(page, 'Et mercredi ?')
  await waits(page, 1)
  expect([lost, await asked()]).toEqual([1, before + 1])
  await context.unroute('**/read-questions')
  await page.reload()
  await nothingWaits(page)
  expect(await asked()).toBe(before + 1)
})

test('what is refused stays with its words and the reason', async () => {
  const karim = await person(world, { name: 'Karim Haddad', role: 'guardian' })
  await guard(world, karim, noor)
  const { context, page } = await phoneOf(karim)
  await settle(page, `people/${noor.id}/reads`)
  await context.setOffline(true)
  await askWhy(page, 'Et jeudi ?')
  await waits(page, 1)
  await world.owner.query('update guardianship set until_at = now() where guardian_id = $1', [karim.id])
  await context.setOffline(false)
  const bar = page.locator('.offline')
  await bar.getByText(t('offline.refused', { count: 1 })).waitFor()
  await page.getByRole('button', { name: t('offline.show') }).click()
  await page.getByText('Et jeudi ?').waitFor()
  await page.getByText(t('errors.not_found')).waitFor()
})

test('who signs out leaves nothing behind', async () => {
  const { context, page } = await phoneOf(amal)
  await settle(page, 'today')
  await page
    .getByRole('button', { name: t('app.sign_out') })
    .last()
    .click()
  await page.waitForURL('**/s/preau/')
  expect([await page.evaluate(filesKept), await page.evaluate(rowsKept)]).toEqual([[], {}])
  await context.setOffline(true)
  await expect(page.goto(`${origin}/s/preau/today`)).rejects.toThrow(/ERR_INTERNET_DISCONNECTED/)
})

test('a session that was ended elsewhere takes what was read along; what was written waits for the same account', async () => {
  const hidden = await person(world, { name: 'Ines Benali', role: 'guardian' })
  const { context, page } = await phoneOf(amal)
  await settle(page, `people/${noor.id}/reads`)
  const before = (await asked()) ?? 0
  await context.setOffline(true)
  await askWhy(page, 'Et vendredi ?')
  await waits(page, 1)
  await (await signInAgain(world, amal)).ask(endOtherSessions)
  await context.setOffline(false)
  await expect.poll(() => page.evaluate(rowsKept).then(({ device }) => device)).toBe(0) // at the first answer, before anything else is asked
  await page.reload()
  await page.waitForURL('**/sign-in?next=**')
  expect(await page.evaluate(rowsKept)).toEqual({ device: 0, answers: 0, outbox: 1, drafts: 0 })
  await context.addCookies(cookiesOf((await signInAgain(world, hidden)).token))
  await settle(page, 'today')
  expect(await page.locator('.offline').innerText()).toBe('')
  await context.addCookies(cookiesOf((await signInAgain(world, amal)).token))
  await settle(page, 'today')
  await expect.poll(asked).toBe(before + 1)
})

test('on a shared machine nothing is kept', async () => {
  const { page } = await phoneOf(amal, { sharedDevice: true })
  const keys = page.waitForResponse(/device-keys/)
  await page.goto(`${origin}/s/preau/today`)
  await page.getByText('6B').first().waitFor()
  await keys
  const again = page.waitForResponse(/device-keys/)
  await page.goto(`${origin}/s/preau/family`)
  await page.waitForSelector('h1')
  await again
  expect([await page.evaluate(filesKept), await page.evaluate(rowsKept)]).toEqual([[], {}])
})

const ask = (page: Page) => page.getByText(t('ledger.ask'), { exact: true }).first().click()
const field = (page: Page) => page.getByLabel(t('ledger.ask_field')).first()
const drafts = (page: Page) => page.evaluate(rowsKept).then((rows) => rows['drafts'])

test('what is typed comes back after a session that ended in the middle of it, and of two tabs both versions', async () => {
  const { context, page, broken } = await phoneOf(amal)
  await settle(page, `people/${noor.id}/reads`)
  await ask(page)
  await field(page).fill('Pourquoi')
  await expect.poll(() => drafts(page)).toBe(1)
  await (await signInAgain(world, amal)).ask(endOtherSessions)
  await field(page).fill('Pourquoi samedi ?')
  await page
    .getByRole('button', { name: t('ledger.ask_send') })
    .first()
    .click()
  await page
    .getByText(t('errors.session_ended'))
    .or(page.getByText(t('errors.not_signed_in')))
    .first()
    .waitFor()
  const before = await page.evaluate(lastTyped)
  await field(page).fill('Pourquoi samedi matin ?')
  await expect.poll(() => page.evaluate(lastTyped)).toBeGreaterThan(before)
  await page.goto(`${origin}/s/preau/sign-in`)
  await context.addCookies(cookiesOf((await signInAgain(world, amal)).token))
  await settle(page, `people/${noor.id}/reads`)
  await ask(page)
  await page.waitForFunction((said) => document.querySelector('textarea')?.value === said, 'Pourquoi samedi matin ?')
  const second = await context.newPage()
  await second.goto(page.url())
  await ask(second)
  await second.waitForFunction((said) => document.querySelector('textarea')?.value === said, 'Pourquoi samedi matin ?')
  await field(second).fill('La version de droite')
  await field(page).fill('La version de gauche')
  await expect.poll(() => drafts(page)).toBe(2)
  await second.close()
  await page.reload()
  await ask(page)
  const other = page.locator('.card', { hasText: /Une autre version/ }).first()
  await other.waitFor()
  const both = [await field(page).inputValue(), await other.locator('.said').innerText()]
  expect(both.toSorted()).toEqual(['La version de droite', 'La version de gauche'])
  await page
    .getByRole('button', { name: t('ledger.ask_send') })
    .first()
    .click()
  await expect.poll(() => drafts(page)).toBe(0)
  expect(broken).toEqual([])
})

const worker = path.join(root, 'web/dist/worker.js')
test('a new release waits until somebody takes it', async () => {
  const { page, broken } = await phoneOf(amal)
  await settle(page, 'today')
  const kinds = ['', '.gz', '.br']
  const files = kinds.map((kind) => readFileSync(`${worker}${kind}`))
  try {
    for (const kind of kinds.slice(1)) rmSync(`${worker}${kind}`)
    writeFileSync(worker, `${files[0]}`.replace(/const release = "\w+"/, 'const release = "next"'))
    await page.reload()
    await page.getByText(t('offline.release'), { exact: true }).waitFor()
    expect((await page.evaluate(async () => caches.keys())).length).toBe(2)
    const loaded = page.waitForEvent('load')
    await page.getByRole('button', { name: t('offline.release_use') }).click()
    await loaded
    await page.waitForSelector('h1')
    await expect.poll(() => page.evaluate(async () => caches.keys())).toContain('preau-next')
    expect(await page.getByText(t('offline.release'), { exact: true }).count()).toBe(0)
    expect(broken).toEqual([])
  } finally {
    for (const [at, kind] of kinds.entries()) writeFileSync(`${worker}${kind}`, files[at] ?? '')
  }
})
