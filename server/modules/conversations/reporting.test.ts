import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  beginConversation,
  readConversation,
  readConversationPeople,
  sendMessage,
  withdrawMessage,
} from '#contract/conversations.ts'
import {
  decideMessageReport,
  listMessageReports,
  listOverseen,
  listWritingRules,
  reportMessage,
  setWritingRule,
} from '#contract/message-reports.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let amal: Person
let noor: Person
let ines: Person
let ada: Person
let olga: Person
let dora: Person
let class6B: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  ines = await person(world, { name: 'Inès Tremblay', role: 'head' })
  ada = await person(world, { name: 'Ada Yasuda', role: 'administrator' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
})
afterAll(() => world.close())

type Message = { id: string; text: string | null; state: string; waits: { by: string; dueAt: string } | null }
const protecting = { headers: { 'x-purpose': 'safeguarding' } }
const messagesOf = async (who: Person, id: string, more: object = {}) => {
  const reply = await who.ask(readConversation, { params: { id }, ...more })
  expect(reply.status, `${who.name}: ${reply.text}`).toBe(200)
  return reply.body['messages'] as Message[]
}
const opening = (who: Person, id: string, more: object = {}) =>
  who.ask(readConversation, { params: { id }, ...more }).then(({ status }) => status)
const words = { topic: 'Le cahier', text: 'Bonjour', language: 'fr' }
const begins = async (who: Person, line: string, side: 'school' | 'family') => {
  const of = line.startsWith('teacher') ? { classId: class6B } : {}
  const reply = await who.ask(beginConversation, { body: { ...words, ...of, line, side, pupilIds: [noor.id] } })
  expect(reply.status, reply.text).toBe(200)
  return (reply.body['conversations'] as string[])[0]!
}
const says = async (who: Person, id: string, text: string) => {
  const reply = await who.ask(sendMessage, { params: { id }, body: { text, language: 'fr' } })
  expect(reply.status, reply.text).toBe(200)
  return `${reply.body['id']}`
}
const reports = (who: Person, id: string, why = 'hurtful') => who.ask(reportMessage, { params: { id }, body: { why } })
const decides = (who: Person, id: string, verdict: string) => who.ask(decideMessageReport, { params: { id }, body: { verdict } })
const reportsFor = async (who: Person) =>
  (await who.ask(listMessageReports)).body['reports'] as { id: string; can: { decide: boolean } }[]
const factsSince = async (before: number) => (await facts(world)).slice(before)

