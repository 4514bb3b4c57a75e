import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Locale } from '#contract/locales.ts'
import type { Cast } from './school.ts'
import { childId, classId } from './school.ts'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The distribution's Chromium, kept from calling anyone. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: places.find((path) => existsSync(path)) ?? 'chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export type Screen = { name: string; path: string; cast: Cast; before?: (page: Page) => Promise<unknown> }

const zip = { name: 'roster.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') }

/** Every screen and page there is; a screen that is not listed here is not tested. */
export const screens: readonly Screen[] = [
  { name: 'today-parent', path: '/s/demo/today', cast: 'parent' },
  { name: 'today-teacher', path: '/s/demo/today', cast: 'teacher' },
  { name: 'today-empty', path: '/s/demo/today', cast: 'newcomer' },
  { name: 'classes', path: '/s/demo/classes', cast: 'office' },
  { name: 'class', path: `/s/demo/classes/${classId(0)}`, cast: 'teacher' },
  {
    name: 'class-who-sees',
    path: `/s/demo/classes/${classId(0)}`,
    cast: 'teacher',
    before: (page) =>
      page
        .locator('.eye')
        .click()
        .then(() => page.waitForSelector('[role=dialog]')),
  },
  { name: 'class-parent', path: `/s/demo/classes/${classId(0)}`, cast: 'parent' },
  { name: 'who-saw', path: `/s/demo/people/${childId}/reads`, cast: 'parent' },
  { name: 'key', path: `/s/demo/classes/${classId(0)}/key`, cast: 'teacher' },
  { name: 'key-none', path: `/s/demo/classes/${classId(1)}/key`, cast: 'teacher' },
  { name: 'requests', path: '/s/demo/requests', cast: 'teacher' },
  {
    name: 'requests-pick',
    path: '/s/demo/requests',
    cast: 'teacher',
    before: (page) =>
      page
        .locator('article')
        .nth(1)
        .locator('.button.primary')
        .click()
        .then(() => page.waitForSelector('[role=dialog] select')),
  },
  {
    name: 'requests-accepted',
    path: '/s/demo/requests',
    cast: 'teacher',
    before: (page) =>
      page
        .locator('article .button.primary')
        .first()
        .click()
        .then(() => page.waitForSelector('.toast')),
  },
  { name: 'people', path: '/s/demo/people', cast: 'office' },
  { name: 'import', path: '/s/demo/import', cast: 'office' },
  {
    name: 'import-preview',
    path: '/s/demo/import',
    cast: 'office',
    before: (page) => page.setInputFiles('input[type=file]', zip).then(() => page.waitForSelector('.figures')),
  },
  {
    name: 'import-many-leave',
    path: '/s/demo/import',
    cast: 'office',
    before: (page) =>
      page
        .setInputFiles('input[type=file]', zip)
        .then(() => page.locator('.figures').waitFor())
        .then(() => page.locator('main .button.primary').first().click())
        .then(() => page.waitForSelector('[role=alertdialog]')),
  },
  {
    name: 'import-applying',
    path: '/s/demo/import',
    cast: 'office',
    before: (page) =>
      page
        .setInputFiles('input[type=file]', zip)
        .then(() => page.locator('.figures').waitFor())
        .then(() => page.locator('main .button.primary').first().click())
        .then(() => page.locator('.button.danger').click())
        .then(() => page.waitForSelector('main progress[value]')),
  },
  {
    name: 'import-refused',
    path: '/s/demo/import',
    cast: 'teacher',
    before: (page) => page.setInputFiles('input[type=file]', zip).then(() => page.waitForSelector('.banner.bad')),
  },
  { name: 'not-there', path: '/s/demo/classes/nowhere', cast: 'teacher' },
  { name: 'welcome', path: '/', cast: 'parent' },
  { name: 'school-home', path: '/s/demo/', cast: 'parent' },
  { name: 'sign-in', path: '/s/demo/sign-in', cast: 'parent' },
  { name: 'set-up', path: '/setup', cast: 'parent' },
  { name: 'join-key', path: '/join', cast: 'parent' },
  { name: 'join-class', path: '/join/class', cast: 'parent' },
  { name: 'join-you', path: '/join/you', cast: 'parent' },
  { name: 'join-sent', path: '/join/sent', cast: 'parent' },
  { name: 'join-confirm', path: '/join/confirm', cast: 'parent' },
  { name: 'my-requests', path: '/requests', cast: 'parent' },
  { name: 'not-found', path: '/nothing', cast: 'parent' },
  { name: 'problem', path: '/problem', cast: 'parent' },
  { name: 'away', path: '/away', cast: 'parent' },
]

export type Look = { locale: Locale; theme: 'light' | 'dark'; width: number }

/** Opens one screen as one person, in one language, theme and width; `broken` gathers what the page complained of. */
export const show = async (browser: Browser, origin: string, screen: Screen, { locale, theme, width }: Look) => {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale,
    deviceScaleFactor: width < 600 ? 2 : 1,
  })
  await context.addCookies([
    { name: 'lang', value: locale, url: origin },
    { name: 'cast', value: screen.cast, url: origin },
  ])
  const page = await context.newPage()
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) broken.push(message.text())
  })
  await page.goto(`${origin}${screen.path}`, { waitUntil: 'load' })
  await page.waitForSelector('h1')
  await screen.before?.(page)
  return { page, broken, close: () => context.close() }
}
