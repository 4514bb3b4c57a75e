import type { Page } from 'playwright-core'
import { getDocumentProxy } from 'unpdf'

/** Letters alone: where a line is broken, how two letters are joined, and which of two equal signs a font has, is the printer's. */
export const letters = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]|[\u2e80-\u2eff長青西食民母]/gu, '')

/** Everything that stands on the A4 sheets of a page. */
export const onPaper = async (page: Page): Promise<string> => {
  const document = await getDocumentProxy(new Uint8Array(await page.pdf({ format: 'A4' })))
  const pages: string[] = []
  for (let nth = 1; nth <= document.numPages; nth++) {
    const { items } = await (await document.getPage(nth)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''))
  }
  return letters(pages.join(''))
}

/** What stands on the page to be read: its headings, and every line that has words of its own, folded away or not. */
export const toBeRead = (page: Page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll('main :is(h1, h2, h3, summary, strong, li > span, dd, dt, p)')]
    return all.filter((one) => getComputedStyle(one).display !== 'none').map((one) => one.textContent ?? '')
  })

/** What runs out of the paper, or is cut off by a box of its own. */
export const clipped = (page: Page) =>
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
export const PAPER = 688
