import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endOtherSessions } from '#contract/sessions.ts'
import { loadWords } from '#i18n/load.ts'
import { guard, person, signInAgain } from '#tests/world.ts'
import { lastTyped, notesKept, rowsKept, typesAndGoes } from './pages/keeping.ts'
import { asksWhy, nothingWaits, openPhones, opensQuestion, type Phones, questionField, sends, signsOut, waits } from './phones.ts'

const t = loadWords().fr
let phones: Phones

beforeAll(async () => {
  phones = await openPhones()
}, 120_000)
afterAll(() => phones.close())

test('what is asked without a network waits, stands a new start, and arrives once', async () => {
  const { page, context, broken } = await phones.phoneOf(phones.amal)
  await phones.settle(page, phones.log)
  await context.setOffline(true)
  await asksWhy(page, 'Pourquoi mardi ?')
  await page.getByText(t('offline.will_be_sent')).waitFor()
  await waits(page, 1)
  await page.goto(`${phones.origin}/s/preau/today`)
  await waits(page, 1)
  await page.getByRole('button', { name: t('offline.show') }).click()
  await page.getByText('Pourquoi mardi ?').waitFor()
  await page.keyboard.press('Escape')
  expect(await phones.asked()).toBe(0)
  await context.setOffline(false)
  await nothingWaits(page)
  await page
    .locator('.offline')
    .getByText(/attente/)
    .waitFor({ state: 'detached' })
  expect(await phones.asked()).toBe(1)
  expect(broken).toEqual([])
})

test('an answer that was lost on its way does not make it happen twice', async () => {
  const { page, context } = await phones.phoneOf(phones.amal)
  await phones.settle(page, phones.log)
  const before = await phones.asked()
  let lost = 0
  await context.route('**/read-questions', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    lost += 1
    await route.abort()
  })
  await asksWhy(page, 'Et mercredi ?')
  await waits(page, 1)
  expect([lost, await phones.asked()]).toEqual([1, before + 1])
  await context.unroute('**/read-questions')
  await page.reload()
  await nothingWaits(page)
  expect(await phones.asked()).toBe(before + 1)
})

test('what is refused stays with its words and the reason', async () => {
  const karim = await person(phones.world, { name: 'Karim Haddad', role: 'guardian' })

  await guard(phones.world, karim, phones.noor)
  const { page, context } = await phones.phoneOf(karim)
  await phones.settle(page, phones.log)
  await context.setOffline(true)
  await asksWhy(page, 'Et jeudi ?')
  await waits(page, 1)
  await phones.world.owner.query('update guardianship set until_at = now() where guardian_id = $1', [karim.id])
  await context.setOffline(false)
  await page
    .locator('.offline')
    .getByText(t('offline.refused', { count: 1 }))
    .waitFor()
  await page.getByRole('button', { name: t('offline.show') }).click()
  await page.getByText('Et jeudi ?').waitFor()
  await page.getByText(t('errors.not_found')).waitFor()
})

test('a session that was ended elsewhere takes what was read along; what was written waits for the same account', async () => {
  const ines = await person(phones.world, { name: 'Ines Benali', role: 'guardian' })
  const { page, context, becomes } = await phones.phoneOf(phones.amal)
  await phones.settle(page, phones.log)
  const before = await phones.asked()
  await context.setOffline(true)
  await asksWhy(page, 'Et vendredi ?')
  await waits(page, 1)
  await (await signInAgain(phones.world, phones.amal)).ask(endOtherSessions)
  await context.setOffline(false)
  await expect.poll(() => page.evaluate(rowsKept).then(({ device }) => device)).toBe(0) // at the first answer, before anything else is asked
  await page.reload()
  await page.waitForURL('**/sign-in?next=**')
  expect(await page.evaluate(rowsKept)).toEqual({ device: 0, answers: 0, outbox: 1, drafts: 0 })
  await becomes(ines)
  await phones.settle(page, 'today')
  expect(await page.locator('.offline').innerText()).toBe('')
  await becomes(phones.amal)
  await phones.settle(page, 'today')
  await nothingWaits(page)
  expect(await phones.asked()).toBe(before + 1)
})

test('signing out says first what would be lost; without a network it happens when there is one', async () => {
  const { page, context } = await phones.phoneOf(phones.amal)
  await phones.settle(page, phones.log)
  await context.setOffline(true)
  await asksWhy(page, 'Et dimanche ?')
  await waits(page, 1)
  await signsOut(page)
  await page.getByText(t('offline.leave_how')).waitFor()
  await page.getByRole('button', { name: t('app.cancel') }).click()
  await waits(page, 1)
  await signsOut(page)
  const goesOut = page.waitForEvent('requestfailed', (request) => request.isNavigationRequest())
  await page.getByRole('button', { name: t('offline.leave') }).click()
  await goesOut
  await context.setOffline(false)
  await page.goto(`${phones.origin}/s/preau/today`).catch(() => {})
  await page.waitForURL('**/s/preau/')
  await page.goto(`${phones.origin}/s/preau/today`)
  await page.waitForURL('**/sign-in?next=**')
})

const drafts = (page: Page) => page.evaluate(rowsKept).then((rows) => rows['drafts'])

