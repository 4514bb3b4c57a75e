import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listSupportAccess } from '#contract/support-access.ts'
import { loadWords } from '#i18n/load.ts'
import { asker } from '#tests/world.ts'
import { open } from './browser.ts'
import { type Hand, keyboard } from './hands.ts'
import { supportAsks } from './overseeing.ts'
import { type Cast, openSchool, type School } from './school.ts'

const t = loadWords().fr
let school: School

beforeAll(async () => {
  school = await openSchool()
}, 120_000)
afterAll(() => school?.close())
beforeEach(() => school.world.owner.query('update directory.session set authenticated_at = now()'))

/** Somebody of the school at a screen, with the keyboard and nothing else. */
const sits = async (cast: Cast, path: string) => {
  const { slug, token } = await school.enter(cast)
  const look = { locale: 'fr', theme: 'light', width: 1280 } as const
  const opened = await open(school.browser, `${school.origin}/s/${slug}${path}`, token, look)
  const hand = keyboard(opened.page)
  const button = (name: string | RegExp, within: Page | ReturnType<Page['locator']> = opened.page) =>
    within.getByRole('button', { name, exact: typeof name === 'string' }).first()
  return { ...opened, hand, button }
}

/** Escape leaves a dialog, and the keyboard stands again where it was. */
const escapes = async (page: Page, from: string) => {
  await page.keyboard.press('Escape')
  await page.locator('[role=dialog], [role=alertdialog]').waitFor({ state: 'detached' })
  await expect
    .poll(() =>
      page
        .locator(from)
        .first()
        .evaluate((element) => element === document.activeElement),
    )
    .toBe(true)
}

const goes = async (page: Page, hand: Hand, name: string) => {
  await hand.press(page.getByRole('link', { name, exact: true }).first())
  await hand.arrived()
}

test('a teacher writes to her class, publishes it, and looks at who can see it', async () => {
  const { page, hand, button, broken, close } = await sits('teacher', '/today')
  await goes(page, hand, t('posts.write'))
  const place = page.getByRole('checkbox', { name: /CM1-A/ })
  if (!(await place.isChecked())) await hand.tick(place)
  await hand.type(page.getByLabel(t('posts.text')), 'Jeudi, sortie au musée.')
  await hand.press(button(t('posts.send')))
  await page.locator('.toast', { hasText: t('posts.sent') }).waitFor()
  await page.getByText('Jeudi, sortie au musée.').waitFor()
  const eye = page.locator('.post', { hasText: 'Jeudi, sortie au musée.' }).locator('.eye')
  await hand.press(eye)
  const who = page.getByRole('dialog')
  await who.locator('dl').waitFor()
  expect(await who.innerText()).toContain('Rosa Roy')
  await escapes(page, '.post:has-text("Jeudi, sortie au musée.") .eye')
  expect(broken).toEqual([])
  await close()
})

test('the office prints one slip anew, with a reason', async () => {
  const { page, hand, button, broken, close } = await sits('office', '/slips/staff')
  const row = page.locator('tbody tr', { hasText: 'Rosa Roy' })
  await hand.type(page.getByRole('searchbox'), 'rosa')
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
  await hand.press(row.getByRole('button'))
  const sheet = page.getByRole('dialog')
  await hand.tick(sheet.getByRole('radio').nth(1))
  await hand.press(button(t('activation.print'), sheet))
  const pdf = sheet.getByRole('link', { name: t('activation.open_pdf') })
  await pdf.waitFor({ timeout: 30_000 })
  await escapes(page, 'tbody tr button')
  expect(broken).toEqual([])
  await close()
})

test('the head opens the review of access, and keeps one role', async () => {
  const { page, hand, button, broken, close } = await sits('head', '/people/review')
  await page.locator('main .button').first().waitFor()
  if (await button(t('roles.review.open')).count()) await hand.press(button(t('roles.review.open')))
  await hand.type(page.getByRole('searchbox'), 'rosa')
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
  await hand.tick(page.locator('tbody .pick input'))
  await hand.press(button(t('roles.review.keep')))
  await page.locator('.toast', { hasText: t('roles.review.kept', { count: 1 }) }).waitFor()
  await page.locator('tbody tr', { hasText: t('roles.review.decision.keep') }).waitFor()
  expect(broken).toEqual([])
  await close()
})

test('a parent lets support look for an hour, and ends it', async () => {
  await supportAsks(school)
  const { page, hand, button, broken, close } = await sits('parent', '/support')
  const parent = asker(school.world.app, 'demo', (await school.enter('parent')).token)
  const state = async () =>
    ((await parent(listSupportAccess)).body['accesses'] as { state: string }[]).map((one) => one.state).toSorted()
  await hand.press(button(t('roles.support.consent')))
  await expect.poll(state).toContain('open')
  await hand.press(button(t('roles.support.end')))
  await expect.poll(state).not.toContain('open')
  await page.getByRole('heading', { name: t('roles.support.earlier') }).waitFor()
  expect(broken).toEqual([])
  await close()
})

test('a teacher finds a pupil from anywhere, with nothing but the keyboard; a parent has no search', async () => {
  const { page, hand, broken, close } = await sits('teacher', '/requests')
  await page.locator('.search-open').waitFor()
  await page.keyboard.press('Control+k')
  const sheet = page.getByRole('dialog')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search')
  await page.keyboard.type('NOÖR')
  await page.keyboard.press('Enter')
  await sheet.getByRole('heading', { name: t('search.kind.people') }).waitFor()
  expect(await sheet.getByRole('status').innerText()).toContain(t('search.found', { count: 1 }))
  await hand.press(sheet.getByRole('link', { name: /Noor Benali/ }))
  await page.waitForURL('**/people/*')
  await sheet.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await sheet.waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  expect(broken).toEqual([])
  await close()
  const parent = await sits('parent', '/today')
  await parent.page.waitForSelector('.feed')
  expect(await parent.page.locator('.search-open').count()).toBe(0)
  await parent.close()
})

test('the office prepares the next year, looks at the dry run and throws the plan away', async () => {
  const { page, hand, button, broken, close } = await sits('office', '/years')
  await hand.press(button(t('years.begin')))
  await page.waitForURL('**/years/*')
  await hand.press(button(t('years.onward')))
  await page.locator('#the-step', { hasText: t('years.step.classes') }).waitFor()
  await hand.choose(page.getByLabel(t('years.becomes', { label: 'CM1-A' })), t('years.new_class', { label: 'CM2-B' }))
  await hand.choose(page.getByLabel(t('years.becomes', { label: 'CM2-B' })), t('years.leaves'))
  await page.getByText(t('years.saved')).waitFor()
  await hand.press(button(t('years.step.preview')))
  await page.getByRole('heading', { name: t('years.list.everyone') }).waitFor()
  await hand.press(button(t('years.discard')))
  await hand.press(button(t('years.discard'), page.getByRole('alertdialog')))
  await page.locator('.toast', { hasText: t('years.discarded') }).waitFor()
  expect(broken).toEqual([])
  await close()
})
