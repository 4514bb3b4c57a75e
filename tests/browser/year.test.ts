import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadWords } from '#i18n/load.ts'
import { open } from './browser.ts'
import { keyboard } from './hands.ts'
import { openSchool, type School } from './school.ts'

const t = loadWords().fr
let school: School
beforeAll(async () => {
  school = await openSchool()
}, 120_000)
afterAll(() => school?.close())

test('the office turns the year by the keyboard: what was typed is there after a reload, the dry run shows it, and it is taken back', async () => {
  const { world } = school
  const { token } = await school.enter('office')
  const { page, broken, close } = await open(school.browser, `${school.origin}/s/demo/years`, token, {
    ...{ locale: 'fr', theme: 'light', width: 1280 },
  })
  await world.owner.query('update directory.session set authenticated_at = now()')
  const hand = keyboard(page)
  const enters = (name: string) => hand.press(page.getByRole('button', { name, exact: true }))
  await enters(t('years.begin'))
  await page.waitForURL('**/years/*')
  await enters(t('years.onward'))
  await page.locator('#the-step', { hasText: t('years.step.classes') }).waitFor()
  const goes = (label: string, to: string) => hand.choose(page.getByLabel(t('years.becomes', { label })), to)
  await goes('CM1-A', t('years.new_class', { label: 'CM2-B' }))
  await goes('CM2-B', t('years.leaves'))
  await page.getByText(t('years.saved')).waitFor()
  await page.reload()
  await enters(t('years.step.classes'))
  const chosen = page.getByLabel(t('years.becomes', { label: 'CM2-B' }))
  await expect.poll(() => chosen.inputValue()).toBe('leaves')
  await enters(t('years.step.preview'))
  await page.getByRole('heading', { name: t('years.list.everyone') }).waitFor()
  expect(await page.getByRole('heading', { name: t('years.problems') }).count()).toBe(0)
  await enters(t('years.apply'))
  await page.getByRole('alertdialog').waitFor()
  await enters(t('years.apply_yes'))
  await page.getByText(t('years.progress_leave')).waitFor()
  await world.doJobs()
  await page.getByText(t('years.done')).waitFor({ timeout: 20_000 })
  await hand.press(page.getByRole('link', { name: t('years.to_overview') }))
  await hand.press(page.getByRole('link', { name: t('years.undo'), exact: true }))
  await enters(t('years.undo_yes'))
  await page.getByText(t('years.progress_leave')).waitFor()
  await world.doJobs()
  await page.getByText(t('years.undone')).waitFor({ timeout: 20_000 })
  expect(broken).toEqual([])
  await close()
}, 120_000)