/** Types, and waits for just these words to be kept: the ones before them may not be yet, and would pass for these. */
const types = async (page: Page, words: string) => {
  const before = await page.evaluate(lastTyped)
  await questionField(page).fill(words)
  await expect.poll(() => page.evaluate(lastTyped)).toBeGreaterThan(before)
}

test('what is typed comes back after a session that ended in the middle of it, and of two tabs both versions', async () => {
  const { page, context, broken, becomes } = await phones.phoneOf(phones.amal)
  await phones.settle(page, phones.log)
  await opensQuestion(page)
  await questionField(page).fill('Pourquoi')
  await expect.poll(() => drafts(page)).toBe(1)
  await (await signInAgain(phones.world, phones.amal)).ask(endOtherSessions)
  await types(page, 'Pourquoi samedi ?')
  await sends(page)
  await page
    .getByText(t('errors.session_ended'))
    .or(page.getByText(t('errors.not_signed_in')))
    .first()
    .waitFor()
  await types(page, 'Pourquoi samedi matin ?')
  await page.goto(`${phones.origin}/s/preau/sign-in`)
  await becomes(phones.amal)
  await phones.settle(page, phones.log)
  await opensQuestion(page)
  await page.waitForFunction((said) => document.querySelector('textarea')?.value === said, 'Pourquoi samedi matin ?')
  const second = await context.newPage()
  await second.goto(page.url())
  await opensQuestion(second)
  await second.waitForFunction((said) => document.querySelector('textarea')?.value === said, 'Pourquoi samedi matin ?')
  await questionField(second).fill('La version de droite')
  await questionField(page).fill('La version de gauche')
  await expect.poll(() => drafts(page)).toBe(2)
  await second.close()
  await page.reload()
  await opensQuestion(page)
  const other = page.locator('.card', { hasText: /Une autre version/ }).first()
  await other.waitFor()
  const both = [await questionField(page).inputValue(), await other.locator('.said').innerText()]
  expect(both.toSorted()).toEqual(['La version de droite', 'La version de gauche'])
  await sends(page)
  await expect.poll(() => drafts(page)).toBe(0)
  expect(broken).toEqual([])
})

test('words typed in the very moment in which a page is left, its session over, are there again when one comes back; sealed meanwhile', async () => {
  const { page, context, broken, becomes } = await phones.phoneOf(phones.amal)
  await phones.settle(page, phones.log)
  await opensQuestion(page)
  await questionField(page).fill('Pourquoi')
  await expect.poll(() => drafts(page)).toBe(1)
  await (await signInAgain(phones.world, phones.amal)).ask(endOtherSessions)
  await sends(page)
  await page
    .getByText(t('errors.session_ended'))
    .or(page.getByText(t('errors.not_signed_in')))
    .first()
    .waitFor()
  await questionField(page).fill('Pourquoi ces mots-là ?')
  await page.goto(`${phones.origin}/s/preau/sign-in`)
  const noted = await page.evaluate(notesKept)
  expect(noted).toHaveLength(1)
  expect(noted[0]).not.toContain('mots')
  await page.evaluate(() => localStorage.setItem('preau-draft other', '{')) // of a release that wrote otherwise
  await becomes(phones.amal)
  await phones.settle(page, phones.log)
  await opensQuestion(page)
  await page.waitForFunction((said) => document.querySelector('textarea')?.value === said, 'Pourquoi ces mots-là ?')
  expect(await page.evaluate(notesKept), 'what cannot be read hides nothing').toEqual(['{'])
  await sends(page)
  await expect.poll(() => drafts(page)).toBe(0)
  expect(broken).toEqual([])
  await context.close()
})

test('words typed in the moment in which one goes to another screen of the app are kept, and whoever signs out leaves none', async () => {
  const { page, context } = await phones.phoneOf(phones.amal)
  await phones.settle(page, phones.log)
  const today = page.locator('nav.bar a').first()
  await today.click()
  await page.waitForURL('**/today')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.goBack() // both screens are there by now, and nothing is waited for
  await opensQuestion(page)
  await page.evaluate(typesAndGoes, 'Écrit en partant')
  await expect.poll(() => drafts(page)).toBe(1)
  await signsOut(page)
  await page.getByRole('button', { name: t('offline.leave') }).click()
  await page.waitForURL('**/s/preau/')
  expect(await page.evaluate(notesKept)).toEqual([])
  await context.close()
})

test('a question about one’s data comes back as it was typed, and is gone once it was sent', async () => {
  const { page, broken } = await phones.phoneOf(phones.amal)
  await phones.settle(page, 'my-data')
  const asks = () => page.getByRole('button', { name: t('mydata.human'), exact: true }).click()
  const field = page.getByLabel(t('mydata.human.what'))
  await asks()
  const before = await page.evaluate(lastTyped)
  await field.fill('Qui garde mon adresse ?')
  await expect.poll(() => page.evaluate(lastTyped)).toBeGreaterThan(before)
  await page.reload()
  await asks()
  await expect.poll(() => field.inputValue()).toBe('Qui garde mon adresse ?')
  await page.getByRole('button', { name: t('mydata.send') }).click()
  await field.waitFor({ state: 'detached' })
  await expect.poll(() => drafts(page)).toBe(0)
  await asks()
  expect(await field.inputValue()).toBe('')
  expect(broken).toEqual([])
})
