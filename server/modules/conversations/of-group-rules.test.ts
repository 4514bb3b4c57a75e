import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeConversation, noteConversation } from '#contract/conversation-office.ts'
import { listGroupFamilies } from '#contract/conversation-partners.ts'
import { chooseReading, seeConversation } from '#contract/conversation-reading.ts'
import {
  beginConversation,
  editMessage,
  listConversations,
  readConversation,
  readConversationPeople,
  sendMessage,
  withdrawMessage,
} from '#contract/conversations.ts'
import { makeGroup } from '#contract/groups.ts'
import { makeHandOver, undoHandOver } from '#contract/hand-overs.ts'
import { listOverseen, reportMessage, setWritingRule } from '#contract/message-reports.ts'
import { dayInParis } from '#tests/days.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
let tove: Person
let ines: Person
let dora: Person
let amal: Person
let noor: Person
let class6B: string
let latin: string

/** Latin is Rosa's, with Otto beside her, and Noor is in it. */
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  tove = await person(world, { name: 'Tove Berg', role: 'teacher' })
  ines = await person(world, { name: 'Inès Tremblay', role: 'head' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
  const body = { label: 'Latin 6', ownerId: rosa.id, staff: [otto.id], pupils: [noor.id] }
  latin = `${(await ines.ask(makeGroup, { body })).body['id']}`
  const never = 'insert into notification_rules (school_id, quiet_from, quiet_until, quiet_days) values ($1, 0, 0, 0)'
  await world.owner.query(never, [world.schoolId])
})
afterAll(() => world.close())

const protecting = { headers: { 'x-purpose': 'safeguarding' } }
const words = { topic: 'Le dictionnaire', text: 'Apportez le dictionnaire.', language: 'fr' }
const asked = (side: 'school' | 'family', whom = 'guardian') => ({
  ...words,
  ...{ line: `group_${whom}`, side, groupId: latin, pupilIds: [noor.id] },
})
const begins = async (who: Person, side: 'school' | 'family', whom?: string) => {
  const reply = await who.ask(beginConversation, { body: asked(side, whom) })
  expect(reply.status, reply.text).toBe(200)
  return (reply.body['conversations'] as string[])[0]!
}
const beginning = async (who: Person, side: 'school' | 'family', whom?: string) => {
  const { status, body } = await who.ask(beginConversation, { body: asked(side, whom) })
  return body.code ? `${status} ${body.code}` : `${status}`
}
const says = async (who: Person, id: string, text: string) => {
  const reply = await who.ask(sendMessage, { params: { id }, body: { text, language: 'fr' } })
  expect(reply.status, reply.text).toBe(200)
  return `${reply.body['id']}`
}
const opens = async (who: Person, id: string) => {
  const reply = await who.ask(readConversation, { params: { id } })
  expect(reply.status, `${who.name}: ${reply.text}`).toBe(200)
  return reply.body as unknown as {
    messages: { id: string; text: string | null; state: string; waits: object | null }[]
    read: { person: { display: string } }[]
    notes: { text: string }[]
    goesOn: object | null
    can: object
  }
}
const opening = (who: Person, id: string, more: object = {}) =>
  who.ask(readConversation, { params: { id }, ...more }).then(({ status }) => status)
const rule = {
  schoolMay: 'begin',
  familyMay: 'begin',
  readBy: [] as string[],
  reportsTo: 'head',
  actsId: null as string | null,
  days: 3,
}
const versions = new Map<string, number>()
const sets = async (line: string, to: object) => {
  const read = versions.get(line) ?? 0
  const asking = { params: { line }, body: { ...rule, ...to }, headers: { 'if-match': `"${read}"` } }
  const { status, body } = await ines.ask(setWritingRule, asking)
  if (status === 200) versions.set(line, read + 1)
  return body.code ? `${status} ${body.code}` : `${status}`
}

