import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Locale } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import { packageOf, smallSchool } from '#tests/packages.ts'
import { openBrowser } from './browser.ts'
import { type Installed, install } from './installed.ts'

const words = loadWords()
const password = 'le chat dort sur le vieux poirier du jardin'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** The roster of the small school, in the year that the school was set up with. */
const roster = (from: string, to: string) =>
  packageOf(
    Object.fromEntries(
      Object.entries(smallSchool()).map(([name, text]) => [
        name,
        text.replaceAll('2025-08-18', from).replaceAll('2026-06-12', to),
      ]),
    ),
  )

const someone = async (locale: Locale, javaScriptEnabled = true) => {
  const context = await browser.newContext({ locale, javaScriptEnabled, viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  return page
}

describe.each(['fr', 'ja'] as const)('in %s', (locale) => {
  const t = words[locale]
  let house: Installed
  let office: Page
  let family: Page
  let key = ''

  beforeAll(async () => {
    house = await install()
    office = await someone(locale)
    family = await someone(locale, false)
  }, 60_000)
  afterAll(() => house.stop())

  const submit = (page: Page) => page.locator('main form button[type=submit]').first().click()
  const press = (name: string) => office.getByRole('button', { name, exact: true }).click()

  test('the school is set up with the code that the first start printed', async () => {
    await office.goto(`${house.origin}/`)
    await office.fill('#code', house.setupCode.toLowerCase())
    await office.fill('#name', locale === 'ja' ? '北山小学校' : 'École du Nord')
    await office.fill('#slug', 'north')
    await office.fill('#display', locale === 'ja' ? '佐藤 由美' : 'Nadia Ferrand')
    await office.fill('#email', 'nadia@example.org')
    await office.fill('#password', password)
    const [from, to] = await Promise.all([office.inputValue('#yearFrom'), office.inputValue('#yearTo')])
    await submit(office)
    await office.waitForURL('**/s/north/today')
    await office.goto(`${house.origin}/s/north/import`)
    await office.setInputFiles('input[type=file]', { name: 'north.zip', mimeType: 'application/zip', buffer: roster(from, to) })
    await press(t('import.apply'))
    await office.getByText(t('import.done'), { exact: true }).waitFor()
  })

  test('a class key is made and shown', async () => {
    await office.getByRole('link', { name: t('import.to_classes') }).click()
    await office.getByRole('link', { name: /6B/ }).click()
    await office.getByRole('link', { name: t('classes.key.title') }).click()
    await press(t('classes.key.make'))
    key = (await office.locator('.poster .letters').innerText()).replace(/\s/g, '')
    expect(key).toMatch(/^[2-9A-HJKMNP-Z]{8}$/)
  })

  test('a family asks with it, without JavaScript', async () => {
    await family.goto(`${house.origin}/join`)
    await family.fill('#key', key)
    await submit(family)
    expect(await family.locator('main').innerText()).toContain('6B')
    await submit(family)
    await family.fill('#child', 'Noor')
    await family.locator('input[name=relation][value=father]').check()
    await family.fill('#name', 'Karim Haddad')
    await family.fill('#email', 'karim@example.org')
    await submit(family)
    await expect.poll(() => house.letters().length, { timeout: 20_000, interval: 500 }).toBe(1)
    const [letter] = house.letters()
    expect(letter?.subject).toBe(t('mail.confirm.subject', { school: locale === 'ja' ? '北山小学校' : 'École du Nord' }))
    await family.goto(/https?:\S+/.exec(letter?.text ?? '')?.[0] ?? '')
    await family.fill('#password', 'another sentence that only this family would ever say')
    await submit(family)
    expect(await family.locator('main').innerText()).toContain(t('join.state.waiting'))
  })

  test('one tap accepts, and the family sees the class', async () => {
    await office.goto(`${house.origin}/s/north/requests`)
    await office.getByRole('button', { name: `${t('classes.requests.accept')} Karim` }).click()
    const state = async () => {
      await family.reload()
      return family.locator('main').innerText()
    }
    await expect.poll(state, { timeout: 30_000, interval: 500 }).toContain(t('join.state.accepted'))
    const context = await browser.newContext({ locale, storageState: await family.context().storageState() })
    const reading = await context.newPage()
    await reading.goto(`${house.origin}/s/north/`)
    await reading.waitForURL('**/s/north/today')
    await reading.getByText('6B').first().waitFor()
    expect(await reading.locator('main').innerText()).toContain('Noor')
    expect(house.letters().at(-1)?.subject).toBe(t('mail.accepted.subject'))
  })
})
