import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup } from '#contract/groups.ts'
import { listVoices, writePost } from '#contract/posts.ts'
import { loadWords } from '#i18n/load.ts'
import { photo } from '#tests/files.ts'
import { nasty } from '#tests/nasty.ts'
import { writtenOn } from './pages/breaking-out.ts'
import { openPhones, type Phones } from './phones.ts'

const t = loadWords().fr
let phones: Phones
beforeAll(async () => {
  phones = await openPhones()
}, 120_000)
afterAll(() => phones.close())

const pdf = (name: string, size: number) => ({
  ...{ name, mimeType: 'application/pdf' },
  buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size, 'préau ')]),
})
const opens = async (page: Page) => {
  await page.goto(`${phones.origin}/s/preau/write`)
  await page.getByLabel(t('posts.text')).waitFor()
}
const writes = (page: Page, text: string) => page.getByLabel(t('posts.text')).fill(text)
const chooses = (page: Page, ...files: ReturnType<typeof pdf>[]) =>
  page.locator('.drop-files input[type=file]').setInputFiles(files)
const ready = (page: Page, count: number, all = count) =>
  page.getByText(t('posts.files_ready', { ready: count, all })).waitFor({ timeout: 60_000 })
const draftsAre = (count: number) =>
  expect
    .poll(async () => (await phones.world.owner.query('select count(*)::int as n from draft where not is_dropped')).rows[0]?.n, {
      timeout: 20_000,
    })
    .toBe(count)
const publishes = async (page: Page) => {
  await page
    .getByRole('button', { name: t('posts.send') })
    .first()
    .click()
  await page.waitForURL('**/today')
}

/** Says of each photo, one after the other, that nobody can be recognised on it. */
const showsNobody = async (page: Page, photos: number) => {
  await page
    .getByRole('button', { name: t('photos.tag') })
    .first()
    .click()
  for (let nth = 1; nth <= photos; nth++) {
    await page.getByText(t('photos.nth_of', { nth, all: photos }), { exact: true }).waitFor()
    await page.getByLabel(t('photos.nobody')).check()
    await page.getByRole('button', { name: t(nth < photos ? 'photos.keep_next' : 'photos.keep'), exact: true }).click()
  }
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await expect.poll(() => page.getByRole('button', { name: t('photos.tag') }).count()).toBe(0)
}

test('a line that is lost twice costs nothing: the plan goes on by itself, the film is refused, and the text and the others are there', async () => {
  const { page, context, broken } = await phones.phoneOf(phones.rosa)
  await opens(page)
  await writes(page, 'Voici le plan et la liste.')
  let lost = 0
  await context.route('**/uploads/*', async (route) => {
    if (route.request().method() !== 'PATCH' || lost === 2) return route.continue()
    lost += 1
    await route.abort()
  })
  await chooses(page, pdf('Plan.pdf', 5_000_000), pdf('Liste.pdf', 20_000), { ...pdf('Classe.mp4', 10), mimeType: 'video/mp4' })
  await ready(page, 2, 3)
  expect(lost).toBe(2)
  await page.getByText(t('errors.file.no_pictures_yet')).waitFor()
  await page.getByRole('button', { name: `${t('posts.take_out')}: Classe.mp4` }).click()
  await page.getByRole('button', { name: `${t('posts.file_up')}: Liste.pdf` }).click()
  expect(await page.getByLabel(t('posts.text')).inputValue()).toBe('Voici le plan et la liste.')
  await publishes(page)
  await draftsAre(0)
  const family = await phones.phoneOf(phones.amal)
  await family.page.goto(`${phones.origin}/s/preau/today`)
  await family.page.locator('.post .more-of').first().click()
  await family.page.locator('.attached li').first().waitFor()
  expect(await family.page.locator('.attached .file-name').allTextContents()).toEqual(['Liste.pdf', 'Plan.pdf'])
  expect([...broken, ...family.broken]).toEqual([])
  await Promise.all([context.close(), family.context.close()])
})

