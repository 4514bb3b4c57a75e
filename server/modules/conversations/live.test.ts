import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { noteConversation } from '#contract/conversation-office.ts'
import { seeConversation } from '#contract/conversation-reading.ts'
import { beginConversation, editMessage, readConversation, sendMessage } from '#contract/conversations.ts'
import { reportMessage } from '#contract/message-reports.ts'
import { listNoticeVoices } from '#contract/notices.ts'
import { correctNotice, writeNotice } from '#contract/notices-writing.ts'
import { startSequencing } from '#server/working/sequencing.ts'
import { type Ear, listenTo } from '#tests/ear.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let stopSequencing: () => Promise<void>
let rosa: Person
let otto: Person
let amal: Person
let karim: Person
let olga: Person
let noor: Person
let ines: Person
let class6B: string
const ears: Ear[] = []

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  karim = await person(world, { name: 'Karim Haddad', role: 'guardian' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  ines = await person(world, { name: 'Inès Caron', role: 'head' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  await classOf(world, '7A', [otto], [])
  for (const one of [amal, karim]) await guard(world, one, noor)
  stopSequencing = await startSequencing(world.installation, world.connection, world.keys)
  await world.app.listen({ port: 0, host: '127.0.0.1' })
}, 60_000)
afterAll(async () => {
  for (const ear of ears) ear.hangUp()
  await stopSequencing()
  await world.close()
})
beforeEach(() => {
  for (const ear of ears.splice(0)) ear.hangUp()
})

const begins = async (who: Person, more: object) => {
  const words = { topic: 'Sortie', text: 'Bonjour', language: 'fr', pupilIds: [noor.id] }
  const reply = await who.ask(beginConversation, { body: { ...words, ...more } })
  expect(reply.status, reply.text).toBe(200)
  return (reply.body['conversations'] as string[])[0]!
}
const withRosa = () => ({ line: 'teacher_guardian', side: 'family', classId: class6B, teacherId: rosa.id })
const says = async (who: Person, id: string, text: string) =>
  `${(await who.ask(sendMessage, { params: { id }, body: { text, language: 'fr' } })).body['id']}`
const opens = async (who: Person, id: string) =>
  (await who.ask(readConversation, { params: { id } })).body['messages'] as { id: string; version: number }[]
/** What somebody has heard by the time that they hear of a notice to everybody: what stands before it was told, and nothing else. */
const heardBy = async (ear: Ear, until: string) => {
  const names: string[] = []
  for (let event = await ear.next(); event.name !== 'notice.addressed' || event.id !== until; event = await ear.next())
    if (!['standing', 'notice.addressed'].includes(event.name)) names.push(`${event.name} ${event.id}`)
  return names
}
const toEverybody = async () => {
  const { body } = await ines.ask(listNoticeVoices)
  const school = (body['audiences'] as { id: string; kind: string }[]).find(({ kind }) => kind === 'school')!.id
  const texts = [{ language: 'fr', title: 'Rentrée', text: 'Lundi.' }]
  const reply = await ines.ask(writeNotice, { body: { texts, audiences: [school], asks: [], when: 'now' } })
  expect(reply.status, reply.text).toBe(200)
  return `${reply.body['id']}`
}

/** Listens from now on: what was before has been heard, and is forgotten. */
const listens = async (...people: Person[]) => {
  const some = await Promise.all(people.map((who) => listenTo(world.app, who.token)))
  ears.push(...some)
  const until = await toEverybody()
  await Promise.all(some.map((ear) => heardBy(ear, until)))
  return some
}

test('what is said is heard by both sides of a conversation, as a name and an id, and by nobody else', async () => {
  const id = await begins(amal, withRosa())
  const [hers, theirs, his, others] = await listens(amal, rosa, karim, otto)
  await says(amal, id, 'Ma fille a perdu son manteau rouge.')
  await says(rosa, id, 'Il est au vestiaire.')
  const until = await toEverybody()
  const twice = [`message.sent ${id}`, `message.sent ${id}`]
  expect([await heardBy(hers!, until), await heardBy(theirs!, until)]).toEqual([twice, twice])
  expect([await heardBy(his!, until), await heardBy(others!, until)]).toEqual([[], []])
  expect(hers!.raw()).not.toContain('manteau')
})

test('a change and a report are heard by both sides, and by whoever decides; how far one has read by oneself alone', async () => {
  const id = await begins(amal, withRosa())
  const [first] = await opens(rosa, id)
  const [hers, theirs, decider] = await listens(amal, rosa, ines)
  const body = { text: 'Bonsoir', language: 'fr' }
  await amal.ask(editMessage, { params: { id: first!.id }, body, headers: { 'if-match': `"${first!.version}"` } })
  await rosa.ask(seeConversation, { params: { id }, body: { messageId: first!.id } })
  await rosa.ask(reportMessage, { params: { id: first!.id }, body: { why: 'hurtful' } })
  const until = await toEverybody()
  const [edited, reported] = [`message.edited ${first!.id}`, `message.reported ${first!.id}`]
  expect(await heardBy(hers!, until)).toEqual([edited, reported])
  expect(await heardBy(theirs!, until)).toEqual([edited, `conversation.seen ${id}`, reported])
  expect(await heardBy(decider!, until)).toEqual([reported])
})

test('what the office notes for itself no family hears of, not even that it did', async () => {
  const id = await begins(amal, { line: 'office_guardian', side: 'family' })
  const [hers, theirs] = await listens(amal, ines)
  await olga.ask(noteConversation, { params: { id }, body: { text: 'Elle rappelle.', language: 'fr' } })
  const until = await toEverybody()
  expect(await heardBy(hers!, until)).toEqual([])
  expect(await heardBy(theirs!, until)).toEqual([`conversation.noted ${id}`])
})

test('whoever may no longer write about a child hears nothing more of the conversation', async () => {
  await world.owner.query(
    "update guardianship set preset = 'equal', scopes = array['feed', 'progress', 'message', 'other_guardian']",
  )
  const id = await begins(amal, { ...withRosa(), together: true })
  await world.owner.query("update guardianship set scopes = array['feed', 'progress'] where guardian_id = $1", [amal.id])
  const [hers, his, theirs] = await listens(amal, karim, rosa)
  await says(rosa, id, 'Pour son père.')
  const until = await toEverybody()
  const heard = [`message.sent ${id}`]
  expect([await heardBy(hers!, until), await heardBy(his!, until), await heardBy(theirs!, until)]).toEqual([[], heard, heard])
})

test('a notice that is corrected is heard where it stands', async () => {
  const id = await toEverybody()
  const [hers, theirs] = await listens(karim, otto)
  const texts = [{ language: 'fr', title: 'Rentrée', text: 'Mardi.' }]
  const reply = await ines.ask(correctNotice, { params: { id }, body: { texts, asks: [] }, headers: { 'if-match': '"1"' } })
  expect(reply.status, reply.text).toBe(200)
  for (const ear of [hers!, theirs!]) expect(await ear.next()).toEqual({ name: 'notice.corrected', id })
})
