import { afterAll, beforeAll, expect, test } from 'vitest'
import { listGroupFamilies, listPartners } from '#contract/conversation-partners.ts'
import {
  beginConversation,
  listConversations,
  readConversation,
  readConversationPeople,
  sendMessage,
} from '#contract/conversations.ts'
import { archiveGroup, changeGroup, makeGroup, reopenGroup } from '#contract/groups.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
let tove: Person
let olga: Person
let ines: Person
let amal: Person
let karim: Person
let eva: Person
let ida: Person
let noor: Person
let sami: Person
let lou: Person
let latin: string

/** Latin is Rosa's, with Otto beside her: Noor of 6B and Sami of 7A are in it, Lou is in 7A only. Tove teaches 7A, and no group. */
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  tove = await person(world, { name: 'Tove Berg', role: 'teacher' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  ines = await person(world, { name: 'Inès Tremblay', role: 'head' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  karim = await person(world, { name: 'Karim Haddad', role: 'guardian' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  ida = await person(world, { name: 'Ida Bo', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  sami = await person(world, { name: 'Sami Ek', role: 'pupil' })
  lou = await person(world, { name: 'Lou Bo', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor])
  await classOf(world, '7A', [tove], [sami, lou])
  for (const one of [amal, karim]) await guard(world, one, noor)
  await guard(world, eva, sami)
  await guard(world, ida, lou)
  const reply = await olga.ask(makeGroup, { body: group() })
  expect(reply.status, reply.text).toBe(200)
  latin = `${reply.body['id']}`
})
afterAll(() => world.close())

const group = () => ({ label: 'Latin 6', ownerId: rosa.id, staff: [otto.id], pupils: [noor.id, sami.id] })
const words = { topic: 'Le dictionnaire', text: 'Apportez le dictionnaire.', language: 'fr' }
const toGroup = () => ({ ...words, line: 'group_guardian', side: 'school', groupId: latin, pupilIds: [noor.id, sami.id] })
const toTeachers = (pupil: Person) => ({ ...words, line: 'group_guardian', side: 'family', groupId: latin, pupilIds: [pupil.id] })
const begins = async (who: Person, body: object) => {
  const reply = await who.ask(beginConversation, { body })
  expect(reply.status, reply.text).toBe(200)
  return reply.body['conversations'] as string[]
}
const says = (who: Person, id: string, text: string) =>
  who
    .ask(sendMessage, { params: { id }, body: { text, language: 'fr' } })
    .then(({ status, body }) => `${status} ${body.code ?? ''}`)
const opening = (who: Person, id: string) => who.ask(readConversation, { params: { id } }).then(({ status }) => status)
const openingFor = (people: readonly Person[], id: string) => Promise.all(people.map((who) => opening(who, id)))
const isListed = async (who: Person, id: string) =>
  ((await who.ask(listConversations)).body['conversations'] as { id: string }[]).some((one) => one.id === id)
const refusals = async (tries: readonly [Person, object][]) => {
  const replies = await Promise.all(tries.map(([who, body]) => who.ask(beginConversation, { body })))
  return replies.map(({ status, body }) => `${status} ${body.code}`)
}
const changed = async (to: object) => {
  const { rows } = await world.owner.query<{ version: number }>('select version from teaching_group where id = $1', [latin])
  const headers = { 'if-match': `"${rows[0]?.version}"` }
  const reply = await olga.ask(changeGroup, { params: { id: latin }, body: { ...group(), ...to }, headers })
  expect(reply.status, reply.text).toBe(200)
}

test('a teacher writes to a group: each family answers apart, whoever teaches the group reads all of it, and nobody else any', async () => {
  const ids = await begins(rosa, toGroup())
  expect(ids).toHaveLength(3)
  const family = [amal, karim, eva]
  const seen = await Promise.all(ids.map((id) => openingFor(family, id)))
  expect(seen.flatMap((some) => some.filter((status) => status === 200))).toHaveLength(3)
  expect(
    [0, 1, 2].map((nth) => seen.filter((some) => some[nth] === 200).length),
    'one each',
  ).toEqual([1, 1, 1])
  for (const id of ids) expect(await openingFor([rosa, otto, tove, olga, ines, ida], id)).toEqual([200, 200, 404, 404, 404, 404])
  const hers = ids.find((_, nth) => seen[nth]?.[2] === 200)!
  expect(await says(eva, hers, 'Sami n’en a pas.')).toBe('200 ')
  const shown = await eva.ask(readConversation, { params: { id: hers } })
  expect(shown.body).toMatchObject({
    conversation: { groupLabel: 'Latin 6', classLabel: null, teacher: null },
    can: { assign: false },
  })
  expect(shown.text).not.toMatch(/Noor|Benali|Amal|Karim/)
  for (const who of [rosa, otto]) {
    const opened = (await who.ask(readConversation, { params: { id: hers } })).body as {
      messages: { text: string }[]
      can: object
    }
    expect(opened.messages.map(({ text }) => text)).toEqual([words.text, 'Sami n’en a pas.'])
    expect(opened.can).toEqual({ note: true, assign: false, urgent: true })
    expect((await who.ask(listConversations, { query: { box: 'office' } })).body['conversations']).toEqual([])
  }
  expect([await isListed(otto, hers), await isListed(tove, hers), await isListed(amal, hers)]).toEqual([true, false, false])
  expect(await facts(world)).toEqual(expect.arrayContaining(['conversation.begun', 'message.sent', 'conversation.opened']))
})

test('a family writes to whoever teaches the group: one of them answers, and each has it unread', async () => {
  const { pupils } = (await eva.ask(listPartners)).body as {
    pupils: { groups: { id: string; teachers: { display: string }[] }[] }[]
  }
  expect(pupils).toMatchObject([{ groups: [{ id: latin, label: 'Latin 6' }] }])
  expect(pupils[0]?.groups[0]?.teachers.map(({ display }) => display).toSorted()).toEqual(['Otto Lindqvist', 'Rosa Roy'])
  await world.doJobs()
  await world.owner.query('delete from telling')
  const [id] = await begins(eva, toTeachers(sami))
  for (const who of [rosa, otto]) {
    const { conversations } = (await who.ask(listConversations)).body as { conversations: { id: string; unread: number }[] }
    expect(conversations[0], who.name).toMatchObject({ id, unread: 1, groupLabel: 'Latin 6', family: [{ display: 'Eva Ek' }] })
  }
  expect(await says(otto, id!, 'J’en prête un.')).toBe('200 ')
  expect((await eva.ask(readConversation, { params: { id: id! } })).body['messages']).toMatchObject([
    { isMine: true },
    { author: { display: 'Otto Lindqvist' } },
  ])
  await world.doJobs()
  const { rows } = await world.owner.query<{ id: string }>("select person_id as id from telling where event = 'message.sent'")
  expect(rows.map((row) => row.id).toSorted(), 'both for her question, she for the answer').toEqual(
    [rosa.id, otto.id, eva.id].toSorted(),
  )
})

test('nobody is written to through a group who is not of it, nor by somebody who does not teach it', async () => {
  const other = await olga.ask(makeGroup, { body: { ...group(), label: 'Grec', ownerId: tove.id, staff: [], pupils: [lou.id] } })
  expect(
    await refusals([
      [tove, toGroup()],
      [olga, toGroup()],
      [rosa, { ...toGroup(), pupilIds: [noor.id, lou.id] }],
      [rosa, { ...toGroup(), teacherId: rosa.id }],
      [rosa, { ...toGroup(), line: 'teacher_guardian' }],
      [rosa, { ...toGroup(), groupId: undefined }],
      [olga, { ...toGroup(), groupId: undefined }],
      [olga, { ...toGroup(), line: 'office_guardian' }],
      [rosa, { ...toGroup(), groupId: other.body['id'] }],
      [ida, toTeachers(lou)],
      [ida, toTeachers(sami)],
      [eva, { ...toTeachers(sami), groupId: other.body['id'] }],
      [amal, { ...toTeachers(noor), line: 'group_pupil' }],
    ]),
  ).toEqual([
    '403 conversation.not_allowed',
    '403 not_allowed',
    '403 conversation.not_allowed',
    '403 not_allowed',
    '403 conversation.not_allowed',
    '403 conversation.not_allowed',
    '403 conversation.not_allowed',
    '403 conversation.not_allowed',
    '403 conversation.not_allowed',
    '403 not_allowed',
    '403 not_allowed',
    '403 not_allowed',
    '403 not_allowed',
  ])
})

test('the families of a group are a list for whoever teaches it and for the office, and a fact about each of them', async () => {
  const lists = (who: Person) => who.ask(listGroupFamilies, { params: { id: latin } })
  const before = (await facts(world)).length
  const { body } = await otto.ask(listGroupFamilies, { params: { id: latin } })
  expect((await facts(world)).slice(before)).toContain('group.list_read')
  const { pupils, can } = body as { pupils: { pupil: object; guardians: { display: string }[] }[]; can: object }
  expect(pupils.map(({ guardians }) => guardians.map(({ display }) => display).toSorted())).toEqual([
    ['Amal Benali', 'Karim Haddad'],
    ['Eva Ek'],
  ])
  expect(can).toEqual({ guardians: true, pupils: true })
  expect((await Promise.all([olga, tove, amal].map(lists))).map(({ status }) => status)).toEqual([200, 404, 404])
})

test('who can see a conversation of a group is said as the wall has it, to everybody', async () => {
  const [id] = await begins(karim, toTeachers(noor))
  const everybody = [rosa, otto, tove, olga, ines, amal, karim, eva, noor, sami]
  const { body } = await karim.ask(readConversationPeople, { params: { id: id! } })
  const said = ['family', 'school'].flatMap((side) => (body[side] as { id: string }[]).map((one) => one.id))
  const open = await openingFor(everybody, id!)
  expect(said.toSorted()).toEqual(everybody.flatMap((who, nth) => (open[nth] === 200 ? [who.id] : [])).toSorted())
  expect(said).toHaveLength(3)
  expect(body).toMatchObject({ others: 0, overseers: [] })
})

test('who is taken out of a group, puts it away or no longer teaches reads and writes no more; the family keeps what it has', async () => {
  const [id] = await begins(eva, toTeachers(sami))
  const standing = () => openingFor([rosa, otto, eva], id!)
  await changed({ staff: [] })
  expect(await standing()).toEqual([200, 404, 200])
  await changed({ pupils: [noor.id] })
  expect(await standing()).toEqual([404, 404, 200])
  expect(await says(eva, id!, 'Allô ?')).toBe('409 conversation.nobody_there')
  const opened = (await eva.ask(readConversation, { params: { id: id! } })).body
  expect(opened, 'before she types a word').toMatchObject({ conversation: { mayWrite: false }, arrivesAt: null })
  await changed({})
  expect(await standing()).toEqual([200, 200, 200])
  expect((await rosa.ask(archiveGroup, { params: { id: latin } })).status).toBe(200)
  expect(await standing()).toEqual([404, 404, 200])
  expect(await refusals([[eva, toTeachers(sami)]])).toEqual(['403 not_allowed'])
  expect((await rosa.ask(reopenGroup, { params: { id: latin } })).status).toBe(200)
  await world.owner.query('update person_role set until_at = now() where person_id = $1', [otto.id])
  expect(await standing()).toEqual([200, 404, 200])
  await world.owner.query('update person_role set until_at = null where person_id = $1', [otto.id])
  await world.owner.query('update school_year set to_on = current_date - 1')
  expect(await standing(), 'last year’s group').toEqual([404, 404, 200])
  await world.owner.query('update school_year set to_on = current_date + 200')
  await world.owner.query('update guardianship set until_at = now() where guardian_id = $1', [eva.id])
  expect(await standing()).toEqual([200, 200, 404])
  await world.owner.query('update guardianship set until_at = null where guardian_id = $1', [eva.id])
})
