import type { Page } from 'playwright-core'
import { at, press, type Screen } from './steps.ts'

/** From the list of what was announced to how far the first that asks for something is. */
const toProgress = async (page: Page) => {
  await press(page, 'main a[href$="/progress"]')
  await page.waitForSelector('.counted')
}
const toList = async (page: Page, which: 'unseen' | 'calls', until: string) => {
  await toProgress(page)
  await press(page, `main a[href$="/${which}"]`)
  await page.waitForSelector(until)
}

/** What is announced: to those who read, and to those who follow it. */
export const noticeScreens: readonly Screen[] = [
  { name: 'notices-parent', cast: 'parent', path: at('/notices') },
  {
    name: 'notice',
    cast: 'parent',
    path: at('/today'),
    before: (page) => press(page, '.todo .tap').then(() => page.waitForSelector('main .todo .button')),
  },
  { name: 'notices-office', cast: 'office', path: at('/notices') },
  { name: 'notice-write', cast: 'teacher', path: at('/notices/write') },
  {
    name: 'notice-write-urgent',
    cast: 'office',
    path: at('/notices/write'),
    before: async (page) => {
      await page.fill('textarea', 'L’école est fermée demain.')
      await press(page, '.child-filter + button')
      await page.locator('form > .stack.tight input[type=checkbox]').check()
      await page.waitForSelector('form > .stack.tight select')
    },
  },
  { name: 'notice-progress', cast: 'office', path: at('/notices'), before: toProgress },
  { name: 'notice-unseen', cast: 'office', path: at('/notices'), before: (page) => toList(page, 'unseen', '.listed') },
  { name: 'notice-calls', cast: 'office', path: at('/notices'), before: (page) => toList(page, 'calls', '.calls') },
  {
    name: 'notice-paper',
    cast: 'office',
    path: at('/notices'),
    before: async (page) => {
      await toList(page, 'unseen', '.listed')
      await press(page, 'main a[href$="/paper"]')
      await page.waitForSelector('.paper-sheet')
    },
  },
]
