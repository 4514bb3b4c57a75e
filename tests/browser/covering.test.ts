import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadWords } from '#i18n/load.ts'
import { archiveAt } from '#tests/covering.ts'
import { open } from './browser.ts'
import { arrangeCopy, arrangeHandOver, writesLater } from './covering-screens.ts'
import { finger, keyboard } from './hands.ts'
import { openSchool, type School } from './school.ts'

const t = loadWords().fr
let school: School

beforeEach(async () => {
  school = await openSchool()
}, 120_000)
afterEach(() => school?.close())

test('by the keyboard alone the desk covers a name and some words, gives the copy, and it says neither', async () => {
  const id = await arrangeCopy(school)
  const { slug, token } = await school.enter('dpo')
  const look = { locale: 'fr', theme: 'light', width: 1280 } as const
  const { page, broken, close } = await open(school.browser, `${school.origin}/s/${slug}/data-requests`, token, look)
  const hand = keyboard(page)
  await hand.press(page.getByRole('row', { name: new RegExp(t('mydata.by_hand')) }).getByRole('button'))
  await hand.press(page.getByRole('alertdialog').getByRole('link', { name: t('mydata.cases.prepare') }))
  await page.waitForURL('**/copy')
  await hand.arrived()
  const message = page.locator('li.card', { hasText: 'ce matin dans la cour' })
  await hand.press(message.getByRole('button', { name: t('covering.cover_it', { words: 'Elsa Andersson' }), exact: true }))
  await page.getByText(t('covering.count', { count: 2 })).waitFor()
  await hand.press(message.locator('summary'))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+Home')
  for (const _ of 'Bonjour') await page.keyboard.press('Shift+ArrowRight')
  await hand.press(message.getByRole('button', { name: t('covering.cover_selected') }))
  await page.getByText(t('covering.count', { count: 3 })).waitFor()
  await hand.press(page.getByRole('button', { name: t('covering.give'), exact: true }))
  await hand.press(page.getByRole('alertdialog').getByRole('button', { name: t('covering.give'), exact: true }))
  await page.locator('.toast').waitFor()
  await page.waitForURL('**/data-requests')
  expect(broken).toEqual([])
  await close()
  const parent = await school.enter('parent')
  await school.world.owner.query('update directory.session set authenticated_at = now()')
  const items = await archiveAt(school.world, { token: parent.token ?? '' }, id, 'fr', parent.slug)
  const said = [...items.values()].map(String).join('\n')
  for (const gone of ['Elsa Andersson', 'Bonjour, ce matin']) expect(said).not.toContain(gone)
  expect(said).toContain(', ce matin dans la cour')
}, 120_000)

test('what comes while the desk looks through is shown before the copy is given', async () => {
  const id = await arrangeCopy(school)
  const { slug, token } = await school.enter('dpo')
  const look = { locale: 'fr', theme: 'light', width: 1280 } as const
  const { page, broken, close } = await open(school.browser, `${school.origin}/s/${slug}/data-requests/${id}/copy`, token, look)
  const hand = finger(page)
  await page.getByText(t('covering.count', { count: 1 })).waitFor()
  await writesLater(school, 'Un mot arrivé entre-temps')
  const give = page.getByRole('button', { name: t('covering.give'), exact: true })
  const sheet = page.getByRole('alertdialog')
  await hand.press(give)
  await hand.press(sheet.getByRole('button', { name: t('covering.give'), exact: true }))
  await page.getByText(t('covering.came')).waitFor()
  await sheet.waitFor({ state: 'hidden' })
  await page.getByText(t('errors.copy.changed')).waitFor()
  await hand.press(give)
  await hand.press(sheet.getByRole('button', { name: t('covering.give'), exact: true }))
  await sheet.waitFor({ state: 'hidden' })
  expect(page.url(), 'nobody looked').toContain('/copy')
  await hand.press(page.getByRole('button', { name: t('covering.look') }))
  await page.getByText(t('covering.came_shown')).waitFor()
  await page.locator('li.card', { hasText: 'Un mot arrivé entre-temps' }).first().waitFor()
  expect(await page.locator('li.card', { hasText: 'ce matin dans la cour' }).count()).toBe(0)
  await hand.press(give)
  await hand.press(sheet.getByRole('button', { name: t('covering.give'), exact: true }))
  await page.waitForURL('**/data-requests')
  expect(broken.filter((one) => !one.includes('409'))).toEqual([])
  await close()
}, 120_000)

test('while what is covered is fetched, nothing else stands in its place', async () => {
  const id = await arrangeCopy(school)
  const { slug, token } = await school.enter('dpo')
  const look = { locale: 'fr', theme: 'light', width: 1280 } as const
  const { page, broken, close } = await open(school.browser, `${school.origin}/s/${slug}/data-requests/${id}/copy`, token, look)
  const cards = page.locator('li.card')
  await page.locator('li.card:not(:has(.place.covered))').first().waitFor()
  const { promise: arrives, resolve: arrive } = Promise.withResolvers<void>()
  await page.route(/only=covered/, (route) => arrives.then(() => route.continue()))
  const asked = page.waitForRequest(/only=covered/)
  await page.getByLabel(t('covering.only')).selectOption('covered')
  await asked
  expect(await cards.allInnerTexts(), 'what was asked for before').toEqual([])
  expect(await page.locator('main [aria-busy=true]').count()).toBe(1)
  arrive()
  await cards.first().waitFor()
  expect(await page.locator('li.card:not(:has(.place.covered))').count()).toBe(0)
  expect(broken).toEqual([])
  await close()
}, 120_000)

test('by the keyboard alone the desk opens a photo and a document of somebody without an account, grants their copy, and takes it', async () => {
  const { id, slug, token } = await arrangeHandOver(school)
  const look = { locale: 'fr', theme: 'light', width: 1280 } as const
  const { page, broken, close } = await open(school.browser, `${school.origin}/s/${slug}/data-requests/${id}/copy`, token, look)
  const hand = keyboard(page)
  await page.locator('select').first().selectOption('')
  await page.getByText(t('covering.unopened', { count: 2 })).waitFor()
  await hand.press(page.locator('.photo'))
  const sheet = page.getByRole('dialog')
  const whole = sheet.getByRole('img')
  await whole.waitFor()
  expect(await whole.evaluate((one) => (one instanceof HTMLImageElement ? one.naturalWidth : 0))).toBeGreaterThan(1000)
  expect(await whole.getAttribute('alt')).toContain('sortie-au-lac.jpg')
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'hidden' })
  await page.getByText(t('covering.unopened', { count: 1 })).waitFor()
  const [document] = await Promise.all([
    page.waitForEvent('download'),
    hand.press(page.getByRole('button', { name: t('covering.open', { name: 'compte-rendu.txt' }) })),
  ])
  expect(document.suggestedFilename()).toBe('compte-rendu.txt')
  await page.getByText(t('covering.unopened', { count: 0 })).waitFor()
  await hand.press(page.getByRole('button', { name: t('covering.hand'), exact: true }))
  const [copy] = await Promise.all([
    page.waitForEvent('download'),
    hand.press(page.getByRole('alertdialog').getByRole('button', { name: t('covering.hand'), exact: true })),
  ])
  expect(copy.suggestedFilename()).toMatch(/^preau-export-.*\.zip$/)
  await page.waitForURL('**/data-requests')
  await page
    .getByRole('button', { name: new RegExp(t('mydata.cases.take')) })
    .first()
    .waitFor()
  expect(broken).toEqual([])
  await close()
}, 120_000)
