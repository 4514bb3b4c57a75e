import type { Page } from 'playwright-core'
import { at, press, type Screen } from './steps.ts'

const begun = (page: Page) =>
  press(page, 'main .button.primary').then(() => page.waitForURL('**/years/*').then(() => page.waitForSelector('#the-step')))
const toStep = (nth: number, until: string) => async (page: Page) => {
  await begun(page)
  await press(page, `main nav li:nth-child(${nth}) button`)
  await page.waitForSelector(until)
}

/** A teacher of the list of people, and from there to what is handed over. */
const toHandOver = async (page: Page) => {
  await page.waitForSelector('tbody')
  await page.fill('input[type=search]', 'rosa')
  await press(page, '.name-link')
  await page.waitForSelector('#account')
  await page.locator('main a[href$="/hand-over"]').click()
  await page.waitForSelector('main form .choice')
}

/** The turn of the year, step by step, and what a teacher hands over. */
export const yearScreens: readonly Screen[] = [
  { name: 'years', cast: 'office', path: at('/years') },
  { name: 'years-plan', cast: 'office', path: at('/years'), before: begun },
  { name: 'years-classes', cast: 'office', path: at('/years'), before: toStep(2, '#next-classes') },
  { name: 'years-exceptions', cast: 'office', path: at('/years'), before: toStep(3, 'main form select') },
  { name: 'years-teachers', cast: 'office', path: at('/years'), before: toStep(4, 'main .rows select') },
  { name: 'years-preview', cast: 'office', path: at('/years'), before: toStep(5, '#figures') },
  { name: 'years-empty', cast: 'founder', path: at('/years') },
  { name: 'hand-over', cast: 'office', path: at('/people'), before: toHandOver },
  { name: 'hand-overs', cast: 'office', path: at('/hand-overs') },
  { name: 'hand-overs-mine', cast: 'teacher', path: at('/hand-overs/mine') },
]
