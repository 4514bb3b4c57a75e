import type { Page } from 'playwright-core'
import { type Cast, roster, type School } from './school.ts'

/** One screen: who looks, where, and what they do there before it is looked at. */
export type Screen = {
  name: string
  cast: Cast
  path: (school: School, slug: string) => string | Promise<string>
  before?: (page: Page, school: School) => Promise<unknown>
}

export const at = (path: string) => (_: School, slug: string) => `/s/${slug}${path}`
export const ofClass =
  (path = '') =>
  ({ door }: School) =>
    `/s/demo/classes/${door.classId}${path}`

export const ofNoor =
  (path: string) =>
  async ({ child }: School, slug: string) =>
    `/s/${slug}/people/${await child()}${path}`

export const arranged =
  (path: string) =>
  async ({ child }: School, slug: string) =>
    child().then(() => `/s/${slug}${path}`)

export const press = (page: Page, button: string) => page.locator(button).first().click()
export const submit = (page: Page) => press(page, 'main form button[type=submit]')

export const upload = async (page: Page, buffer: Buffer, until: string) => {
  await page.setInputFiles('input[type=file]', { name: 'roster.zip', mimeType: 'application/zip', buffer })
  await page.waitForSelector(until)
}
export const foreignList = Buffer.from(
  'Barnets tilltal;Barnets släkt;Grupp;Skonummer;Mejl hem\nNoor;Haddad;6B;36;amal@home.example\nAli;Lind;6B;38;\n',
)
export const wouldLeave = (page: Page) =>
  upload(page, roster({ without: true }), '.figures').then(() => press(page, 'main .button.primary'))

/** The class page has a list of people too: what is waited for is the pupil's own address. */
export const openPupil = (page: Page) => press(page, '.name-link').then(() => page.waitForURL('**/people/*'))

export const toLastStep = (page: Page) => submit(page).then(() => page.waitForSelector('#child'))
export const fillLastStep = async (page: Page, email: string) => {
  await page.fill('#child', 'Noor Benali')
  await page.locator('input[name=relation]').first().check()
  await page.fill('#name', 'Anne-Sophie de La Rochefoucauld-Montbazon')
  await page.fill('#email', email)
  await page.locator('main form').evaluate((form) => form.setAttribute('novalidate', ''))
  await submit(page)
}
export const wrongSetUp = async (page: Page) => {
  await page.fill('#code', 'AAAA-BBBB-CCCC-DDDD')
  const answers = { name: 'École du Nord', slug: 'nord', display: 'Nadia Ferrand', email: 'nadia@exemple.org', password: 'abc' }
  for (const [name, value] of Object.entries(answers)) await page.fill(`#${name}`, value)
  await submit(page)
  await page.waitForSelector('.banner.bad')
}
export const asksOnceMore = async (page: Page, { door }: School) => {
  await door.ask('Elsa Andersson', 'Göran Andersson', 'relative')
  await page.reload()
  const answer = page.waitForResponse((reply) => reply.url().endsWith('/acceptance'))
  await page.locator('tr', { hasText: 'Göran' }).first().locator('.button.primary').click()
  if (!(await answer).ok()) throw new Error('the request was not accepted')
  await page.waitForSelector('.toast')
}

/** Chooses the first rows of a list, the second by Shift from the first. */
export const chooseTwo = async (page: Page) => {
  await page.waitForSelector('tbody .pick input')
  await page.locator('tbody .pick input').first().press('Space')
  await page
    .locator('tbody .pick input')
    .nth(1)
    .click({ modifiers: ['Shift'] })
  await page.waitForSelector('.acts')
}
export const wouldShut = (page: Page) =>
  chooseTwo(page)
    .then(() => press(page, '.acts .button.danger'))
    .then(() => page.waitForSelector('[role=alertdialog] .danger'))

export const printOne = async (page: Page) => {
  await press(page, 'tbody tr:last-child .button')
  await press(page, '.sheet button[type=submit]')
  await page.waitForSelector('.sheet a[href^="blob:"]')
}
export const printNobody = async (page: Page) => {
  await submit(page)
  await page.waitForSelector('.banner.bad')
}
export const helpIn = async (page: Page) => {
  await openPupil(page)
  await press(page, '.tap')
  await page.waitForSelector('.persons')
  await press(page, 'main p > .button')
  await press(page, '.sheet .button.primary')
  await page.waitForSelector('.sheet dl')
}
export const wrongCode = async (page: Page) => {
  await page.fill('#code', '1111 2222 3333 4444')
  await submit(page)
  await page.waitForSelector('.banner.bad')
}

export const toAccess = async (page: Page) => {
  await page.waitForSelector('tbody')
  await page.fill('input[type=search]', 'rosa')
  await press(page, '.name-link')
  await page.waitForSelector('#account')
  await press(page, 'details.fold summary')
}
export const beginReview = async (page: Page, { world }: School) => {
  await world.owner.query('update directory.session set authenticated_at = now()')
  await page.waitForSelector('.button.primary, table')
  if (await page.locator('main .button.primary').count()) await press(page, 'main .button.primary')
  await page.waitForSelector('table')
}

export const openNaming = (page: Page, button: string) =>
  press(page, button).then(() => page.waitForSelector('[role=alertdialog] input[type=tel]'))
