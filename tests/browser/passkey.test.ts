import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadWords } from '#i18n/load.ts'
import { hashPassword } from '#modules/sign-in/index.ts'
import { buildWeb } from '#server/serving/web-build.ts'
import { openWorld, person, type World } from '#tests/world.ts'
import { openBrowser } from './browser.ts'
import { freePort } from './installed.ts'

const password = 'une bonne dizaine de mots pour une seule clef'
const t = loadWords().fr
let world: World
let browser: Browser
let page: Page
let origin = ''
let login = ''

beforeAll(async () => {
  await buildWeb()
  const port = await freePort()
  origin = `http://localhost:${port}`
  world = await openWorld({ origin })
  const olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  login = `${olga.accountId}@example.org`
  await world.owner.query('update directory.account set password_hash = $1', [await hashPassword(password)])
  await world.app.listen({ port, host: 'localhost' })
  browser = await openBrowser()
  const context = await browser.newContext({ locale: 'fr', viewport: { width: 390, height: 844 } })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await withDevice(page)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/** A phone whose owner always agrees. */
const withDevice = async (of: Page) => {
  const devtools = await of.context().newCDPSession(of)
  await devtools.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
  } as const
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { ...options, automaticPresenceSimulation: true } })
}
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const atToday = () => page.waitForURL('**/s/preau/today')

test('the office makes its phone a second way of signing in, and keeps ten codes', async () => {
  await page.goto(`${origin}/s/preau/sign-in`)
  await page.fill('#login', login)
  await page.fill('#password', password)
  await press(t('session.sign_in'))
  await page.waitForURL('**/second-factor?next=**')
  await press(t('session.enrol.passkey'))
  await page.locator('[data-codes] li').nth(9).waitFor()
  await page.getByRole('link', { name: t('session.codes.kept') }).click()
  await atToday()
})

test('then the phone alone signs in', async () => {
  await page.context().clearCookies()
  await page.goto(`${origin}/s/preau/sign-in`)
  await press(t('session.passkey'))
  await atToday()
})

test('and it is the second step after a password', async () => {
  await page.context().clearCookies()
  await page.goto(`${origin}/s/preau/sign-in`)
  await page.fill('#login', login)
  await page.fill('#password', password)
  await press(t('session.sign_in'))
  await page.waitForURL('**/second-step?next=**')
  await press(t('session.second.passkey'))
  await atToday()
})

test('what asks who one is waits for the answer, and is then done', async () => {
  await page.goto(`${origin}/s/preau/security`)
  await page.getByRole('heading', { name: t('security.methods') }).waitFor()
  await world.owner.query("update directory.session set authenticated_at = now() - interval '1 hour'")
  await press(t('security.codes_make'))
  await page.getByRole('dialog').waitFor()
  await press(t('security.confirm.passkey'))
  await page.locator('.codes li').nth(9).waitFor()
  await world.owner.query("update directory.session set authenticated_at = now() - interval '1 hour'")
  await press(t('security.remove'))
  await page.getByRole('dialog').waitFor()
  await page.locator('[role=dialog] input').fill(password)
  await press(t('security.confirm.do'))
  await page.getByText(t('errors.factor.last_one')).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
})