test('a tab that is closed in the middle has lost neither the text nor what had come: chosen again, the file goes on', async () => {
  const { page, context } = await phones.phoneOf(phones.rosa)
  await opens(page)
  await writes(page, 'Un grand document.')
  const sent: number[] = []
  let isOpen = true
  await context.route('**/uploads/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    const offset = Number(route.request().headers()['upload-offset'])
    if (offset > 0 && isOpen) return route.abort()
    sent.push(offset)
    await route.continue()
  })
  const large = pdf('Grand.pdf', 6_000_000)
  // The draft of the text alone is there sooner: what is waited for is the one that knows the file.
  const isKept = page.waitForResponse((answer) => answer.request().postData()?.includes('"Grand.pdf","size"') === true)
  await chooses(page, large)
  await page.getByText(t('posts.file.waiting')).waitFor()
  await isKept
  await page.close()
  isOpen = false
  const again = await context.newPage()
  await opens(again)
  await again
    .getByText(t('posts.file_lost', { percent: '70 %' }).slice(0, 2))
    .first()
    .waitFor()
  expect(await again.getByLabel(t('posts.text')).inputValue()).toBe('Un grand document.')
  await chooses(again, large)
  await ready(again, 1)
  expect(sent).toEqual([0, 4 * 1024 * 1024])
  await publishes(again)
  await draftsAre(0)
  await context.close()
})

test('thirty files go three at a time, each goes on after a lost line, a thirty-first is told, and all stand with the post in their order', async () => {
  const { page, context, broken } = await phones.phoneOf(phones.rosa)
  await opens(page)
  await writes(page, 'Tout le dossier de la classe verte.')
  const [documents, lost] = [Array.from({ length: 28 }, (_, nth) => pdf(`Fiche ${nth + 1}.pdf`, 300_000)), new Set<string>()]
  let atOnce = 0
  await context.route('**/uploads/*', async (route) => {
    const [request, id] = [route.request(), route.request().url()]
    if (request.method() !== 'PATCH') return route.continue()
    atOnce = Math.max(atOnce, await page.locator('.file-row progress').count())
    if (lost.has(id)) return route.continue()
    lost.add(id)
    await route.abort()
  })
  const bytes = await photo(640, 480)
  const photos = ['Car.jpg', 'Lac.jpg'].map((name) => ({ name, mimeType: 'image/jpeg', buffer: bytes }))
  await chooses(page, ...documents, ...photos, pdf('De trop.pdf', 20_000))
  await page.getByText(t('posts.files_too_many', { count: 1, most: 30 })).waitFor()
  await ready(page, 30)
  expect([lost.size, atOnce], 'each was lost once; so many bars at once').toEqual([30, 3])
  await showsNobody(page, 2)
  await publishes(page)
  await draftsAre(0)
  const family = await phones.phoneOf(phones.amal)
  await family.page.goto(`${phones.origin}/s/preau/today`)
  await family.page.locator('.post .more-of').first().click()
  await family.page.locator('.attached li').nth(27).waitFor()
  expect(await family.page.locator('.attached .file-name').allTextContents()).toEqual(documents.map(({ name }) => name))
  expect(await family.page.locator('.photos img').count()).toBe(2)
  expect([...broken, ...family.broken]).toEqual([])
  await Promise.all([context.close(), family.context.close()])
})

test('from Tokyo Rosa schedules a post for half past seven at the school, and takes a photo out where she changes it', async () => {
  const { page, context, broken } = await phones.phoneOf(phones.rosa)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Tokyo' })
  await opens(page)
  await writes(page, 'Deux photos du jardin.')
  const bytes = await photo(640, 480)
  await chooses(page, ...['Un.jpg', 'Deux.jpg'].map((name) => ({ name, mimeType: 'image/jpeg', buffer: bytes })))
  await ready(page, 2)
  await page.getByRole('button', { name: `${t('photos.tag')} : ${t('photos.nth', { nth: 2 })}` }).waitFor()
  await showsNobody(page, 2)
  await page.getByRole('button', { name: t('posts.schedule') }).click()
  await page.getByLabel(t('posts.hour')).fill('2031-05-05T07:30')
  await page.getByRole('button', { name: t('posts.send_then') }).click()
  await page.waitForURL('**/today')
  const { rows } = await phones.world.owner.query<{ at: Date }>("select publish_at as at from post where state = 'scheduled'")
  expect(rows.map(({ at }) => at.toISOString())).toEqual(['2031-05-05T05:30:00.000Z'])
  await opens(page)
  await page
    .locator('#drafts ~ ul')
    .getByRole('link', { name: t('posts.edit') })
    .click()
  const standing = (count: number) => page.getByRole('region', { name: t('photos.of_post', { count }), exact: true })
  const second = { name: `${t('photos.remove')} : ${t('photos.nth', { nth: 2 })}` }
  await standing(2).getByRole('button', second).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: t('photos.remove') })
    .click()
  await standing(1).waitFor()
  expect(broken).toEqual([])
  await context.close()
})

