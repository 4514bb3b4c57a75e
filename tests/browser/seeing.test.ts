import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { webWithPatterns } from './building.ts'
import { openHouse } from './house.ts'
import { linesOf, moving, tokens, unseen } from './pages/seeing.ts'

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>
let browser: Browser
let house: Awaited<ReturnType<typeof openHouse>>

beforeAll(async () => {
  house = await openHouse(await webWithPatterns())
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  house?.close()
})

const patterns = async (media: Media) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en' })
  const page = await context.newPage()
  await page.emulateMedia(media)
  await page.goto(`${house.origin}/ui`)
  await page.waitForSelector('h1')
  return { page, close: () => context.close() }
}

test('in forced colours every control has an edge or says in words that it is one, and every state differs from its absence', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, close } = await patterns({ forcedColors: 'active', colorScheme })
    expect(await page.evaluate(unseen)).toEqual([])
    await page.locator('tbody .pick input').first().check()
    const states = [
      ['tr[data-chosen]', 'tbody tr:not([data-chosen])'],
      ['.choice:has(:checked)', '.choice:not(:has(:checked))'],
      ['.steps [aria-current]', '.steps li:not([aria-current], .done)'],
      ['.steps .done', '.steps li:not([aria-current], .done)'],
      ['.switch[data-selected]:not([data-disabled]) .track', '.switch:not([data-selected], [data-disabled]) .track'],
      ['.timeline .done .mark', '.timeline .coming .mark'],
      ['.timeline .now .mark', '.timeline .coming .mark'],
      ['.button.primary', '.button.quiet:not(:disabled, [aria-disabled])'],
      ['.button:disabled', '.button.quiet:not(:disabled, [aria-disabled])'],
      ['.input[aria-invalid]', '.input:not([aria-invalid], :disabled)'],
    ] as const
    for (const [state, none] of states)
      expect(await page.evaluate(linesOf, state), state).not.toBe(await page.evaluate(linesOf, none))
    await close()
  }
})

test('who asks for more contrast gets it in the dark too', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const plain = await patterns({ colorScheme, contrast: 'no-preference' })
    const { text, quiet } = await plain.page.evaluate(tokens)
    await plain.close()
    const more = await patterns({ colorScheme, contrast: 'more' })
    const now = await more.page.evaluate(tokens)
    expect([quiet === text, now.quiet === now.text, now.line === now.border]).toEqual([false, true, true])
    await more.close()
  }
})

test('nothing moves for those who asked that nothing moves', async () => {
  const count = async (reducedMotion: 'reduce' | 'no-preference') => {
    const { page, close } = await patterns({ reducedMotion })
    await page.evaluate(moving)
    await page.getByRole('button', { name: 'Open a sheet' }).click()
    await page.waitForSelector('.sheet')
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Toast with undo' }).click()
    await page.waitForSelector('.toast')
    const names = await page.evaluate(moving)
    await close()
    return names
  }
  expect(await count('no-preference')).toContain('under-roof')
  expect(await count('reduce')).toEqual([])
})
