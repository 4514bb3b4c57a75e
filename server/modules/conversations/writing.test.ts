import { afterAll, beforeAll, expect, test } from 'vitest'
import { listFamilies, listPartners } from '#contract/conversation-partners.ts'
import {
  beginConversation,
  editMessage,
  listConversations,
  readConversation,
  readConversationPeople,
  sendMessage,
  withdrawMessage,
} from '#contract/conversations.ts'
import { nasty } from '#tests/nasty.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World, withoutAccount } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
let amal: Person
let karim: Person
let bilal: Person
let noor: Person
let olga: Person
let class6B: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  karim = await person(world, { name: 'Karim Haddad', role: 'guardian' })
  bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  await classOf(world, '7A', [otto], [])
  for (const one of [amal, karim, bilal]) await guard(world, one, noor)
  await world.owner.query(
    "update guardianship set preset = 'court_restricted', scopes = '{progress,copies}' where guardian_id = $1",
    [bilal.id],
  )
})
afterAll(() => world.close())

type Shown = {
  conversation: {
    topic: string
    family: { display: string }[]
    unread: number
    mayWrite: boolean
    teacher: { display: string } | null
  }
  messages: {
    id: string
    text: string | null
    state: string
    version: number
    author: { display: string } | null
    earlier: { text: string }[]
  }[]
}
const opens = async (who: Person, id: string) => {
  const reply = await who.ask(readConversation, { params: { id } })
  expect(reply.status, `${who.name}: ${reply.text}`).toBe(200)
  return reply.body as unknown as Shown
}
const opening = (who: Person, id: string) => who.ask(readConversation, { params: { id } }).then(({ status }) => status)
const words = { topic: 'Sortie à la piscine', text: 'Noor a-t-elle un bonnet ?', language: 'fr' }
const toFamily = () => ({ ...words, line: 'teacher_guardian', side: 'school', classId: class6B, pupilIds: [noor.id] })
const begins = async (who: Person, body: object) => {
  const reply = await who.ask(beginConversation, { body })
  expect(reply.status, reply.text).toBe(200)
  return reply.body['conversations'] as string[]
}
const says = async (who: Person, id: string, text: string, more: object = {}) => {
  const reply = await who.ask(sendMessage, { params: { id }, body: { text, language: 'fr', ...more } })
  expect(reply.status, reply.text).toBe(200)
  return `${reply.body['id']}`
}

test('a teacher writes about a pupil: each guardian who may has a thread alone, the court-limited one none, and nobody learns of anybody', async () => {
  const ids = await begins(rosa, toFamily())
  expect(ids).toHaveLength(2)
  const seen = await Promise.all([amal, karim, bilal].map(async (who) => Promise.all(ids.map((id) => opening(who, id)))))
  expect(seen.map((some) => some.toSorted())).toEqual([
    [200, 404],
    [200, 404],
    [404, 404],
  ])
  const own = ids[seen[0]!.indexOf(200)]!
  const { conversation, messages } = await opens(amal, own)
  expect(conversation).toMatchObject({ topic: words.topic, family: [{ display: 'Amal Benali' }], mayWrite: true })
  expect(messages).toMatchObject([{ text: words.text, author: { display: 'Rosa Roy' } }])
  await says(amal, own, 'Oui, bleu.')
  expect((await opens(rosa, own)).messages.map(({ text }) => text)).toEqual([words.text, 'Oui, bleu.'])
  const reply = await amal.ask(readConversation, { params: { id: own } })
  expect(reply.text).not.toMatch(/Karim|Bilal|Haddad/)
  expect((await amal.ask(readConversationPeople, { params: { id: own } })).body).toMatchObject({
    family: [{ display: 'Amal Benali' }],
    others: 0,
    school: [{ display: 'Rosa Roy', as: 'teacher' }],
    overseers: [],
  })
  expect(await facts(world)).toEqual(expect.arrayContaining(['conversation.begun', 'message.sent', 'conversation.opened']))
})