test('the school’s table says who of a group may write first, who may only answer, and who not at all', async () => {
  const id = await begins(rosa, 'school')
  expect(await sets('group_guardian', { familyMay: 'answer' })).toBe('200')
  expect(await beginning(amal, 'family')).toBe('403 not_allowed')
  expect(await says(amal, id, 'D’accord.')).not.toBe('')
  expect(await sets('group_guardian', { schoolMay: 'never', familyMay: 'never' })).toBe('200')
  expect([await beginning(rosa, 'school'), await beginning(amal, 'family')]).toEqual(['403 not_allowed', '403 not_allowed'])
  expect((await amal.ask(sendMessage, { params: { id }, body: words })).status).not.toBe(200)
  expect((await opens(amal, id)).messages, 'what was said stays to be read').toHaveLength(2)
  expect(await sets('group_guardian', {})).toBe('200')
})

test('whether one may write first at all is asked of the group’s lines, too; and of the office’s only for the office', async () => {
  const whole = { params: { id: latin } }
  const stands = async () => {
    const { can } = (await rosa.ask(listConversations)).body as { can: { begin: boolean } }
    const families = await Promise.all([otto, ines].map((who) => who.ask(listGroupFamilies, whole)))
    return [can.begin, ...families.map(({ body }) => body['can'])]
  }
  const [all, pupils] = [
    { guardians: true, pupils: true },
    { guardians: false, pupils: true },
  ]
  for (const line of ['teacher_guardian', 'teacher_pupil'])
    expect(await sets(line, { schoolMay: 'never', readBy: ['head'] })).toBe('200')
  expect(await stands()).toEqual([true, all, all])
  expect(await sets('group_guardian', { schoolMay: 'answer' })).toBe('200')
  expect(await stands()).toEqual([true, pupils, all])
  expect(await sets('group_pupil', { schoolMay: 'never', readBy: ['head'] })).toBe('200')
  expect(await stands()).toEqual([false, { guardians: false, pupils: false }, all])
  for (const line of ['teacher_guardian', 'teacher_pupil', 'group_guardian', 'group_pupil'])
    expect(await sets(line, line.endsWith('pupil') ? { readBy: ['head'] } : {})).toBe('200')
})

test('with the pupils of a group the head can always look, with a reason; with their guardians only if the table says so', async () => {
  const [pupils, guardians] = [await begins(rosa, 'school', 'pupil'), await begins(rosa, 'school')]
  expect(await says(noor, pupils, 'Oui Madame.')).not.toBe('')
  expect([await opening(amal, pupils), await opening(noor, guardians)]).toEqual([404, 404])
  const looks = async () => [await opening(ines, pupils, protecting), await opening(ines, guardians, protecting)]
  expect(await looks()).toEqual([200, 404])
  expect(await opening(ines, pupils)).toBe(404)
  expect(await sets('group_pupil', { readBy: [] })).toBe('422 writing_rule.head_reads')
  const constraint = world.owner.query(
    `insert into writing_rule (school_id, line, school_may, family_may, read_by, reports_to, days, version, set_at) values ($1, 'group_pupil', 'begin', 'begin', '{}', 'head', 3, 1, now())`,
    [world.schoolId],
  )
  await expect(constraint).rejects.toThrow('writing_rule_head_reads')
  expect((await noor.ask(readConversationPeople, { params: { id: pupils } })).body).toMatchObject({
    overseers: [{ display: 'Inès Tremblay' }],
  })
  expect(await sets('group_guardian', { readBy: ['head'] })).toBe('200')
  expect(await looks()).toEqual([200, 200])
  const list = await ines.ask(listOverseen, { params: { id: noor.id } })
  const lines = (list.body['conversations'] as { line: string }[]).map(({ line }) => line)
  expect([...new Set(lines)].toSorted()).toEqual(['group_guardian', 'group_pupil'])
  expect(await sets('group_guardian', {})).toBe('200')
})

test('a message of a group that is reported is hidden from both sides, and reaches whom the table names', async () => {
  expect(await sets('group_guardian', { actsId: dora.id, days: 5 })).toBe('200')
  const id = await begins(amal, 'family')
  const hurt = await says(otto, id, 'C’est votre faute.')
  const reply = await amal.ask(reportMessage, { params: { id: hurt }, body: { why: 'hurtful' } })
  expect(reply.body).toMatchObject({ actsBy: 'Dora Lefèvre' })
  for (const who of [amal, rosa, otto]) {
    const shown = (await opens(who, id)).messages.at(-1)
    expect(shown, who.name).toMatchObject({ id: hurt, state: 'hidden', text: null, waits: { by: 'Dora Lefèvre' } })
  }
  expect(await opening(dora, id, protecting)).toBe(200)
  expect(await sets('group_guardian', {})).toBe('200')
})

