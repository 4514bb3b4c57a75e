import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadWords } from '#i18n/load.ts'
import type { Words } from '#i18n/words.ts'
import type { Mail } from '#kernel/mail.ts'
import { build } from '#server/app.ts'
import { openInstallation } from '#server/installation.ts'
import { newSetupCode } from '#server/setup-code.ts'
import { buildWeb } from '#server/web-build.ts'
import { doJobs } from '#server/worker.ts'
import { freshDatabase, ownerPool } from '../database.ts'
import { packageOf, smallSchool } from '../packages.ts'
import { openBrowser } from './browser.ts'

const say = loadWords()
let browser: Browser

beforeAll(async () => {
  await buildWeb()
  browser = await openBrowser()
}, 60_000)
afterAll(() => browser?.close())

/** An empty Préau that listens, its mail in a list, its jobs done when asked. */
const openPreau = async () => {
  const connection = await freshDatabase()
  const folder = mkdtempSync(join(os.tmpdir(), 'preau-journey-'))
  const mails: Mail[] = []
  const settings = {
    data: folder,
    keys: join(folder, 'keys'),
    mail: undefined,
    mailFrom: 'preau@localhost',
    log: 'silent',
  } as const
  const post = { send: async (mail: Mail) => void mails.push(mail) }
  const { installation, close } = await openInstallation(settings, connection, 'http://localhost:3000', { post })
  const app = await build(installation)
  const owner = ownerPool(connection)
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const work = async () => {
    await owner.query('update graphile_worker._private_jobs set run_at = now() where run_at > now()')
    await doJobs(installation, connection)
  }
  const end = async () => {
    await app.close()
    await Promise.all([close(), owner.end()])
    rmSync(folder, { recursive: true, force: true })
  }
  return { origin, mails, work, end, code: (await newSetupCode(connection)) ?? '' }
}

type Preau = Awaited<ReturnType<typeof openPreau>>

/** The small school's roster, moved into the year that set-up proposes. */
const rosterOf = (now: Date) => {
  const year = now.getUTCMonth() >= 7 ? now.getUTCFullYear() : now.getUTCFullYear() - 1
  const moved = (text: string) =>
    text
      .replaceAll('2025-08-18', `${year}-09-01`)
      .replaceAll('2026-06-12', `${year + 1}-08-31`)
      .replace(',,2026\r', `,,${year + 1}\r`)
  return packageOf(Object.fromEntries(Object.entries(smallSchool()).map(([name, text]) => [name, moved(text)])))
}

/** The office sets up, imports and makes a key; a family asks with it; the office accepts. Answers the class's label. */
const walk = async (t: Words, { origin, code, mails, work }: Preau, office: Page, family: Page) => {
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
  const password = 'quatre mots pour une clef'

  await office.goto(`${origin}/`)
  await office.getByLabel(t('setup.code'), { exact: true }).fill(code)
  await office.getByLabel(t('setup.school_name'), { exact: true }).fill('École du Préau')
  await office.getByLabel(t('setup.slug'), { exact: true }).fill('preau')
  await office.getByLabel(t('setup.your_name'), { exact: true }).fill('Hélène Roy')
  await office.getByLabel(t('setup.your_email'), { exact: true }).fill('helene@example.org')
  await office.getByLabel(t('session.password'), { exact: true }).fill(password)
  await button(office, t('setup.do')).click()
  await link(office, t('home.import')).click()

  await office.setInputFiles('input[type=file]', {
    name: 'roster.zip',
    mimeType: 'application/zip',
    buffer: rosterOf(new Date()),
  })
  await button(office, t('import.apply')).click()
  await office.locator('main progress').waitFor()
  await work()
  await link(office, t('import.to_classes')).click()
  await office.locator('.rows a').first().click()
  const child = (await office.locator('.list tbody th').first().textContent()) ?? ''
  const label = (await office.locator('h1').textContent()) ?? ''
  await link(office, t('classes.show_key')).click()
  await button(office, t('classes.key.make')).click()
  const key = ((await office.locator('.poster .letters').textContent()) ?? '').replaceAll(/\s/g, '')

  await family.goto(`${origin}/join`)
  await family.getByLabel(t('join.key.label'), { exact: true }).fill(key)
  await button(family, t('app.onward')).click()
  expect(await family.locator('.card').textContent()).toContain(label)
  await button(family, t('join.class.yes')).click()
  await family.getByLabel(t('join.you.child'), { exact: true }).fill(child)
  await family.getByLabel(t('join.relation.mother'), { exact: true }).check()
  await family.getByLabel(t('join.you.name'), { exact: true }).fill('Amal Benali')
  await family.getByLabel(t('join.you.email'), { exact: true }).fill('amal@example.org')
  await button(family, t('join.you.ask')).click()
  await family.getByRole('status').waitFor()
  await work()
  const token = /token=([\w-]+)/.exec(mails.find(({ to }) => to === 'amal@example.org')?.text ?? '')?.[1] ?? ''
  await family.goto(`${origin}/join/confirm?token=${token}`)
  await family.getByLabel(t('session.password'), { exact: true }).fill(password)
  await button(family, t('join.confirm.send')).click()
  expect(await family.locator('main').textContent()).toContain(t('join.state.waiting'))

  await office.goto(`${origin}/s/preau/requests`)
  expect(await office.locator('article').textContent()).toContain('Amal Benali')
  await button(office, t('classes.requests.accept')).click()
  await office.locator('.toast').waitFor()
  await work()
  return label
}

const visitor = async (
  locale: string,
  javaScriptEnabled: boolean,
): Promise<{ context: BrowserContext; page: Page; broken: string[] }> => {
  const context = await browser.newContext({
    locale,
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
    javaScriptEnabled,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(String(error)))
  page.on('console', (message) => void (message.type() === 'error' && broken.push(message.text())))
  return { context, page, broken }
}

test.each(['fr', 'ja'] as const)(
  'from set-up to a family that sees its class, in %s; the family joins without JavaScript',
  async (locale) => {
    const preau = await openPreau()
    const [office, joining] = await Promise.all([visitor(locale, true), visitor(locale, false)])
    const label = await walk(say[locale], preau, office.page, joining.page)
    const family = await visitor(locale, true)
    await family.context.addCookies(await joining.context.cookies())
    await family.page.goto(`${preau.origin}/s/preau/`)
    await family.page.locator('.rows a').first().click()
    await family.page.getByRole('heading', { name: label, level: 1, exact: true }).waitFor()
    expect(await family.page.locator('.list').count()).toBe(0)
    expect([...office.broken, ...joining.broken, ...family.broken]).toEqual([])
    await Promise.all([office, joining, family].map(({ context }) => context.close()))
    await preau.end()
  },
)
