import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepDraft, listDrafts } from '#contract/drafts.ts'
import { endOtherSessions } from '#contract/sessions.ts'
import { loadWords } from '#i18n/load.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { signInAgain } from '#tests/world.ts'
import { rowsKept } from './pages/keeping.ts'
import { openPhones, opensQuestion, type Phones, questionField, sends } from './phones.ts'

const t = loadWords().fr
let phones: Phones

beforeAll(async () => {
  phones = await openPhones()
}, 120_000)
afterAll(() => phones.close())

const kept = async () =>
  (await phones.world.owner.query<{ count: number }>('select count(*)::int as count from draft where not is_dropped')).rows[0]
    ?.count
const keptIs = (count: number) => expect.poll(kept, { timeout: 15_000 }).toBe(count)
const says = (page: Page, words: string) =>
  page.waitForFunction((said) => document.querySelector('textarea')?.value === said, words)
const opens = async (page: Page) => {
  await page.goto(`${phones.origin}/s/preau/${phones.log}`)
  await opensQuestion(page)
}

test('what was begun on the phone is gone on with at the library, where nothing stays on the disk; sent, it is nowhere', async () => {
  const phone = await phones.phoneOf(phones.amal)
  const library = await phones.phoneOf(phones.amal, { sharedDevice: true })
  await opens(phone.page)
  await questionField(phone.page).fill('Commencé dans le bus')
  await keptIs(1)
  await opens(library.page)
  await says(library.page, 'Commencé dans le bus')
  await library.page.getByText(/revenu \(de/).waitFor()
  await questionField(library.page).fill('Commencé dans le bus, fini ici')
  await library.page.reload()
  await opensQuestion(library.page)
  await says(library.page, 'Commencé dans le bus, fini ici')
  expect(await library.page.evaluate(rowsKept)).toEqual({})
  await sends(library.page)
  await library.page.getByText(t('ledger.asked')).first().waitFor()
  await keptIs(0)
  expect([...phone.broken, ...library.broken]).toEqual([])
  await Promise.all([phone.context.close(), library.context.close()])
})

test('what the school will not keep is said aloud, and stays on the device', async () => {
  const { page, context, broken } = await phones.phoneOf(phones.amal)
  await opens(page)
  const status = page.locator('.draft-note[role=status]')
  await status.waitFor({ state: 'attached' })
  const problem = { type: 'about:blank', status: 409, code: 'draft.too_many', requestId: uuidv7() }
  await page.route('**/api/drafts/*', (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(problem) })
      : route.continue(),
  )
  await questionField(page).fill('Trop de brouillons')
  await status.getByText(t('offline.draft_refused')).waitFor()
  await page.unroute('**/api/drafts/*')
  expect(await kept()).toBe(0)
  await page.reload()
  await opensQuestion(page)
  await says(page, 'Trop de brouillons')
  await page.getByRole('button', { name: t('offline.draft_anew') }).click()
  expect(broken.filter((line) => !/409/.test(line))).toEqual([])
  await context.close()
})

test('a session that dies on a shared machine takes no word along', async () => {
  const { page, context, becomes } = await phones.phoneOf(phones.amal, { sharedDevice: true })
  await opens(page)
  await questionField(page).fill('Avant la fin')
  await keptIs(1)
  await (await signInAgain(phones.world, phones.amal)).ask(endOtherSessions)
  await page.reload()
  await page.waitForURL('**/sign-in?next=**')
  await becomes(phones.amal)
  await opens(page)
  await says(page, 'Avant la fin')
  await page.getByRole('button', { name: t('offline.draft_anew') }).click()
  await keptIs(0)
  await context.close()
})

test('of two devices that type at once both versions are shown, and none is lost', async () => {
  const { page, context } = await phones.phoneOf(phones.amal)
  const tablet = await signInAgain(phones.world, phones.amal)
  await opens(page)
  await questionField(page).fill('La version du téléphone')
  await keptIs(1)
  const [row] = (await tablet.ask(listDrafts)).body['drafts'] as {
    place: string
  }[]
  await tablet.ask(keepDraft, {
    params: { id: uuidv7() },
    body: { place: row?.place ?? '', value: 'La version de la tablette' },
  })
  await page.reload()
  await opensQuestion(page)
  await says(page, 'La version de la tablette')
  const other = page.locator('.card', { hasText: /Une autre version/ }).first()
  expect(await other.locator('.said').innerText()).toBe('La version du téléphone')
  await other.getByRole('button', { name: t('offline.draft_use') }).click()
  await says(page, 'La version du téléphone')
  await page.locator('.card', { hasText: 'La version de la tablette' }).waitFor()
  expect(await kept()).toBe(2)
  await sends(page)
  await keptIs(0)
  await context.close()
})
