import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { readClass } from '#contract/classes.ts'
import { loadWords } from '#i18n/load.ts'
import { cookieNames } from '#kernel/cookies.ts'
import { xsrfTokenOf } from '#kernel/session.ts'
import { buildWeb } from '#server/serving/web-build.ts'
import { startSequencing } from '#server/working/sequencing.ts'
import { classOf, guard, type Otherwise, openWorld, type Person, person, signInAgain } from '#tests/world.ts'
import { openBrowser } from './browser.ts'
import { freePort } from './installed.ts'
import { filesKept, rowsKept } from './pages/keeping.ts'

const t = loadWords().fr

/** A school with one family, in whose child's log one line stands, and a browser for its devices. */
export const openPhones = async (other: Pick<Otherwise, 'push'> = {}) => {
  await buildWeb()
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const world = await openWorld({ origin, ...other })
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  const amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  const noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  const class6B = await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
  const stopOrdering = await startSequencing(world.installation, world.connection, world.keys)
  await rosa.ask(readClass, { params: { id: class6B } })
  await world.app.listen({ port, host: 'localhost' })
  const browser = await openBrowser()

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
    const isPolicy = /Content Security|TrustedScript|Trusted Type/i
    page.on('console', (message) => isPolicy.test(message.text()) && broken.push(message.text()))
    page.on('pageerror', (error) => broken.push(String(error)))
    /** Whoever signs in next on this device. */
    const becomes = async (next: Person) => context.addCookies(cookiesOf((await signInAgain(world, next)).token))
    return { context, page, broken, becomes }
  }

  /** Opens a screen and waits until the device has kept what it may. */
  const settle = async (page: Page, place: string) => {
    await page.goto(`${origin}/s/preau/${place}`)
    await page.waitForSelector('h1')
    const once = { timeout: 30_000 }
    await expect
      .poll(() => page.evaluate(filesKept), once)
      .toEqual(
        expect.arrayContaining(['/shell.html', expect.stringMatching(/\/first\.fr-/), expect.stringMatching(/\/ledger\.fr-/)]),
      ) // the words of the language come after the rest
    await expect.poll(() => page.evaluate(rowsKept).then(({ device }) => device), once).toBe(1)
  }

  const asked = async () =>
    (await world.owner.query<{ count: number }>('select count(*)::int as count from read_question')).rows[0]?.count ?? 0

  const close = async () => {
    await browser.close()
    await stopOrdering()
    await world.close()
  }
  return { world, origin, rosa, amal, noor, class6B, log: `people/${noor.id}/reads`, phoneOf, settle, asked, close }
}
export type Phones = Awaited<ReturnType<typeof openPhones>>

export const opensQuestion = (page: Page) => page.locator('summary').getByText(t('ledger.ask'), { exact: true }).first().click()
export const questionField = (page: Page) => page.getByLabel(t('ledger.ask_field')).first()
export const sends = (page: Page) =>
  page
    .getByRole('button', { name: t('ledger.ask_send') })
    .first()
    .click()

/** Asks why a line stands in the child's log; where there is no network, it is kept. */
export const asksWhy = async (page: Page, question: string) => {
  await opensQuestion(page)
  await questionField(page).fill(question)
  await sends(page)
}
export const waits = (page: Page, count: number) => page.locator('.offline').getByText(t('offline.waiting', { count })).waitFor()
/** The drawer, and not the bar: that is not there yet when a page begins. */
export const nothingWaits = (page: Page) =>
  expect.poll(() => page.evaluate(rowsKept).then(({ outbox }) => outbox), { timeout: 20_000 }).toBe(0)

/** Opens what stands behind one's name, unless it is open, and signs out there. */
export const signsOut = async (page: Page) => {
  const button = page.getByRole('button', { name: t('app.sign_out') }).filter({ visible: true })
  if ((await button.count()) === 0) await page.locator('.account button').first().click()
  await button.first().click()
}
