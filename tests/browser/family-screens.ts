import type { Page } from 'playwright-core'
import type { Screen } from './listed.ts'
import type { School } from './school.ts'

const at = (path: string) => (_: School, slug: string) => `/s/${slug}${path}`
const ofNoor =
  (path: string) =>
  async ({ child }: School, slug: string) =>
    `/s/${slug}/people/${await child()}${path}`

const arranged =
  (path: string) =>
  async ({ child }: School, slug: string) =>
    child().then(() => `/s/${slug}${path}`)

const press = (page: Page, button: string) => page.locator(button).first().click()
const openNaming = (page: Page, button: string) =>
  press(page, button).then(() => page.waitForSelector('[role=alertdialog] input[type=tel]'))

/** The screens of families: what the office and teachers see of a pupil's, one's own, and records that may be of one person. */
export const familyScreens: readonly Screen[] = [
  { name: 'family-rights', cast: 'office', path: ofNoor('/family') },
  {
    name: 'family-protect',
    cast: 'office',
    path: ofNoor('/family'),
    before: (page) => press(page, 'details.why summary').then(() => page.waitForSelector('input[name=kind]')),
  },
  {
    name: 'family-name',
    cast: 'office',
    path: ofNoor('/family'),
    before: (page) => openNaming(page, 'main > .stack > section:nth-of-type(3) > p .button'),
  },
  {
    name: 'my-family-name',
    cast: 'parent',
    path: arranged('/family'),
    before: (page) => openNaming(page, 'main article > div:nth-of-type(3) > p .button'),
  },
  {
    name: 'my-family-end',
    cast: 'parent',
    path: arranged('/family'),
    before: (page) =>
      press(page, 'main article .rows li .button:nth-of-type(2)').then(() => page.waitForSelector('[role=alertdialog]')),
  },
  { name: 'pupil-office', cast: 'office', path: ofNoor('?why=family_communication') },
  { name: 'family-teacher', cast: 'teacher', path: ofNoor('/family') },
  { name: 'my-family', cast: 'parent', path: arranged('/family') },
  {
    name: 'my-family-lend',
    cast: 'parent',
    path: arranged('/family'),
    before: (page) =>
      press(page, 'main article > div:last-of-type p .button').then(() =>
        page.waitForSelector('[role=alertdialog] input[type=date]'),
      ),
  },
  { name: 'my-family-pupil', cast: 'pupil', path: at('/family') },
  { name: 'same-people', cast: 'office', path: arranged('/same-people') },
  {
    name: 'same-people-compare',
    cast: 'office',
    path: arranged('/same-people'),
    before: (page) => press(page, 'article .button.primary').then(() => page.waitForSelector('[role=alertdialog] .primary')),
  },
]
