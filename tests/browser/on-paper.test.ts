import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterInCalendar } from '#contract/calendar.ts'
import { beginConversation, sendMessage } from '#contract/conversations.ts'
import { listNoticeVoices } from '#contract/notices.ts'
import { writeNotice } from '#contract/notices-writing.ts'
import { listVoices, writePost } from '#contract/posts.ts'
import { dayInParis } from '#tests/days.ts'
import { nasty } from '#tests/nasty.ts'
import { writtenOn } from './pages/breaking-out.ts'
import { openPhones, type Phones } from './phones.ts'

let phones: Phones
let paper: Awaited<ReturnType<typeof printerOf>>
beforeAll(async () => {
  phones = await openPhones()
  paper = await printerOf()
}, 120_000)
afterAll(async () => {
  await paper.context.close()
  await phones.close()
})

/** Rosa's browser, as it is when somebody prints; what opens by itself is gathered. */
const printerOf = async () => {
  const { page, context, broken } = await phones.phoneOf(phones.rosa)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => dialogs.push(dialog.message()))
  await page.emulateMedia({ media: 'print' })
  return { page, context, broken, dialogs }
}

/** What fits into one line that somebody may type. */
const lineOf = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .replace(/\p{M}{3,}/gu, '')
    .slice(0, 60)
    .trim()
const each = Object.entries(nasty).map(([name, text]) => [name, text.slice(0, 4000), lineOf(text)] as const)
/** A page knows no half characters and no NUL: they stand there as the sign for what cannot be shown, or not at all. */
const asShown = (text: string) => text.toWellFormed().slice(0, 3000).replaceAll('\r\n', '\n').replaceAll('\u0000', '')
const first = async (voices: typeof listVoices | typeof listNoticeVoices) =>
  ((await phones.rosa.ask(voices)).body['audiences'] as { id: string }[])[0]?.id ?? ''

/** The sheet that comes out: it does nothing, whoever opens it. */
const isHarmless = async (page: Page) => {
  const sheet = (await page.pdf()).toString('latin1')
  expect(sheet.startsWith('%PDF-')).toBe(true)
  expect(sheet).not.toMatch(/\/(?:JavaScript|JS|Launch|SubmitForm|ImportData|EmbeddedFile)\b/)
  expect(sheet).not.toMatch(/\/URI \((?:javascript|data):/i)
}
const opens = async (path: string, until: string, nth = 0) => {
  await paper.page.goto(`${phones.origin}/s/preau/${path}`)
  await paper.page.locator(until).nth(nth).waitFor()
  return paper.page
}
const nothingElse = { elements: new Set([0]), links: [], dialogs: [], broken: [] }
const somethingElse = async (page: Page) => {
  const { elements, links } = await page.evaluate(writtenOn)
  return { elements: new Set(elements), links, dialogs: paper.dialogs, broken: paper.broken }
}
const words = async (page: Page) => (await page.evaluate(writtenOn)).texts.map(asShown)

test.each(each)('on the sheet that a family signs, a notice is words and nothing else: %s', async (_, text, title) => {
  const texts = [{ language: 'fr', title, text }]
  const body = { texts, asks: ['guardian'], when: 'now', audiences: [await first(listNoticeVoices)] }
  const reply = await phones.rosa.ask(writeNotice, { body })
  expect(reply.status, reply.text).toBe(200)
  const page = await opens(`notices/${reply.body['id']}/paper`, '.paper-sheet')
  expect(await words(page)).toContain(asShown(text))
  const heading = page.locator('.paper-sheet h2').first()
  expect([await heading.textContent(), await heading.locator('*').count()]).toEqual([title, 0])
  expect(await somethingElse(page)).toEqual(nothingElse)
  await isHarmless(page)
})

test('a conversation and a feed that are printed are words and nothing else', async () => {
  const to = { line: 'teacher_guardian', side: 'school', classId: phones.class6B, pupilIds: [phones.noor.id] }
  const begun = await phones.rosa.ask(beginConversation, {
    body: { topic: lineOf(nasty['script'] ?? ''), text: 'Bonjour', language: 'fr', ...to },
  })
  const [id] = begun.body['conversations'] as string[]
  const audiences = [await first(listVoices)]
  for (const [name, text] of each) {
    const said = await phones.rosa.ask(sendMessage, { params: { id: `${id}` }, body: { text, language: 'fr' } })
    const posted = await phones.rosa.ask(writePost, { body: { text, language: 'fr', answers: 'none', when: 'now', audiences } })
    expect([said.status, posted.status], name).toEqual([200, 200])
  }
  for (const path of [`messages/${id}`, 'today']) {
    const page = await opens(path, '.written', each.length - 1)
    const shown = await words(page)
    for (const [name, text] of each) expect(shown, `${path}: ${name}`).toContain(asShown(text))
    expect(await somethingElse(page), path).toEqual(nothingElse)
    await isHarmless(page)
  }
})

test('a calendar that is printed is words and nothing else', async () => {
  const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)
  const audience = await first(listVoices)
  for (const [name, note, title] of each) {
    const on = { fromOn: inDays(1), toOn: inDays(1), fromTime: '08:30', toTime: '10:00' }
    const body = { title, place: title, note: note.trim(), ...on, asksReply: false, audience }
    expect((await phones.rosa.ask(enterInCalendar, { body })).status, name).toBe(200)
  }
  const page = await opens('calendar', 'main .day > :not(h3)', each.length - 1)
  const text = await page.locator('main').innerText()
  for (const [name, , title] of each) expect(text.replace(/\s+/g, ' '), name).toContain(title.replace(/\s+/g, ' '))
  expect(await page.locator('main :is(script, svg[onload], img[src="x"], b)').count()).toBe(0)
  const { links, dialogs, broken } = await somethingElse(page)
  expect({ links, dialogs, broken }).toEqual({ links: [], dialogs: [], broken: [] })
  await isHarmless(page)
})
