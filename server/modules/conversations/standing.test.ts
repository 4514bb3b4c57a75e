import { afterAll, beforeAll, expect, test } from 'vitest'
import { noteConversation } from '#contract/conversation-office.ts'
import {
  beginConversation,
  listConversations,
  readConversation,
  readConversationPeople,
  sendMessage,
} from '#contract/conversations.ts'
import { protect } from '#contract/families.ts'
import { mergePeople, unmergePeople } from '#contract/merging.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
let amal: Person
let olga: Person
let noor: Person
let class6B: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
})
afterAll(() => world.close())

const words = { topic: 'Le cahier', text: 'Bonjour', language: 'fr' }
const begins = async (who: Person, body: object) => {
  const reply = await who.ask(beginConversation, { body: { ...words, ...body } })
  expect(reply.status, reply.text).toBe(200)
  return (reply.body['conversations'] as string[])[0]!
}
const toRosa = (pupil: Person) => ({ line: 'teacher_guardian', side: 'family', classId: class6B, pupilIds: [pupil.id] })
const opening = (who: Person, id: string) => who.ask(readConversation, { params: { id } }).then(({ status }) => status)
const texts = async (who: Person, id: string) => {
  const reply = await who.ask(readConversation, { params: { id } })
  expect(reply.status, `${who.name}: ${reply.text}`).toBe(200)
  return (reply.body['messages'] as { text: string; isMine: boolean }[]).map(
    ({ text, isMine }) => `${isMine ? 'me: ' : ''}${text}`,
  )
}

test('a pupil who moves to another class: the new teacher does not find what was written to the old one, who reads no more', async () => {
  const sami = await person(world, { name: 'Sami Lund', role: 'pupil' })
  const eva = await person(world, { name: 'Eva Lund', role: 'guardian' })
  await guard(world, eva, sami)
  const old = await classOf(world, '5C', [rosa], [sami])
  const id = await begins(eva, { ...toRosa(sami), classId: old })
  await world.owner.query('update enrolment set until_on = current_date - 1 where person_id = $1', [sami.id])
  const moved = await classOf(world, '5D', [otto], [sami])
  expect(await Promise.all([eva, rosa, otto].map((who) => opening(who, id)))).toEqual([200, 404, 404])
  expect((await rosa.ask(listConversations)).body['conversations']).not.toContainEqual(expect.objectContaining({ id }))
  expect(await opening(otto, await begins(eva, { ...toRosa(sami), classId: moved }))).toBe(200)
})

test('where the school lets families only answer, what they began is closed to them and what the teacher began is not', async () => {
  const sends = async (who: Person, id: string) => {
    const reply = await who.ask(sendMessage, { params: { id }, body: { text: 'Encore un mot.', language: 'fr' } })
    return reply.status === 200 ? 'sent' : reply.body.code
  }
  const mayWrite = async (who: Person, id: string) =>
    ((await who.ask(readConversation, { params: { id } })).body['conversation'] as { mayWrite: boolean }).mayWrite
  const [hers, his] = [await begins(amal, toRosa(noor)), await begins(rosa, { ...toRosa(noor), side: 'school' })]
  const may = async () => [await mayWrite(amal, hers), await mayWrite(amal, his), await mayWrite(rosa, hers)]
  expect(await may()).toEqual([true, true, true])
  await world.owner.query(
    `insert into writing_rule (school_id, line, school_may, family_may, read_by, reports_to, days, version, set_at)
      values ($1, 'teacher_guardian', 'begin', 'answer', '{}', 'head', 3, 1, now())`,
    [world.schoolId],
  )
  expect(await may()).toEqual([false, true, true])
  expect([await sends(amal, hers), await sends(amal, his), await sends(rosa, hers)]).toEqual(['not_allowed', 'sent', 'sent'])
  await world.owner.query("update writing_rule set school_may = 'never', family_may = 'never'")
  expect(await may()).toEqual([false, false, false])
  expect([await sends(amal, his), await sends(rosa, hers)]).toEqual(['not_allowed', 'not_allowed'])
  await world.owner.query('delete from writing_rule')
})

test('whoever is suspended is not said to read', async () => {
  const id = await begins(amal, { line: 'office_guardian', side: 'family', pupilIds: [noor.id] })
  const readers = async () =>
    ((await amal.ask(readConversationPeople, { params: { id } })).body['school'] as { display: string }[]).map(
      ({ display }) => display,
    )
  expect(await readers()).toEqual(['Olga Nyström'])
  const mona = await person(world, { name: 'Mona Weiss', role: 'office' })
  expect((await readers()).toSorted()).toEqual(['Mona Weiss', 'Olga Nyström'])
  await world.owner.query(
    `insert into person_state (school_id, id, person_id, state, reason, from_at) select school_id, gen_random_uuid(), id, 'suspended', 'office', now() from person where id = $1`,
    [mona.id],
  )
  expect(await readers()).toEqual(['Olga Nyström'])
  expect((await mona.ask(readConversation, { params: { id } })).status).toBe(401)
})

