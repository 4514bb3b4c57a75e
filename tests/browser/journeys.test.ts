import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadWords } from '#i18n/load.ts'
import { packageOf } from '#tests/packages.ts'
import { districtOf } from '../../bench/rosters.ts'
import { openBrowser } from './browser.ts'
import { finger, type Hand, keyboard } from './hands.ts'
import { type Installed, install } from './installed.ts'

const t = loadWords().fr
const password = 'le chat dort sur le vieux poirier du jardin'
const familyPassword = 'another sentence that only this family would ever say'

let browser: Browser
/** One for each way; they start beside each other. */
let houses: Installed[] = []
beforeAll(async () => {
  browser = await openBrowser()
  houses = await Promise.all([install(), install()])
}, 60_000)
afterAll(async () => {
  await browser.close()
  await Promise.all(houses.map((house) => house.stop()))
}, 60_000)

const screenOf = async (width: number, javaScriptEnabled = true) => {
  const context = await browser.newContext({ locale: 'fr', javaScriptEnabled, viewport: { width, height: 844 } })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  return page
}

/** An invented school: a thousand people where a finger imports them; a few are enough to walk by the keyboard. */
const thousand = { pupils: 560, guardians: 400, teachers: 40, classes: 20, places: 580 }
const few = { pupils: 12, guardians: 8, teachers: 2, classes: 2, places: 14 }

const ways = [
  { way: 'by hand', hold: finger, people: thousand, nth: 0 },
  { way: 'by the keyboard alone', hold: keyboard, people: few, nth: 1 },
]

const figure = (name: string, since: number) =>
  console.log(JSON.stringify({ figure: `journey.${name}`, value: Math.round(performance.now() - since) / 1000, unit: 's' }))

describe.each(ways)('$way', ({ hold, people, nth }) => {
  let house: Installed
  let office: Page
  let hand: Hand
  let key = ''

  beforeAll(async () => {
    house = houses[nth]!
    office = await screenOf(1280)
    hand = hold(office)
    await office.goto(`${house.origin}/`)
    const answers = { code: house.setupCode, name: 'École du Nord', slug: 'north', display: 'Nadia Ferrand' }
    for (const [name, value] of Object.entries({ ...answers, email: 'nadia@example.org', password }))
      await office.fill(`#${name}`, value)
    await office.locator('main form button[type=submit]').click()
    await office.waitForURL('**/s/north/today')
  }, 60_000)

  const button = (name: string | RegExp) => office.getByRole('button', { name, exact: typeof name === 'string' })
  const link = (name: string | RegExp) => office.getByRole('link', { name, exact: typeof name === 'string' })
  const goes = async (to: string | RegExp) => {
    await hand.press(link(to).first())
    await hand.arrived()
  }

  test('journey 8: a list of the school is imported, and its slips are printed, in eight touches', async () => {
    const began = performance.now()
    await link(t('app.nav.slips')).first().hover() // which fetches a list of nobody, and nobody may find it there afterwards
    await goes(t('home.import'))
    const file = { name: 'north.zip', mimeType: 'application/zip', buffer: packageOf(districtOf(people)) }
    await hand.give(button(t('app.choose_file')), file)
    const apply = button(t('import.apply'))
    await apply.waitFor()
    figure('8.preview', began)
    await hand.press(apply)
    await office.getByText(t('import.done'), { exact: true }).waitFor({ timeout: 300_000 })
    figure('8.import', began)
    await goes(t('app.nav.slips'))
    await hand.tick(office.getByLabel(t('app.table.choose_all')))
    await hand.press(button(t('activation.print_many')))
    const printing = performance.now()
    await hand.press(office.getByRole('dialog').getByRole('button', { name: t('activation.print') }))
    const pdf = office.getByRole('link', { name: t('activation.open_pdf') })
    await pdf.waitFor({ timeout: 300_000 })
    figure('8.pdf', printing)
    figure('8.whole', began)
    await pdf.focus()
    expect(hand.touches() + 1).toBeLessThanOrEqual(8) // and one that opens it
    await office.keyboard.press('Escape')
    await office.getByRole('dialog').waitFor({ state: 'detached' })
  }, 700_000)

  test('a class key is made, as a poster on the wall has it', async () => {
    await goes(t('app.nav.classes'))
    // The screen of slips, which stands until the classes are there, has links of the same name.
    await office.getByRole('heading', { level: 1, name: t('classes.title') }).waitFor()
    await goes('Class 0')
    await goes(t('classes.show_key'))
    await hand.press(button(t('classes.key.make')))
    key = (await office.locator('.poster .letters').innerText()).replace(/\s/g, '')
    hand.touches()
  })

  /** A family asks from the code of the poster on, and confirms by the mail; answers how often it touched its phone. */
  const asks = async (child: string, name: string, email: string) => {
    const page = await screenOf(390, false)
    const theirs = hold(page)
    const submit = () => theirs.press(page.locator('main form button[type=submit]').first())
    const before = house.sent()
    await page.goto(`${house.origin}/join/${key}`)
    await page.getByText('Class 0').first().waitFor()
    await submit()
    await theirs.type(page.locator('#child'), child)
    await theirs.tick(page.locator('input[name=relation][value=father]'))
    await theirs.type(page.locator('#name'), name)
    await theirs.type(page.locator('#email'), email)
    await submit()
    await page.getByText(t('join.sent.title')).first().waitFor()
    await expect.poll(house.sent, { timeout: 30_000 }).toBe(before + 1)
    await page.goto(/https?:\S+/.exec(house.letters().at(-1)?.text ?? '')?.[0] ?? '')
    await theirs.type(page.locator('#password'), familyPassword)
    await submit()
    await page.getByText(t('join.state.waiting')).waitFor()
    await page.context().close()
    return theirs.touches() + 1 // and one on the link in the mail
  }

  test('journey 1: a family joins with the code of the poster, in five touches and four fields', async () => {
    const began = performance.now()
    const touches = await asks('Åsa0', 'Karim Haddad', 'karim@example.org')
    figure('1.whole', began)
    expect(touches).toBeLessThanOrEqual(5)
  })

  const standsAtToday = async (count: number) => {
    await office.goto(`${house.origin}/s/north/today`)
    await link(t('home.requests', { count })).waitFor()
    hand.touches()
  }

  test('journey 2: a request is accepted with one touch, and can be taken back', async () => {
    await standsAtToday(1)
    await goes(t('home.requests', { count: 1 }))
    hand.touches()
    await hand.press(button(/^Accepter Karim/))
    await office.locator('.toast').waitFor()
    expect(hand.touches()).toBe(1)
    await hand.press(office.locator('.toast .button'))
    await button(/^Accepter Karim/).waitFor()
  })

  test('journey 2: all that are certain are accepted with two touches from the day’s screen', async () => {
    await asks(`Åsa${people.classes}`, 'Göran Andersson', 'goran@example.org')
    await standsAtToday(2)
    await goes(t('home.requests', { count: 2 }))
    await hand.press(button(t('classes.requests.accept_all', { count: 2 })))
    await office.getByText(t('classes.requests.none')).waitFor()
    expect(hand.touches()).toBe(2)
  })
})