test('a message that is reported is hidden at once, reaches somebody with a name and a day, and is shown again if that one says so', async () => {
  const id = await begins(amal, 'teacher_guardian', 'family')
  const hurt = await says(rosa, id, 'C’est votre faute.')
  expect((await reports(rosa, hurt)).body.code).toBe('message.own')
  expect((await reports(ada, hurt)).status).toBe(404)
  const both = await Promise.all([reports(amal, hurt), reports(amal, hurt)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(both.find(({ status }) => status === 200)?.body).toMatchObject({ actsBy: 'Inès Tremblay' })
  for (const who of [amal, rosa]) {
    const shown = (await messagesOf(who, id)).at(-1)
    expect(shown, who.name).toMatchObject({ id: hurt, state: 'hidden', text: null, waits: { by: 'Inès Tremblay' } })
  }
  expect((await rosa.ask(withdrawMessage, { params: { id: hurt } })).body.code).toBe('message.gone')
  expect(await reportsFor(rosa)).toEqual([])
  const [report] = await reportsFor(ines)
  expect(report).toMatchObject({ messageId: hurt, why: 'hurtful', acts: 'Inès Tremblay', can: { decide: true } })
  expect(await Promise.all([opening(ines, id), opening(ada, id, protecting), opening(ines, id, protecting)])).toEqual([
    404, 404, 200,
  ])
  expect((await messagesOf(ines, id, protecting)).at(-1)).toMatchObject({ text: 'C’est votre faute.' })
  expect(
    (await Promise.all([rosa, amal, ada, olga].map((who) => decides(who, report!.id, 'restored')))).map(({ status }) => status),
  ).toEqual([404, 403, 404, 404])
  const decided = await Promise.all([decides(ines, report!.id, 'restored'), decides(ines, report!.id, 'kept_hidden')])
  expect(decided.map(({ status }) => status === 200).toSorted()).toEqual([false, true])
  expect(await opening(ines, id, protecting), 'decided, there is no reason any more').toBe(404)
  expect(await facts(world)).toEqual(
    expect.arrayContaining(['message.reported', 'conversation.looked_into', 'message.report_decided']),
  )
})

test('what a teacher and a pupil write the head can read, with a reason and a fact; nobody else, and not by chance', async () => {
  const id = await begins(noor, 'teacher_pupil', 'family')
  await says(rosa, id, 'Merci Noor')
  expect(
    await Promise.all([
      opening(noor, id),
      opening(rosa, id),
      opening(amal, id),
      opening(ines, id),
      opening(ines, id, protecting),
      opening(ada, id, protecting),
      opening(dora, id, protecting),
    ]),
  ).toEqual([200, 200, 404, 404, 200, 404, 404])
  const before = (await facts(world)).length
  const list = await ines.ask(listOverseen, { params: { id: noor.id } })
  expect(list.body).toMatchObject({ conversations: [{ id, line: 'teacher_pupil' }] })
  expect(await factsSince(before)).toEqual(['conversation.looked_for'])
  expect((await olga.ask(listOverseen, { params: { id: noor.id } })).status).toBe(403)
  expect((await noor.ask(readConversationPeople, { params: { id } })).body).toMatchObject({
    school: [{ display: 'Rosa Roy' }],
    overseers: [{ display: 'Inès Tremblay' }],
  })
  expect((await ines.ask(sendMessage, { params: { id }, body: words, ...protecting })).status).toBe(422)
})

test('the table of the school: everybody may read it, who leads the school changes it, and the head always reads along with pupils', async () => {
  const { rules } = (await amal.ask(listWritingRules)).body as { rules: { line: string; version: number; readBy: string[] }[] }
  const readByHead = rules.filter(({ readBy }) => readBy.includes('head'))
  expect(readByHead.map(({ line }) => line).toSorted()).toEqual(['group_pupil', 'office_pupil', 'teacher_pupil'])
  expect(rules.map(({ line }) => line).toSorted()).toEqual([
    'group_guardian',
    'group_pupil',
    'office_guardian',
    'office_pupil',
    'teacher_guardian',
    'teacher_pupil',
  ])
  const rule = { schoolMay: 'begin', familyMay: 'answer', readBy: ['head'], reportsTo: 'administrator', actsId: dora.id, days: 5 }
  const sets = (who: Person, line: string, body: object, version = 0) =>
    who.ask(setWritingRule, { params: { line }, body, headers: { 'if-match': `"${version}"` } })
  expect((await sets(olga, 'teacher_guardian', rule)).status).toBe(403)
  expect((await sets(ines, 'teacher_pupil', { ...rule, readBy: [] })).body.code).toBe('writing_rule.head_reads')
  const raced = await Promise.all([sets(ines, 'teacher_guardian', rule), sets(ada, 'teacher_guardian', rule)])
  expect(raced.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const mine = await begins(rosa, 'teacher_guardian', 'school')
  await says(amal, mine, 'Une réponse, oui.')
  const body = { ...words, line: 'teacher_guardian', side: 'family', classId: class6B, pupilIds: [noor.id] }
  expect((await amal.ask(beginConversation, { body })).status).toBe(403)
  expect(await opening(ines, mine, protecting)).toBe(200)
  const hurt = await says(rosa, mine, 'Non.')
  expect((await reports(amal, hurt)).body).toMatchObject({ actsBy: 'Dora Lefèvre' })
  expect((await sets(ada, 'teacher_guardian', { ...rule, schoolMay: 'never', familyMay: 'never' }, 1)).status).toBe(200)
  expect((await amal.ask(sendMessage, { params: { id: mine }, body: { text: 'Encore', language: 'fr' } })).status).toBe(403)
  expect(await opening(amal, mine), 'what was said stays to be read').toBe(200)
  expect(await facts(world)).toContain('writing_rule.changed')
})

test('what was decided to stay hidden stays so; nobody decides about the own words; after its day those who lead the school may', async () => {
  const id = await begins(amal, 'office_guardian', 'family')
  const hurt = await says(ines, id, 'Assez.')
  const reply = await reports(amal, hurt, 'threat')
  expect(reply.body, 'the head wrote it').toMatchObject({ actsBy: 'Ada Yasuda' })
  expect(await reportsFor(ines)).not.toContainEqual(expect.objectContaining({ id: reply.body['id'] }))
  world.move(3 * 86_400 + 60)
  await world.doJobs()
  expect(await facts(world)).toContain('message.report_overdue')
  expect((await decides(ines, `${reply.body['id']}`, 'restored')).status, 'not about the own words').toBe(403)
  expect((await decides(ada, `${reply.body['id']}`, 'kept_hidden')).status).toBe(200)
  expect((await messagesOf(amal, id)).at(-1)).toMatchObject({ state: 'hidden', text: null, waits: null })
})