test('guardians who may know of each other share one thread; when one may no longer, it is closed to that one at once', async () => {
  await world.owner.query("update guardianship set scopes = scopes || '{other_guardian}' where guardian_id = any ($1)", [
    [amal.id, karim.id],
  ])
  const [shared, ...more] = await begins(rosa, toFamily())
  expect(more).toEqual([])
  await says(karim, shared!, 'Je m’en occupe.')
  const { messages, conversation } = await opens(amal, shared!)
  expect(messages.at(-1)).toMatchObject({ text: 'Je m’en occupe.', author: { display: 'Karim Haddad' } })
  expect(conversation.family.map(({ display }) => display).toSorted()).toEqual(['Amal Benali', 'Karim Haddad'])
  await world.owner.query("update guardianship set scopes = array_remove(scopes, 'other_guardian') where guardian_id = $1", [
    karim.id,
  ])
  expect([await opening(karim, shared!), await opening(rosa, shared!)]).toEqual([404, 200])
  await world.owner.query("update guardianship set scopes = array_remove(scopes, 'other_guardian') where guardian_id = $1", [
    amal.id,
  ])
})

test('a family writes to the teacher; another teacher, another family and the office do not see it', async () => {
  const { pupils } = (await amal.ask(listPartners)).body as {
    pupils: { pupil: { id: string }; classes: { id: string; teachers: object[] }[]; office: boolean }[]
  }
  expect(pupils).toMatchObject([
    { pupil: { id: noor.id }, classes: [{ id: class6B, teachers: [{ display: 'Rosa Roy' }] }], office: true },
  ])
  const asked = { ...words, line: 'teacher_guardian', side: 'family', classId: class6B, teacherId: rosa.id, pupilIds: [noor.id] }
  const [id] = await begins(amal, asked)
  expect(await Promise.all([rosa, amal, otto, karim, olga, noor].map((who) => opening(who, id!)))).toEqual([
    200, 200, 404, 404, 404, 404,
  ])
  const { conversations } = (await rosa.ask(listConversations)).body as { conversations: { id: string; unread: number }[] }
  expect(conversations[0]).toMatchObject({ id, unread: 1, family: [{ display: 'Amal Benali' }] })
  expect((await otto.ask(listConversations)).body['conversations']).toEqual([])
  const refused = await Promise.all([
    bilal.ask(beginConversation, { body: asked }),
    otto.ask(beginConversation, { body: toFamily() }),
    amal.ask(beginConversation, { body: { ...asked, teacherId: otto.id } }),
    amal.ask(beginConversation, { body: { ...asked, urgent: 'health' } }),
    rosa.ask(beginConversation, { body: { ...toFamily(), teacherId: otto.id } }),
    rosa.ask(beginConversation, { body: { ...toFamily(), line: 'office_guardian', classId: undefined } }),
  ])
  expect(refused.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
    '403 not_allowed',
    '403 conversation.not_allowed',
    '403 not_allowed',
    '422 conversation.not_urgent',
    '403 not_allowed',
    '403 conversation.not_allowed',
  ])
})

test('whoever has left the class, or teaches it no more, reads and writes no more; the family keeps what it has', async () => {
  const sami = await person(world, { name: 'Sami Lund', role: 'pupil' })
  const eva = await person(world, { name: 'Eva Lund', role: 'guardian' })
  const lea = await person(world, { name: 'Léa Petit', role: 'substitute' })
  const class5C = await classOf(world, '5C', [lea], [sami])
  await guard(world, eva, sami)
  const [id] = await begins(eva, { ...words, line: 'teacher_guardian', side: 'family', classId: class5C, pupilIds: [sami.id] })
  expect(await opening(lea, id!)).toBe(200)
  await world.owner.query("update person_role set until_at = now() where person_id = $1 and role = 'substitute'", [lea.id])
  expect([await opening(lea, id!), await opening(eva, id!)]).toEqual([404, 200])
  const reply = await eva.ask(sendMessage, { params: { id: id! }, body: { text: 'Allô ?', language: 'fr' } })
  expect(reply.body.code).toBe('conversation.nobody_there')
  await world.owner.query('update guardianship set until_at = now() where guardian_id = $1', [eva.id])
  expect(await opening(eva, id!)).toBe(404)
})

test('what is typed is kept as it was typed', async () => {
  const typed = Object.values(nasty).map((text) => text.slice(0, 20_000))
  const [id] = await begins(rosa, { ...toFamily(), guardianIds: [amal.id] })
  for (const text of typed) await says(amal, id!, text)
  expect((await opens(rosa, id!)).messages.slice(1).map(({ text }) => text)).toEqual(typed)
  const { rows } = await world.owner.query<{ all: string }>(
    "select encode(sealed, 'escape') as all from message_text union all select encode(sealed, 'escape') from conversation",
  )
  expect(rows.filter(({ all }) => /alert|piscine|Bcc/.test(all))).toEqual([])
  expect((await amal.ask(sendMessage, { params: { id: id! }, body: { text: ' \n ', language: 'fr' } })).status).toBe(422)
})

