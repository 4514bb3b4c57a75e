import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listJoinRequests } from '#contract/classes.ts'
import { loadWords } from '#i18n/load.ts'
import { asker, facts } from '#tests/world.ts'
import { open } from './browser.ts'
import { drawnRows } from './pages/measures.ts'
import { type Cast, openSchool, type School } from './school.ts'

const t = loadWords().fr
let school: School

beforeAll(async () => {
  school = await openSchool()
}, 120_000)
afterAll(() => school?.close())
beforeEach(() => school.world.owner.query('update directory.session set authenticated_at = now()'))

const at = async (cast: Cast, path: string, width = 1280) => {
  const { slug, token } = await school.enter(cast)
  const opened = await open(school.browser, `${school.origin}/s/${slug}${path}`, token, { locale: 'fr', theme: 'light', width })
  await opened.page.waitForSelector('tbody tr')
  return opened
}
const names = (page: Page) => page.locator('tbody th[scope=row]').allInnerTexts()
const boxes = (page: Page) => page.locator('tbody .pick input')
const chosen = (page: Page) => page.locator('tbody .pick input:checked').count()
const taken = async () => (await facts(school.world)).filter((name) => name === 'list.exported').length

test('a heading sorts by the keyboard, and says in which direction', async () => {
  const { page, close } = await at('office', '/people')
  const heading = page.getByRole('columnheader', { name: t('people.roles') })
  expect(await page.locator('[aria-sort]').allInnerTexts()).toEqual([t('people.name')])
  const before = await names(page)
  await heading.getByRole('button').press('Enter')
  expect(await heading.getAttribute('aria-sort')).toBe('ascending')
  await heading.getByRole('button').press('Space')
  expect(await heading.getAttribute('aria-sort')).toBe('descending')
  expect(await page.locator('[aria-sort]').count()).toBe(1)
  expect(await names(page)).not.toEqual(before)
  await close()
})

test('rows are chosen by Space, by Shift from one to another, by the arrows, and all that are shown at once', async () => {
  const { page, close } = await at('office', '/people')
  await boxes(page).nth(1).press('Space')
  await boxes(page)
    .nth(4)
    .click({ modifiers: ['Shift'] })
  expect(await chosen(page)).toBe(4)
  await page.keyboard.press('Shift+ArrowDown')
  expect(await chosen(page)).toBe(5)
  await page.getByRole('button', { name: t('app.table.choose_none') }).press('Enter')
  expect(await chosen(page)).toBe(0)
  await page.locator('input[type=search]').fill('andersson')
  await expect.poll(() => page.locator('tbody tr').count()).toBeLessThan(30)
  await page.getByLabel(t('app.table.choose_all')).press('Space')
  const all = await page.locator('tbody tr').count()
  expect([await chosen(page), all > 3]).toEqual([all, true])
  await page.locator('input[type=search]').fill('zzz')
  await page
    .locator('.acts')
    .getByText(t('app.table.unseen', { count: all }))
    .waitFor()
  await close()
})

const fileOf = async (page: Page) => {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /CSV/ }).click()
  return readFileSync(await (await download).path(), 'utf8')
}

test('a list leaves as a file once the log has it; where the log does not, there is no file', async () => {
  const { page, close } = await at('office', '/people')
  await page.locator('input[type=search]').fill('benali')
  await expect.poll(() => page.locator('tbody tr').count()).toBeLessThan(20)
  const before = await taken()
  const file = await fileOf(page)
  expect(file.split('\r\n')[0]).toBe(`\u{feff}${t('people.name')};${t('people.roles')}`)
  expect(file).toContain('Amal Benali')
  expect(await taken()).toBe(before + 1)
  await page.route('**/list-exports', (route) => route.abort())
  let saved = 0
  page.on('download', () => {
    saved += 1
  })
  await page.getByRole('button', { name: /CSV/ }).click()
  await page.locator('.toast', { hasText: t('app.offline') }).waitFor()
  expect([saved, await taken()]).toEqual([0, before + 1])
  await close()
})

test('where one is signed in leaves as a file without a fact: nobody stands in it but oneself', async () => {
  const { page, close } = await at('parent', '/security')
  const before = await taken()
  const file = await fileOf(page)
  expect(file.split('\r\n')[0]).toBe(`\u{feff}${t('security.where')};${t('security.last_seen')}`)
  expect(file).toContain(t('security.this'))
  expect(await taken()).toBe(before)
  await close()
})

test('paper has every row, and only the chosen ones where some are', async () => {
  const { page, close } = await at('office', '/people')
  const all = Number(/\d+$/.exec((await page.locator('[role=status].small').first().innerText()) ?? '')?.[0])
  expect(await page.locator('tbody tr').count()).toBe(100)
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await page.emulateMedia({ media: 'print' })
  expect([await page.evaluate(drawnRows), all > 100]).toEqual([all, true])
  await page.emulateMedia({ media: 'screen' })
  await boxes(page).first().press('Space')
  await page.emulateMedia({ media: 'print' })
  expect(await page.evaluate(drawnRows)).toBe(1)
  await close()
})

test('many families are accepted at once, and taken back at once', async () => {
  const { page, close } = await at('teacher', '/requests', 390)
  const teacher = asker(school.world.app, 'demo', (await school.enter('teacher')).token)
  const waiting = async () =>
    ((await teacher(listJoinRequests, { query: { state: 'waiting' } })).body['requests'] as { id: string }[]).length
  const before = await waiting()
  await page.getByLabel(t('app.table.choose_all')).press('Space')
  await page.locator('.acts .button.primary').click()
  await page.locator('.toast').waitFor()
  expect(await waiting()).toBe(1) // nobody matches: that one is left, and said to be
  expect(await page.locator('.toast').innerText()).toContain(t('app.table.some_refused', { count: 1 }))
  await page.locator('.toast .button').click()
  await expect.poll(waiting).toBe(before)
  await close()
})

test('many accounts are shut after a question, and opened again by taking it back', async () => {
  const { page, close } = await at('office', '/people')
  const shut = async () =>
    (
      await school.world.owner.query<{ count: number }>(
        "select count(*)::int as count from person_state s where state = 'suspended' and not exists (select from person_state l where l.person_id = s.person_id and l.from_at > s.from_at)",
      )
    ).rows[0]?.count
  await page.locator('input[type=search]').fill('andersson')
  await expect.poll(() => page.locator('tbody tr').count()).toBeLessThan(30)
  await boxes(page).first().press('Space')
  await boxes(page)
    .nth(2)
    .click({ modifiers: ['Shift'] })
  await page.locator('.acts .button.danger').click()
  await page.getByRole('alertdialog').getByText(t('people.shut_how')).waitFor()
  expect(await shut()).toBe(0)
  await page.getByRole('alertdialog').locator('.danger').click()
  await page.locator('.toast').waitFor()
  expect(await shut()).toBe(3)
  expect(await page.locator('.acts').count()).toBe(0)
  await page.locator('.toast .button').click()
  await expect.poll(shut).toBe(0)
  await close()
})
