import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locale } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import { packageOf, smallSchool } from '#tests/packages.ts'
import { openBrowser } from './browser.ts'
import { install } from './installed.ts'

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

const schoolOf = { fr: 'École du Nord', ja: '北山小学校' } as const

const begin = async (locale: 'fr' | 'ja') => {
  const house = await install()
  const [office, family] = await Promise.all([someone(locale), someone(locale, false)])
  const t = words[locale]
  const press = (name: string) => office.getByRole('button', { name, exact: true }).click()
  return { locale, house, office, family, t, press, key: '' }
}
type Story = Awaited<ReturnType<typeof begin>>

/** The same story in two languages, at two schools; each step is made in both beside each other, for half of it is waiting. */
let stories: Story[] = []
beforeAll(async () => {
  stories = await Promise.all([begin('fr'), begin('ja')])
}, 120_000)
afterAll(() => Promise.all(stories.map(({ house }) => house.stop())), 60_000)

const inBoth = (step: (story: Story) => Promise<void>) => async () => {
  await Promise.all(
    stories.map((story) =>
      step(story).catch((cause: unknown) => {
        throw new Error(`in ${story.locale}: ${cause}`, { cause })
      }),
    ),
  )
}
const submit = (page: Page) => page.locator('main form button[type=submit]').first().click()

test(
  'the school is set up with the code that the first start printed',
  inBoth(async ({ locale, house, office, press, t }) => {
    await office.goto(`${house.origin}/`)
    await office.fill('#code', house.setupCode.toLowerCase())
    await office.fill('#name', schoolOf[locale])
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
  }),
)

test(
  'a class key is made and shown',
  inBoth(async (story) => {
    const { office, press, t } = story
    await office.getByRole('link', { name: t('import.to_classes') }).click()
    await office.getByRole('link', { name: /6B/ }).click()
    await office.getByRole('link', { name: t('classes.key.title') }).click()
    await press(t('classes.key.make'))
    story.key = (await office.locator('.poster .letters').innerText()).replace(/\s/g, '')
    expect(story.key).toMatch(/^[2-9A-HJKMNP-Z]{8}$/)
  }),
)

test(
  'a family asks with it, without JavaScript',
  inBoth(async ({ locale, house, family, key, t }) => {
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
    await expect.poll(house.sent, { timeout: 30_000 }).toBe(1)
    const [letter] = house.letters()
    expect(letter?.subject).toBe(t('mail.confirm.subject', { school: schoolOf[locale] }))
    await family.goto(/https?:\S+/.exec(letter?.text ?? '')?.[0] ?? '')
    await family.fill('#password', 'another sentence that only this family would ever say')
    await submit(family)
    expect(await family.locator('main').innerText()).toContain(t('join.state.waiting'))
  }),
)

test(
  'one tap accepts, and the family sees the class',
  inBoth(async ({ locale, house, office, family, t }) => {
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
  }),
)
