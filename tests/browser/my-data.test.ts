import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadWords } from '#i18n/load.ts'
import { open } from './browser.ts'
import { finger, type Hand, keyboard } from './hands.ts'
import { openSchool, type School } from './school.ts'

const t = loadWords().fr
let school: School

beforeAll(async () => {
  school = await openSchool()
}, 120_000)
afterAll(() => school?.close())
beforeEach(() => school.world.owner.query('update directory.session set authenticated_at = now()'))

const ways: { way: string; hold: (page: Parameters<typeof finger>[0]) => Hand; width: number }[] = [
  { way: 'with a finger on a phone', hold: finger, width: 390 },
  { way: 'by the keyboard alone', hold: keyboard, width: 1280 },
]

describe.each(ways)('$way', ({ hold, width }) => {
  const sits = async (path: string) => {
    const { slug, token } = await school.enter('parent')
    const opened = await open(school.browser, `${school.origin}/s/${slug}${path}`, token, { locale: 'fr', theme: 'light', width })
    return { ...opened, hand: hold(opened.page) }
  }

  test('journey 5: from the day’s page a parent holds a copy of the child’s data after three touches', async () => {
    const { page, hand, broken, close } = await sits('/today')
    const asked: string[] = []
    page.on('request', (request) => void (request.url().includes('/api/') && asked.push(new URL(request.url()).pathname)))
    if (width < 1024) await hand.press(page.getByRole('button', { name: t('app.nav.more') }))
    await hand.press(page.getByRole('link', { name: t('app.nav.my_data'), exact: true }).first())
    const take = page.getByRole('button', { name: t('mydata.take'), exact: true })
    await take.waitFor()
    const trips = asked.filter((one) => !/live|stream/.test(one))
    console.log(JSON.stringify({ figure: 'my_data.round_trips', value: trips.length, asked: trips }))
    const began = performance.now()
    const coming = page.waitForEvent('download')
    await hand.press(take)
    const download = await coming
    const bytes = readFileSync(await download.path())
    console.log(
      JSON.stringify({
        figure: 'journey.5.export',
        value: Math.round(performance.now() - began),
        unit: 'ms',
        bytes: bytes.length,
      }),
    )
    expect(download.suggestedFilename()).toMatch(/^preau-export-.*\.zip$/)
    expect(bytes.subarray(0, 2).toString()).toBe('PK')
    expect(hand.touches()).toBeLessThanOrEqual(3)
    await page.getByText(t('mydata.kind.access'), { exact: true }).first().waitFor()
    expect(broken).toEqual([])
    await close()
  }, 120_000)

  test('something wrong is said in words, and stands among the requests with its day', async () => {
    const { page, hand, broken, close } = await sits('/my-data')
    await hand.press(page.getByRole('button', { name: t('mydata.correct'), exact: true }))
    const dialog = page.getByRole('alertdialog')
    await hand.type(dialog.getByLabel(t('mydata.correct.what')), `Le prénom s’écrit Nour (${width}).`)
    await hand.press(dialog.getByRole('button', { name: t('mydata.send') }))
    await dialog.waitFor({ state: 'detached' })
    await page.locator('li.card', { hasText: `Nour (${width})` }).waitFor()
    expect(broken).toEqual([])
    await close()
  }, 120_000)
})

test('an inquiry does not wait for a request: the officer chooses somebody, and asks that nothing of them goes', async () => {
  const { slug, token } = await school.enter('dpo')
  const look = { locale: 'fr', theme: 'light', width: 390 } as const
  const { page, broken, close } = await open(school.browser, `${school.origin}/s/${slug}/data-requests`, token, look)
  await page.getByRole('button', { name: t('mydata.hold.somebody') }).click()
  const sheet = page.getByRole('alertdialog')
  await sheet.getByRole('combobox', { name: t('mydata.paper.about') }).press('ArrowDown')
  const option = page.getByRole('option').first()
  const name = (await option.innerText()).trim()
  await option.click()
  await sheet.getByLabel(t('mydata.hold.why')).fill('Une enquête est ouverte.')
  await sheet.getByRole('button', { name: t('mydata.hold.send') }).click()
  await sheet.waitFor({ state: 'detached' })
  const held = page.locator('section[aria-labelledby=holds] li', { hasText: 'Une enquête est ouverte.' })
  expect(await held.innerText()).toContain(name)
  expect(await held.innerText()).toContain(t('mydata.hold.waits'))
  expect(broken).toEqual([])
  await close()
}, 120_000)