test('a message that is sent twice is there once', async () => {
  const [id] = await begins(rosa, { ...toFamily(), guardianIds: [amal.id] })
  const asked = {
    params: { id: id! },
    body: { text: 'Une seule fois', language: 'fr' },
    headers: { 'idempotency-key': '018f3e5a-7b1c-7d2e-9a3b-4c5d6e7f8091' },
  }
  const replies = await Promise.all([amal.ask(sendMessage, asked), amal.ask(sendMessage, asked)])
  expect(new Set(replies.map(({ body }) => body['id'])).size).toBe(1)
  expect((await opens(rosa, id!)).messages).toHaveLength(2)
})

test('one message to the families of a class: a thread each, and answers that go to the teacher alone', async () => {
  const zoe = await person(world, { name: 'Zoé Ek', role: 'pupil' })
  const ida = await person(world, { name: 'Ida Ek', role: 'guardian' })
  const lou = await person(world, { name: 'Lou Bo', role: 'pupil' })
  const paper = await withoutAccount(world, { name: 'Paul Bo', role: 'guardian' })
  const class4A = await classOf(world, '4A', [rosa], [zoe, lou])
  await guard(world, ida, zoe)
  await guard(world, paper, lou)
  const families = await rosa.ask(listFamilies, { params: { id: class4A } })
  expect(families.body).toMatchObject({ pupils: [{ guardians: [{ hasAccount: false }] }, { guardians: [{ hasAccount: true }] }] })
  expect((await otto.ask(listFamilies, { params: { id: class4A } })).status).toBe(404)
  const reply = await rosa.ask(beginConversation, {
    body: { ...words, line: 'teacher_guardian', side: 'school', classId: class4A, pupilIds: [zoe.id, lou.id] },
  })
  expect(reply.body).toMatchObject({ reached: 1, withoutAccount: 1 })
  const { conversations } = (await ida.ask(listConversations)).body as { conversations: { id: string }[] }
  expect(conversations).toHaveLength(1)
  const { conversations: toRosa } = (await rosa.ask(listConversations)).body as { conversations: { id: string }[] }
  expect(toRosa.map(({ id }) => id)).toEqual(expect.arrayContaining(reply.body['conversations'] as string[]))
})

test('for a quarter of an hour one may change it, and what it said before stays; for a day one may take it back, and its words are gone', async () => {
  const [id] = await begins(rosa, { ...toFamily(), guardianIds: [amal.id] })
  const messageId = await says(amal, id!, 'A dix heures')
  const change = (who: Person, text: string, version: number) =>
    who.ask(editMessage, { params: { id: messageId }, body: { text, language: 'fr' }, headers: { 'if-match': `"${version}"` } })
  const both = await Promise.all([change(amal, 'À onze heures', 1), change(amal, 'À midi', 1)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect((await opens(rosa, id!)).messages[1]).toMatchObject({ version: 2, earlier: [{ text: 'A dix heures' }] })
  const unread = await change(amal, 'Sans avoir lu', 1)
  expect(unread.body, 'and what it says now').toMatchObject({ code: 'version_conflict', details: { version: 2 } })
  expect((await change(rosa, 'Autre chose', 2)).status).toBe(403)
  expect((await change(otto, 'Autre chose', 2)).status).toBe(404)
  world.move(15 * 60)
  expect((await change(amal, 'Trop tard', 2)).body.code).toBe('message.too_late')
  const take = (who: Person) => who.ask(withdrawMessage, { params: { id: messageId } })
  expect((await take(rosa)).status).toBe(403)
  const twice = await Promise.all([take(amal), take(amal)])
  expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect((await opens(rosa, id!)).messages[1]).toMatchObject({ state: 'withdrawn', text: null, earlier: [] })
  const { rows } = await world.owner.query('select 1 from message_text where message_id = $1', [messageId])
  expect(rows).toEqual([])
  const later = await says(amal, id!, 'Reste')
  world.move(24 * 3600)
  expect((await amal.ask(withdrawMessage, { params: { id: later } })).body.code).toBe('message.too_late')
})
