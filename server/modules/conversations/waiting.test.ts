import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeConversation } from '#contract/conversation-office.ts'
import { readWaiting, seeConversation } from '#contract/conversation-reading.ts'
import { beginConversation, readConversation, sendMessage } from '#contract/conversations.ts'
import { decideMessageReport, reportMessage } from '#contract/message-reports.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let amal: Person
let karim: Person
let noor: Person
let olga: Person
let ines: Person
let class6B: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  karim = await person(world, { name: 'Karim Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  ines = await person(world, { name: 'Inès Tremblay', role: 'head' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  for (const one of [amal, karim]) await guard(world, one, noor)
})
afterAll(() => world.close())

const words = { topic: 'La piscine', text: 'Noor a une otite.', language: 'fr' }
const begins = async (body: object) => {
  const reply = await amal.ask(beginConversation, { body: { ...words, pupilIds: [noor.id], side: 'family', ...body } })
  return (reply.body['conversations'] as string[])[0]!
}
const waitsFor = async (...people: readonly Person[]) =>
  Promise.all(people.map(async (who) => Object.values((await who.ask(readWaiting)).body).join('/')))
const lastIn = async (who: Person, id: string) => {
  const { messages } = (await who.ask(readConversation, { params: { id } })).body as { messages: { id: string }[] }
  return messages.at(-1)!.id
}

test('what waits is a number: messages of the others that one has not read, until one has; nobody else’s, and looking is no fact', async () => {
  const id = await begins({ line: 'teacher_guardian', classId: class6B, teacherId: rosa.id })
  expect(await waitsFor(rosa, amal, karim, olga, ines)).toEqual(['1/0', '0/0', '0/0', '0/0', '0/0'])
  await rosa.ask(seeConversation, { params: { id }, body: { messageId: await lastIn(rosa, id) } })
  await rosa.ask(sendMessage, { params: { id }, body: { text: 'Elle restera au chaud.', language: 'fr' } })
  const before = (await facts(world)).length
  expect(await waitsFor(rosa, amal, karim, olga)).toEqual(['0/0', '1/0', '0/0', '0/0'])
  expect((await facts(world)).length).toBe(before)
})

test('what comes to the office waits for each of it, as long as it is open', async () => {
  const id = await begins({ line: 'office_guardian' })
  expect(await waitsFor(olga, ines, rosa)).toEqual(['1/0', '1/0', '0/0'])
  await ines.ask(closeConversation, { params: { id } })
  expect(await waitsFor(olga, ines)).toEqual(['0/0', '0/0'])
})

test('a report waits for whoever decides it, and its message for nobody any more', async () => {
  const id = await begins({ line: 'teacher_guardian', classId: class6B, teacherId: rosa.id })
  const reply = await rosa.ask(reportMessage, { params: { id: await lastIn(rosa, id) }, body: { why: 'hurtful' } })
  expect(await waitsFor(rosa, ines, amal)).toEqual(['0/0', '0/1', '1/0'])
  await ines.ask(decideMessageReport, { params: { id: `${reply.body['id']}` }, body: { verdict: 'restored' } })
  expect(await waitsFor(rosa, ines)).toEqual(['1/0', '0/0'])
})
