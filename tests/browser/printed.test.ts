import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#contract/locales.ts'
import { contextOf, openIn } from './browser.ts'
import { clipped, letters, onPaper, PAPER, toBeRead } from './paper.ts'
import { openSchool, type School } from './school.ts'

let school: School
beforeAll(async () => {
  school = await openSchool()
}, 120_000)
afterAll(() => school?.close())

const places = ['/trust', '/trust/door', '/trust/measures', '/s/demo/trust', '/s/demo/trust/people', '/s/demo/trust/suppliers']

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
