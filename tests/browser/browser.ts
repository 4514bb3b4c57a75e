import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import type { Locale } from '#contract/locales.ts'
import { cookieNames } from '#kernel/cookies.ts'
import { xsrfTokenOf } from '#kernel/session.ts'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where the distribution has put its Chromium; undefined where there is none. */
export const chromiumHere = (): string | undefined => places.find((path) => existsSync(path))

/** The distribution's Chromium, kept from calling anyone. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumHere() ?? 'chromium',
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

export type Look = { locale: Locale; theme: 'light' | 'dark'; width: number; furigana?: 'on' | 'off' }

/**
 * A browser of somebody's own, with a session or without, in one language: without the worker that keeps the app for a day without network,
 * for a page that is closed after a glance would wait for a megabyte of files that nobody opens (`phones.ts` has it). `dots`: of one pixel.
 */
export const contextOf = async (
  browser: Browser,
  { url, token, locale, furigana, dots = 1 }: Pick<Look, 'locale' | 'furigana'> & { url: string; token?: string; dots?: number },
): Promise<BrowserContext> => {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale, serviceWorkers: 'block', deviceScaleFactor: dots })
  const { origin } = new URL(url)
  const names = cookieNames(origin)
  await context.addCookies([
    { name: 'lang', value: locale, url: origin },
    ...(furigana ? [{ name: 'furigana', value: furigana, url: origin }] : []),
    ...(token
      ? [
          { name: names.session, value: token, url: origin },
          { name: names.xsrf, value: xsrfTokenOf(token), url: origin },
        ]
      : []),
  ])
  return context
}

/** Opens one page of it in one theme and width; `broken` gathers what it complained of. */
export const openIn = async (context: BrowserContext, url: string, { theme, width }: Pick<Look, 'theme' | 'width'>) => {
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.setViewportSize({ width, height: width < 600 ? 844 : 800 })
  await page.emulateMedia({ colorScheme: theme })
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(String(error)))
  page.on('console', (message) => {
    // A refusal is an answer; the browser and React complain of it all the same.
    if (message.type() === 'error' && !/status of 4\d\d|refused: not_found/.test(message.text())) broken.push(message.text())
  })
  await page.goto(url, { waitUntil: 'load' })
  await page.waitForSelector('h1').catch((cause: unknown) => {
    throw new Error(`no heading at ${url}: ${broken.join('\n')}`, { cause })
  })
  return { page, broken, close: () => page.close() }
}

/** The same in a browser for this one page. */
export const open = async (browser: Browser, url: string, token: string | undefined, look: Look) => {
  const context = await contextOf(browser, { url, ...look, ...(token && { token }) })
  return { ...(await openIn(context, url, look)), close: () => context.close() }
}