test('at majority those who were guardians read no more, unless the one of age lets them', async () => {
  const lou = await person(world, { name: 'Lou Bo', role: 'pupil' })
  const ida = await person(world, { name: 'Ida Bo', role: 'guardian' })
  await guard(world, ida, lou)
  await classOf(world, 'TS1', [rosa], [lou])
  const { rows } = await world.owner.query<{ class_id: string }>('select class_id from enrolment where person_id = $1', [lou.id])
  const id = await begins(ida, { ...toRosa(lou), classId: rows[0]!.class_id })
  await world.owner.query("update person set born_on = '2000-01-01' where id = $1", [lou.id])
  expect(await Promise.all([ida, rosa].map((who) => opening(who, id)))).toEqual([404, 200])
})

test('a child and a mother who were in the lists twice: what was said goes along, sealed anew, and comes back', async () => {
  const twice = await person(world, { name: 'Zoé Ek', role: 'pupil' })
  const zoe = await person(world, { name: 'Zoé Ek', role: 'pupil' })
  const ulla = await person(world, { name: 'Ulla Ek', role: 'guardian' })
  const again = await person(world, { name: 'Ulla Ek', role: 'guardian' })
  await guard(world, again, twice)
  await guard(world, ulla, zoe)
  await world.owner.query(
    `insert into enrolment (school_id, id, class_id, person_id, role, from_on, created_at) select school_id, gen_random_uuid(), class_id, $1, role, from_on, created_at from enrolment where person_id = $2`,
    [twice.id, noor.id],
  )
  const id = await begins(again, toRosa(twice))
  const office = await begins(again, { line: 'office_guardian', side: 'family', pupilIds: [twice.id] })
  await olga.ask(noteConversation, { params: { id: office }, body: { text: 'Vu', language: 'fr' } })
  await rosa.ask(sendMessage, { params: { id }, body: { text: 'Merci', language: 'fr' } })
  expect(await opening(ulla, id)).toBe(404)
  const merge = async (kept: Person, merged: Person) => {
    const reply = await olga.ask(mergePeople, { body: { keptId: kept.id, mergedId: merged.id } })
    expect(reply.status, reply.text).toBe(200)
    return { params: { id: `${reply.body['id']}` } }
  }
  const child = await merge(zoe, twice)
  const mother = await merge(ulla, again)
  await world.owner.query('delete from vault.key where owner_id = $1', [twice.id]) // what is left of the record goes
  expect(await texts(ulla, id)).toEqual(['me: Bonjour', 'Merci'])
  expect(await texts(olga, office)).toEqual(['Bonjour'])
  const { rows } = await world.owner.query(
    'select 1 from conversation where pupil_id = $1 union all select 1 from message_text where pupil_id = $1',
    [twice.id],
  )
  expect(rows).toEqual([])
  expect((await olga.ask(unmergePeople, mother)).status).toBe(200)
  expect(await opening(ulla, id)).toBe(404)
  expect(child.params.id).not.toBe('')
})

test('the office writes about a pupil who is in no class, and the family answers', async () => {
  const tim = await person(world, { name: 'Tim Fors', role: 'pupil' })
  const vera = await person(world, { name: 'Vera Fors', role: 'guardian' })
  await guard(world, vera, tim)
  const id = await begins(olga, { line: 'office_guardian', side: 'school', pupilIds: [tim.id] })
  expect((await vera.ask(sendMessage, { params: { id }, body: { text: 'Oui', language: 'fr' } })).status).toBe(200)
  expect(await texts(olga, id)).toEqual(['me: Bonjour', 'Oui'])
  const asked = { ...words, line: 'office_guardian', side: 'school', pupilIds: [tim.id] }
  const reply = await rosa.ask(beginConversation, { body: asked })
  expect(`${reply.status} ${reply.body.code}`).toBe('403 conversation.not_allowed')
})

test('whoever must not be found is written to under the alias, and each guardian alone', async () => {
  const [lina, mona, nils] = [
    await person(world, { name: 'Lina Sund', role: 'pupil' }),
    await person(world, { name: 'Mona Sund', role: 'guardian' }),
    await person(world, { name: 'Nils Sund', role: 'guardian' }),
  ]
  for (const one of [mona, nils]) await guard(world, one, lina)
  await world.owner.query(
    "update guardianship set preset = 'equal', scopes = array['feed', 'progress', 'message', 'other_guardian'] where pupil_id = $1",
    [lina.id],
  )
  const classId = await classOf(world, '6E', [rosa], [lina])
  const ines = await person(world, { name: 'Inès Caron', role: 'head' })
  const body = { kind: 'marked', alias: 'Elsa Berg', reference: 'Skatteverket 7' }
  const begun = await ines.ask(protect, { params: { id: lina.id }, body })
  expect(begun.status, begun.text).toBe(200)
  const toBoth = { ...words, line: 'teacher_guardian', side: 'school', classId, pupilIds: [lina.id] }
  const reply = await rosa.ask(beginConversation, { body: toBoth })
  const conversations = reply.body['conversations'] as string[]
  expect(conversations).toHaveLength(2)
  const shown = await Promise.all(conversations.map((id) => rosa.ask(readConversation, { params: { id } })))
  for (const { text } of shown) {
    expect(text).toContain('Elsa Berg')
    expect(text).not.toContain('Lina Sund')
  }
  const hers = await Promise.all(conversations.map((id) => opening(mona, id)))
  const his = await Promise.all(conversations.map((id) => opening(nils, id)))
  expect(hers.toSorted()).toEqual([200, 404])
  expect(his).toEqual(hers.toReversed())
  for (const id of conversations) {
    const { text } = await mona.ask(readConversation, { params: { id } })
    expect(text).not.toContain('Nils')
  }
})