test('the family sees which of the group’s teachers has read, and they that the family has; whoever keeps it to themselves is not seen', async () => {
  const id = await begins(amal, 'family')
  const [first] = (await opens(otto, id)).messages
  const sees = (who: Person) => who.ask(seeConversation, { params: { id }, body: { messageId: first!.id } })
  expect((await sees(otto)).status).toBe(200)
  expect((await sees(tove)).status).toBe(404)
  expect((await opens(amal, id)).read).toMatchObject([{ person: { display: 'Otto Lindqvist' } }])
  expect((await opens(rosa, id)).read, 'not to one’s own side').toEqual([])
  await otto.ask(chooseReading, { body: { isShown: false } })
  expect((await opens(amal, id)).read).toEqual([])
})

test('what those who teach the group note for themselves no family reads', async () => {
  const id = await begins(amal, 'family')
  const note = (who: Person) =>
    who.ask(noteConversation, { params: { id }, body: { text: 'Dictionnaire prêté.', language: 'fr' } })
  expect((await Promise.all([otto, amal, tove].map(note))).map(({ status }) => status)).toEqual([200, 403, 404])
  expect((await rosa.ask(closeConversation, { params: { id } })).status, 'which is work of the office').toBe(403)
  expect((await opens(rosa, id)).notes).toMatchObject([{ text: 'Dictionnaire prêté.' }])
  expect((await opens(amal, id)).notes).toEqual([])
})

test('a hand-over brings the group’s conversations along: the successor reads them, and the family hears who answers', async () => {
  const id = await begins(rosa, 'school')
  const other = await begins(amal, 'family')
  await world.doJobs()
  await world.owner.query('delete from telling')
  const today = dayInParis(world.clock.now())
  const body = { to: tove.id, role: 'teacher', why: 'left', fromOn: today, untilOn: null, classes: [class6B] }
  const made = await ines.ask(makeHandOver, { params: { id: rosa.id }, body })
  expect(made.status, made.text).toBe(200)
  const standing = () => Promise.all([rosa, otto, tove, amal].map((who) => opening(who, id)))
  expect(await standing()).toEqual([404, 200, 200, 200])
  expect((await opens(amal, id)).goesOn).toMatchObject({ display: 'Tove Berg' })
  await world.doJobs()
  const { rows } = await world.owner.query<{ id: string }>(
    "select distinct person_id as id from telling where event = 'conversation.passed_on'",
  )
  expect(rows.map((row) => row.id).toSorted(), 'with Noor she has written, too').toEqual([amal.id, noor.id].toSorted())
  expect(await says(tove, other, 'Je prends la suite.')).not.toBe('')
  expect((await ines.ask(undoHandOver, { params: { id: `${made.body['id']}` } })).status).toBe(200)
  expect([await standing(), (await opens(amal, id)).goesOn]).toEqual([[200, 200, 404, 200], null])
})

test('what one has said can be changed for a quarter of an hour and taken back for a day; a colleague changes nothing of it', async () => {
  const id = await begins(amal, 'family')
  const said = await says(rosa, id, 'Lundi')
  const edits = (who: Person, text: string, version: number) =>
    who
      .ask(editMessage, { params: { id: said }, body: { text, language: 'fr' }, headers: { 'if-match': `"${version}"` } })
      .then(({ status }) => status)
  expect([await edits(otto, 'Mardi', 1), await edits(rosa, 'Mardi', 1)]).toEqual([403, 200])
  world.move(15 * 60)
  expect(await edits(rosa, 'Jeudi', 2)).toBe(409)
  expect((await otto.ask(withdrawMessage, { params: { id: said } })).status).toBe(403)
  expect((await rosa.ask(withdrawMessage, { params: { id: said } })).status).toBe(200)
  expect((await opens(amal, id)).messages.at(-1)).toMatchObject({ state: 'withdrawn', text: null })
})
