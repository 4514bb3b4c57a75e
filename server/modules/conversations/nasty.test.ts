import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { beginConversation, readConversation, sendMessage } from '#contract/conversations.ts'
import { listNotices, listNoticeVoices, readNotice } from '#contract/notices.ts'
import { writeNotice } from '#contract/notices-writing.ts'
import { choosePreset } from '#contract/notifications.ts'
import { fetches } from '#tests/files.ts'
import { openSink } from '#tests/mail-sink.ts'
import { nasty } from '#tests/nasty.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let sink: Awaited<ReturnType<typeof openSink>>
let world: World
let rosa: Person
let amal: Person
let noor: Person
let class6B: string
let place: string
beforeAll(async () => {
  sink = await openSink()
  world = await openWorld({ mail: sink.url })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
  place = ((await rosa.ask(listNoticeVoices)).body['audiences'] as { id: string }[])[0]?.id ?? ''
  await amal.ask(choosePreset, { body: { preset: 'as_it_happens' } })
  await world.owner.query(
    `insert into notification_rules (school_id, quiet_from, quiet_until, quiet_days) values ($1, 0, 0, 0)`,
    [world.schoolId],
  )
})
afterAll(async () => {
  await world.close()
  await sink.close()
})

/** As much of it as one may type. */
const typedOf = (text: string) => text.slice(0, 20_000)
const each = Object.entries(nasty).map(([name, text]) => [name, typedOf(text)] as const)
/** What no exit may have in it as it stands. */
const breaksOut = /<script>|<svg|<img src=x|<b>b<\/b>|^(?:bcc|set-cookie):/im

const announces = async (text: string) => {
  const texts = [{ language: 'fr', title: 'Sortie', text }]
  const reply = await rosa.ask(writeNotice, { body: { texts, asks: ['guardian'], when: 'now', audiences: [place] } })
  expect(reply.status, reply.text).toBe(200)
  return `${reply.body['id']}`
}

test.each(each)('what a notice says is kept as it was typed, read as text, and stands in no mail: %s', async (_, text) => {
  sink.letters.length = 0
  const id = await announces(text)
  const shown = (await amal.ask(readNotice, { params: { id } })).body['texts'] as { text: string }[]
  expect(shown[0]?.text).toBe(text)
  const listed = ((await amal.ask(listNotices)).body['notices'] as { id: string; text: string }[]).find((one) => one.id === id)
  expect(listed?.text).toBe(text)
  await world.doJobs()
  expect(sink.letters.length).toBeGreaterThan(0)
  for (const { text: wire, to } of sink.letters) {
    expect(wire).not.toMatch(breaksOut)
    expect(wire).not.toContain(text.trim().slice(0, 30))
    expect(to).toEqual([`${amal.accountId}@example.org`])
  }
})

test.each(each)('what somebody writes in a conversation is kept as it was typed, and stands in no mail: %s', async (_, text) => {
  const begun = await rosa.ask(beginConversation, {
    body: {
      topic: 'Sortie',
      text,
      language: 'fr',
      line: 'teacher_guardian',
      side: 'school',
      classId: class6B,
      pupilIds: [noor.id],
    },
  })
  expect(begun.status, begun.text).toBe(200)
  const [id] = begun.body['conversations'] as string[]
  const answered = await amal.ask(sendMessage, { params: { id: `${id}` }, body: { text, language: 'fr' } })
  expect(answered.status, answered.text).toBe(200)
  const { messages } = (await amal.ask(readConversation, { params: { id: `${id}` } })).body as { messages: { text: string }[] }
  expect(messages.map((one) => one.text)).toEqual([text, text])
  sink.letters.length = 0
  await world.doJobs()
  for (const { text: wire } of sink.letters) {
    expect(wire).not.toMatch(breaksOut)
    expect(wire).not.toContain(text.trim().slice(0, 30))
  }
})

test('in what Rosa and Amal take along it stands as they typed it, and the page of it shows text', async () => {
  const archive = async (who: Person) => {
    const { rawPayload, statusCode } = await fetches(world, who, `/s/preau/people/${who.id}/export.zip?locale=fr`)
    expect(statusCode, rawPayload.toString().slice(0, 300)).toBe(200)
    const found = new Map<string, string>()
    const zip = await yauzl.fromBufferPromise(rawPayload, { lazyEntries: true })
    for await (const entry of zip.eachEntry())
      found.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString())
    return found
  }
  const stringsIn = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : []
  for (const who of [rosa, amal]) {
    const items = await archive(who)
    const json = [...items].find(([name]) => name.endsWith('.json') && name !== 'manifest.json')?.[1] ?? '{}'
    const strings = new Set(stringsIn(JSON.parse(json)))
    for (const [name, text] of each)
      expect(strings.has(text.toWellFormed()) || strings.has(text), `${who.name}: ${name}`).toBe(true)
    const page = items.get('export.html') ?? ''
    expect(page).toContain('&lt;script&gt;alert(1)')
    expect(page).not.toMatch(/<script>alert|<svg onload|<img src=x/)
    expect(page).not.toMatch(/href="(?:javascript|data):/)
  }
})
