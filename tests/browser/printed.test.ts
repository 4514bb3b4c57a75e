import type { Page } from 'playwright-core'
import { getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#contract/locales.ts'
import { contextOf, openIn } from './browser.ts'
import { openSchool, type School } from './school.ts'

let school: School
beforeAll(async () => {
  school = await openSchool()
}, 120_000)
afterAll(() => school?.close())

const places = ['/trust', '/trust/door', '/trust/measures', '/s/demo/trust', '/s/demo/trust/people', '/s/demo/trust/suppliers']

/** Letters alone: where a line is broken, how two letters are joined, and which of two equal signs a font has, is the printer's. */
const letters = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]|[\u2e80-\u2eff長青西食民母]/gu, '')

const onPaper = async (page: Page): Promise<string> => {
  const document = await getDocumentProxy(new Uint8Array(await page.pdf({ format: 'A4' })))
  const pages: string[] = []
  for (let nth = 1; nth <= document.numPages; nth++) {
    const { items } = await (await document.getPage(nth)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''))
  }
  return letters(pages.join(''))
}

/** What stands on the page to be read: its headings, and every line that has words of its own, folded away or not. */
const toBeRead = (page: Page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll('main :is(h1, h2, h3, summary, strong, li > span, dd, dt, p)')]
    return all.filter((one) => getComputedStyle(one).display !== 'none').map((one) => one.textContent ?? '')
  })

/** What runs out of the paper, or is cut off by a box of its own. */
const clipped = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    return [...document.querySelectorAll('main *')]
      .filter((one) => {
        const { right, left, width: own } = one.getBoundingClientRect()
        const hides = /hidden|clip|auto|scroll/.test(getComputedStyle(one).overflowX)
        return own > 0 && (right > width + 1 || left < -1 || (hides && one.scrollWidth > one.clientWidth + 1))
      })
      .map((one) => one.outerHTML.slice(0, 120))
  })

/** An A4 sheet without its margins, in pixels of CSS. */
const PAPER = 688

test.each(locales)(
  'on paper the pages of promises hold every heading and every line, and nothing is cut off: %s',
  async (locale) => {
    const context = await contextOf(school.browser, { url: school.origin, locale })
    for (const place of places) {
      const { page } = await openIn(context, `${school.origin}${place}`, { theme: 'dark', width: PAPER })
      await page.emulateMedia({ media: 'print' })
      expect(await clipped(page), place).toEqual([])
      const paper = await onPaper(page)
      const lost = (await toBeRead(page)).filter((line) => !paper.includes(letters(line)))
      expect(lost, `${place} in ${locale}`).toEqual([])
      await page.close()
    }
    await context.close()
  },
)

test('what is folded away on screen and would stay so on paper is found', async () => {
  const context = await contextOf(school.browser, { url: school.origin, locale: 'en' })
  const { page } = await openIn(context, `${school.origin}/trust/door`, { theme: 'light', width: PAPER })
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('details > ul')) one.setAttribute('hidden', '')
    document.querySelector('h1')?.style.setProperty('inline-size', '900px')
  })
  expect((await clipped(page)).length).toBeGreaterThan(0)
  const paper = await onPaper(page)
  expect(paper).not.toContain(letters('Nothing looks at this yet'))
  await context.close()
})