test('a draft keeps a photo of which nothing was said; whoever begins anew has nothing of before', async () => {
  const { page, context, broken } = await phones.phoneOf(phones.rosa)
  await opens(page)
  await writes(page, 'Une photo, plus tard.')
  await chooses(page, { name: 'Plus tard.jpg', mimeType: 'image/jpeg', buffer: await photo(640, 480) })
  await ready(page, 1)
  await page
    .getByRole('button', { name: t('photos.tag') })
    .first()
    .waitFor()
  expect(
    await page
      .getByRole('button', { name: t('posts.send') })
      .first()
      .isDisabled(),
  ).toBe(true)
  await page.getByRole('button', { name: t('posts.save') }).click()
  await page.waitForURL('**/today')
  await opens(page)
  const own = page.locator('#drafts ~ ul > li', { hasText: 'Une photo, plus tard.' })
  await own.getByRole('button', { name: t('posts.send') }).click()
  await own.getByText(t('errors.photo.not_tagged')).waitFor()
  await own.getByRole('link', { name: t('posts.edit') }).click()
  await showsNobody(page, 1)
  await page.getByRole('button', { name: t('posts.save_change') }).click()
  await opens(page)
  await own.getByRole('button', { name: t('posts.send') }).click()
  await own.waitFor({ state: 'detached' })
  const family = await phones.phoneOf(phones.amal)
  await family.page.goto(`${phones.origin}/s/preau/today`)
  const seen = family.page.locator('.post', { hasText: 'Une photo, plus tard.' })
  await seen.locator('.photos img').waitFor()
  await writes(page, 'Pas ceci.')
  await chooses(page, pdf('Pas cela.pdf', 2000))
  await ready(page, 1)
  await draftsAre(1)
  await page.reload()
  await ready(page, 1)
  await page.getByRole('button', { name: t('offline.draft_anew') }).click()
  await page.locator('.file-row').waitFor({ state: 'detached' })
  expect(await page.getByLabel(t('posts.text')).inputValue()).toBe('')
  await draftsAre(0)
  expect([...broken, ...family.broken]).toEqual([])
  await Promise.all([context.close(), family.context.close()])
})

test('whatever somebody writes is words on the screen, and nothing else', async () => {
  const ask = phones.rosa.ask
  expect((await ask(makeGroup, { body: { label: nasty['closing'], staff: [], pupils: [phones.noor.id] } })).status).toBe(200)
  const voices = (await ask(listVoices)).body['audiences'] as { id: string }[]
  const texts = Object.values(nasty)
  for (const text of texts) {
    const body = { text, language: 'fr', answers: 'none', when: 'now', audiences: voices.map(({ id }) => id) }
    expect((await ask(writePost, { body })).status).toBe(200)
  }
  const { page, context, broken } = await phones.phoneOf(phones.amal)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => dialogs.push(dialog.message()))
  await page.goto(`${phones.origin}/s/preau/today`)
  await page
    .locator('.written')
    .nth(texts.length - 1)
    .waitFor()
  const { texts: shown, elements, links, wider, covered } = await page.evaluate(writtenOn)
  // A page knows no half characters and no NUL: they stand there as the sign for what cannot be shown, or not at all.
  const asShown = (text: string) => text.toWellFormed().slice(0, 3000).replaceAll('\r\n', '\n').replaceAll('\u0000', '')
  const plain = shown.map((text) => asShown(text))
  for (const text of texts) expect(plain, text.slice(0, 30)).toContain(asShown(text))
  expect({ links, wider, covered, dialogs, broken, elements: new Set(elements) }).toEqual({
    ...{ links: [], wider: 0, covered: 0, dialogs: [], broken: [], elements: new Set([0]) },
  })
  await context.close()
})
