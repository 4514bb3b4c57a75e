import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFeed } from '#contract/feed.ts'
import { editPost, listVoices, writePost } from '#contract/posts.ts'
import { loadWords } from '#i18n/load.ts'
import { fullDisk } from './pages/full.ts'
import { rowsKept } from './pages/keeping.ts'
import { asksWhy, openPhones, opensQuestion, type Phones, questionField, sends } from './phones.ts'

const t = loadWords().fr
let phones: Phones

beforeAll(async () => {
  phones = await openPhones()
}, 120_000)
afterAll(() => phones.close())

const kept = async () =>
  (await phones.world.owner.query<{ n: number }>('select count(*)::int as n from draft where not is_dropped')).rows[0]?.n

test('a screen whose code no device keeps says so without a network, in the frame of the app, and comes when there is one', async () => {
  const { page, context, broken } = await phones.phoneOf(phones.amal)
  await phones.settle(page, 'today')
  await context.setOffline(true)
  await page.goto(`${phones.origin}/s/preau/support`)
  await page.getByRole('heading', { name: t('app.offline_page') }).waitFor()
  await page.locator('nav.bar').waitFor()
  await context.setOffline(false)
  await page.getByRole('button', { name: t('app.retry') }).click()
  await page.getByRole('heading', { level: 1, name: t('roles.support.title') }).waitFor()
  expect(broken).toEqual([])
  await context.close()
})

test('a page from before a new release says so where a screen is gone, begins anew with it, and what was typed is there', async () => {
  const { page, context } = await phones.phoneOf(phones.amal, { sharedDevice: true })
  await page.goto(`${phones.origin}/s/preau/${phones.log}`)
  await opensQuestion(page)
  await questionField(page).fill('Écrit avant la nouvelle version')
  await expect.poll(kept, { timeout: 15_000 }).toBe(1)
  await page.route('**/assets/MyFamily-*.js', (route) => route.fulfill({ status: 404, body: '' }))
  await page.locator('nav.bar button.more').click()
  await page
    .getByRole('dialog')
    .getByRole('link', { name: t('app.nav.family') })
    .click()
  await page.getByRole('heading', { name: t('app.renewed') }).waitFor()
  await page.unroute('**/assets/MyFamily-*.js')
  const begun = page.waitForEvent('load')
  await page.getByRole('button', { name: t('app.retry') }).click()
  await begun
  await page.getByRole('heading', { level: 1, name: t('families.mine.title') }).waitFor()
  await page.goto(`${phones.origin}/s/preau/${phones.log}`)
  await opensQuestion(page)
  await page.waitForFunction((said) => document.querySelector('textarea')?.value === said, 'Écrit avant la nouvelle version')
  await page.getByRole('button', { name: t('offline.draft_anew') }).click()
  await expect.poll(kept, { timeout: 15_000 }).toBe(0)
  await context.close()
})

test('on a full disk the app works, the school keeps what is typed, and nothing is said to wait that does not', async () => {
  const { page, context, broken } = await phones.phoneOf(phones.amal)
  await page.addInitScript(fullDisk)
  await page.goto(`${phones.origin}/s/preau/${phones.log}`)
  await opensQuestion(page)
  await questionField(page).fill('Plus de place ici')
  await expect.poll(kept, { timeout: 15_000 }).toBe(1)
  await page.reload()
  await opensQuestion(page)
  await page.waitForFunction((said) => document.querySelector('textarea')?.value === said, 'Plus de place ici')
  await context.setOffline(true)
  await sends(page)
  await page.getByText(t('app.offline'), { exact: true }).first().waitFor()
  expect(await questionField(page).inputValue()).toBe('Plus de place ici')
  expect(await page.getByText(t('offline.will_be_sent')).count()).toBe(0)
  await context.setOffline(false)
  await sends(page)
  await page.getByText(t('ledger.asked')).first().waitFor()
  expect(await page.evaluate(rowsKept)).toEqual({ device: 0, answers: 0, outbox: 0, drafts: 0 })
  expect(broken).toEqual([])
  await context.close()
})

test('a disk that fills up while somebody writes: what cannot be kept here is kept by the school', async () => {
  const { page, context, broken } = await phones.phoneOf(phones.amal)
  await phones.settle(page, phones.log)
  await page.evaluate(fullDisk)
  await context.setOffline(true)
  await asksWhy(page, 'Le disque est plein')
  await page.getByText(t('app.offline'), { exact: true }).first().waitFor()
  expect(await questionField(page).inputValue()).toBe('Le disque est plein')
  await context.setOffline(false)
  await expect.poll(kept, { timeout: 15_000 }).toBe(1)
  expect(broken).toEqual([])
  await context.close()
})

test('of two who change one post at once the second sees both texts, and neither is lost', async () => {
  const { ask } = phones.rosa
  const voices = (await ask(listVoices)).body['audiences'] as { id: string }[]
  const said = { language: 'fr', answers: 'none' } as const
  const body = { ...said, text: 'Le texte du début', when: 'now', audiences: voices.map(({ id }) => id) }
  expect((await ask(writePost, { body })).status).toBe(200)
  const [post] = (await ask(readFeed)).body['posts'] as { id: string; version: number }[]
  const { page, context } = await phones.phoneOf(phones.rosa)
  await page.goto(`${phones.origin}/s/preau/posts/${post?.id}/edit`)
  await page.getByLabel(t('posts.text')).fill('Le texte de la seconde fenêtre')
  const first = { ...said, text: 'Le texte de la première fenêtre', files: [], toFamilies: [] }
  const faster = await ask(editPost, {
    params: { id: post?.id ?? '' },
    body: first,
    headers: { 'if-match': `"${post?.version}"` },
  })
  expect(faster.status).toBe(200)
  await page.getByRole('button', { name: t('posts.save_change') }).click()
  await page.getByText(t('errors.version_conflict')).waitFor()
  await page.getByRole('alert').getByText('Le texte de la première fenêtre').waitFor()
  expect(await page.getByLabel(t('posts.text')).inputValue()).toBe('Le texte de la seconde fenêtre')
  await page.getByRole('button', { name: t('posts.take_mine') }).click()
  await page.waitForURL(`**/posts/${post?.id}`)
  await page.locator('.written').getByText('Le texte de la seconde fenêtre').waitFor()
  await context.close()
})
