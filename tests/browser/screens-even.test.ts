import { expect, test } from 'vitest'
import { all, lookAt, patterns, show } from './eyes.ts'
import { triesHtml } from './pages/measures.ts'

lookAt(0)

test('the language changes without leaving the screen, and stays', async () => {
  const today = all.find(({ name }) => name === 'today-parent') ?? patterns
  const { page, close } = await show(today, { locale: 'fr', theme: 'light', width: 390 })
  await page.getByRole('button', { name: '日本語' }).click()
  await page.waitForSelector('html[lang=ja]')
  expect(await page.locator('h1').textContent()).toContain('さん、こんにちは')
  await page.reload({ waitUntil: 'load' })
  await page.waitForSelector('h1')
  expect(await page.locator('h1').textContent()).toContain('さん、こんにちは')
  await close()
})

test('no string becomes HTML: only the empty one passes the policy', async () => {
  const { page, close } = await show(patterns, { locale: 'en', theme: 'light', width: 390 })
  const tried = await page.evaluate(triesHtml)
  expect(tried).toContain('no HTML from strings')
  await close()
})
