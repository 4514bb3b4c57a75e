import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { editPost, listVoices, writePost } from '#contract/posts.ts'
import { loadWords } from '#i18n/load.ts'
import { type Person, person } from '#tests/world.ts'
import { openPhones, type Phones } from './phones.ts'

const t = loadWords().fr
let phones: Phones
let ines: Person
let school: string

beforeAll(async () => {
  phones = await openPhones()
  ines = await person(phones.world, { name: 'Inès Caron', role: 'head' })
  const { body } = await ines.ask(listVoices)
  school = (body['audiences'] as { id: string; kind: string }[]).find(({ kind }) => kind === 'school')!.id
}, 120_000)
afterAll(() => phones.close())

const says = async (text: string) => {
  const body = { text, language: 'fr', answers: 'none', when: 'now', audiences: [school] }
  return `${(await ines.ask(writePost, { body })).body['id']}`
}
const streamsOf = (page: Page) => {
  const asked: string[] = []
  page.on('request', (request) => request.url().includes('/api/stream') && asked.push(request.url()))
  return asked
}
const opens = async (page: Page) => {
  await page.goto(`${phones.origin}/s/preau/today`)
  await page.waitForSelector('.feed')
}
/** Nobody listens before the page has loaded: it says so by asking. */
const listens = (page: Page) => page.waitForResponse((response) => response.url().includes('/api/stream'))
const news = (page: Page, count: number) => page.getByRole('button', { name: t('posts.new', { count }) })

test('new posts are announced and shown when that is wished; until then nothing moves', async () => {
  const { page, broken, context } = await phones.phoneOf(phones.amal)
  await says('Ce qui se disait hier.')
  await Promise.all([listens(page), opens(page)])
  await page.getByText('Ce qui se disait hier.').waitFor()
  await says('La cantine sert des crêpes.')
  await says('Le portail ouvre à 8 h 20.')
  await news(page, 2).waitFor()
  expect(await page.getByText('La cantine sert des crêpes.').count()).toBe(0)
  await news(page, 2).click()
  await page.getByText('Le portail ouvre à 8 h 20.').waitFor()
  await page.getByText('La cantine sert des crêpes.').waitFor()
  expect(await page.locator('.new-posts button').count()).toBe(0)
  expect(broken).toEqual([])
  await context.close()
})

test('what was changed is changed where it stands, and what is new still waits', async () => {
  const { page, context } = await phones.phoneOf(phones.amal)
  const id = await says('Rendez-vous à 9 h.')
  await Promise.all([listens(page), opens(page)])
  await page.getByText('Rendez-vous à 9 h.').waitFor()
  await says('Autre chose encore.')
  await news(page, 1).waitFor()
  const body = { text: 'Rendez-vous à 10 h.', language: 'fr', answers: 'none' }
  await ines.ask(editPost, { params: { id }, body, headers: { 'if-match': '1' } })
  await page.getByText('Rendez-vous à 10 h.').waitFor()
  expect(await page.getByText('Autre chose encore.').count()).toBe(0)
  await context.close()
})

test('two tabs share one stream, and when the one that listens closes, the other goes on', async () => {
  const { page, context } = await phones.phoneOf(phones.amal)
  await Promise.all([listens(page), opens(page)])
  const second = await context.newPage()
  const asked = streamsOf(second)
  await opens(second)
  await second.waitForLoadState('load')
  await says('Pour les deux onglets.')
  await Promise.all([news(page, 1).waitFor(), news(second, 1).waitFor()])
  expect(asked).toEqual([])
  await Promise.all([listens(second), page.close()])
  expect(asked).toHaveLength(1)
  expect(asked[0]).toContain('?after=')
  await says('Pour celui qui reste.')
  await news(second, 2).waitFor()
  await context.close()
})
