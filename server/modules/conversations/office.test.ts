import { afterAll, beforeAll, expect, test } from 'vitest'
import { assignConversation, closeConversation, noteConversation, reopenConversation } from '#contract/conversation-office.ts'
import { listUnplaced } from '#contract/conversation-partners.ts'
import { chooseReading, seeConversation } from '#contract/conversation-reading.ts'
import { beginConversation, listConversations, readConversation, sendMessage } from '#contract/conversations.ts'
import { makeHandOver, undoHandOver } from '#contract/hand-overs.ts'
import { choosePreset, readNotifications } from '#contract/notifications.ts'
import { dayInParis } from '#tests/days.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
let amal: Person
let noor: Person
let olga: Person
let ines: Person
let class6B: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  ines = await person(world, { name: 'Inès Tremblay', role: 'head' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
  await quiet('never')
})
afterAll(() => world.close())

const words = { topic: 'Certificat', text: 'Il me faut un certificat de scolarité.', language: 'fr' }
const begins = async (who: Person, body: object) => {
  const reply = await who.ask(beginConversation, { body: { ...words, pupilIds: [noor.id], ...body } })
  expect(reply.status, reply.text).toBe(200)
  return (reply.body['conversations'] as string[])[0]!
}
const toOffice = { line: 'office_guardian', side: 'family' }
const toRosa = () => ({ line: 'teacher_guardian', side: 'family', classId: class6B, teacherId: rosa.id })
const says = (who: Person, id: string, text: string, more: object = {}) =>
  who.ask(sendMessage, { params: { id }, body: { text, language: 'fr', ...more } })
const opens = async (who: Person, id: string) => {
  const reply = await who.ask(readConversation, { params: { id } })
  expect(reply.status, `${who.name}: ${reply.text}`).toBe(200)
  return reply.body as unknown as {
    conversation: { assignedTo: object | null; teacher: { display: string } | null }
    messages: { id: string; text: string; urgent: string | null }[]
    notes: { text: string; by: string }[]
    read: { person: { display: string } | null; messageId: string }[]
    arrivesAt: string | null
  }
}
const idsIn = async (who: Person, box: string) =>
  ((await who.ask(listConversations, { query: { box } })).body['conversations'] as { id: string }[]).map(({ id }) => id)

test('what a family writes to the office comes to all of it; one takes it, notes, closes it; a further word opens it again', async () => {
  const id = await begins(amal, toOffice)
  expect(await Promise.all([idsIn(olga, 'office'), idsIn(ines, 'office'), idsIn(rosa, 'office')])).toEqual([[id], [id], []])
  expect((await rosa.ask(readConversation, { params: { id } })).status).toBe(404)
  const assigns = (who: Person, personId: string | null) => who.ask(assignConversation, { params: { id }, body: { personId } })
  expect((await assigns(ines, rosa.id)).body.code).toBe('conversation.not_of_office')
  expect((await assigns(amal, olga.id)).status).toBe(403)
  expect((await assigns(ines, olga.id)).status).toBe(200)
  expect(
    (await olga.ask(noteConversation, { params: { id }, body: { text: 'Vu avec la mairie.', language: 'fr' } })).status,
  ).toBe(200)
  expect((await amal.ask(noteConversation, { params: { id }, body: { text: 'x', language: 'fr' } })).status).toBe(403)
  expect(await opens(ines, id)).toMatchObject({
    notes: [{ text: 'Vu avec la mairie.', by: 'Olga Nyström' }],
    conversation: { assignedTo: { display: 'Olga Nyström' } },
  })
  const family = await opens(amal, id)
  expect([family.notes, family.conversation.assignedTo]).toEqual([[], null])
  expect((await says(olga, id, 'Il part demain.')).status).toBe(200)
  const closing = await Promise.all([olga, ines].map((who) => who.ask(closeConversation, { params: { id } })))
  expect(closing.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect([await idsIn(olga, 'office'), await idsIn(olga, 'closed')]).toEqual([[], [id]])
  expect((await olga.ask(reopenConversation, { params: { id } })).status).toBe(200)
  expect((await olga.ask(reopenConversation, { params: { id } })).body.code).toBe('conversation.not_closed')
  await olga.ask(closeConversation, { params: { id } })
  await says(amal, id, 'Il n’est pas arrivé.')
  expect(await idsIn(olga, 'office')).toEqual([id])
  const said = await facts(world)
  for (const name of ['assigned', 'noted', 'closed', 'reopened']) expect(said).toContain(`conversation.${name}`)
  expect((await rosa.ask(closeConversation, { params: { id: await begins(amal, toRosa()) } })).status).toBe(403)
})

/** The school's quiet hours: none at all, or now, for another two hours. */
const quiet = async (when: 'never' | 'now') => {
  const minute = `extract(hour from now() at time zone 'Europe/Paris')::int * 60 + extract(minute from now() at time zone 'Europe/Paris')::int`
  const [from, until] = when === 'never' ? ['0', '0'] : [`(${minute} + 1380) % 1440`, `(${minute} + 120) % 1440`]
  await world.owner.query(`insert into notification_rules (school_id, quiet_from, quiet_until, quiet_days) values ('${world.schoolId}', ${from}, ${until}, 0)
    on conflict (school_id) do update set quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, quiet_days = 0`)
}

test('in quiet hours one may write and read, and nobody is seen to have read; the other side hears of it when they end', async () => {
  const id = await begins(amal, toRosa())
  await amal.ask(choosePreset, { body: { preset: 'as_it_happens' } })
  await quiet('now')
  const { messages, arrivesAt } = await opens(rosa, id)
  const hours = (new Date(`${arrivesAt}`).getTime() - world.clock.now().getTime()) / 3_600_000
  expect(Math.round(hours)).toBe(2)
  await says(rosa, id, 'Je vous écris tard.')
  await rosa.ask(seeConversation, { params: { id }, body: { messageId: messages[0]!.id } })
  const seen = await opens(amal, id)
  expect([seen.messages.at(-1)?.text, seen.read]).toEqual(['Je vous écris tard.', []])
  world.mails.length = 0
  await says(rosa, id, 'Rappelez-moi, c’est pour Noor.', { urgent: 'health' })
  await world.doJobs()
  expect(world.mails.filter(({ to }) => to.startsWith(amal.accountId))).toHaveLength(1)
  expect(JSON.stringify(world.mails)).not.toMatch(/Noor|Rosa|Rappelez|Benali/)
  await quiet('never')
})

test('read is shown both ways, to the other side alone, and not by whoever does not want it', async () => {
  const id = await begins(amal, toRosa())
  const first = (await opens(rosa, id)).messages[0]!.id
  const sees = (who: Person, messageId: string) => who.ask(seeConversation, { params: { id }, body: { messageId } })
  expect((await opens(amal, id)).read, 'to open it is not to have read it').toEqual([])
  expect((await sees(rosa, first)).status).toBe(200)
  expect((await opens(amal, id)).read).toMatchObject([{ person: { display: 'Rosa Roy' }, messageId: first }])
  const second = `${(await says(rosa, id, 'Je vous réponds demain.')).body['id']}`
  await sees(amal, second)
  await sees(amal, first) // late, from another device: never back
  expect((await opens(rosa, id)).read).toMatchObject([{ messageId: second }])
  await amal.ask(chooseReading, { body: { isShown: false } })
  expect((await opens(rosa, id)).read).toEqual([])
  expect((await opens(amal, id)).read).toHaveLength(1)
  await amal.ask(chooseReading, { body: { isShown: true } })
  expect((await opens(rosa, id)).read).toHaveLength(1)
  expect((await sees(otto, second)).status).toBe(404)
  const elsewhere = (await opens(amal, await begins(amal, toOffice))).messages[0]!.id
  expect((await sees(rosa, elsewhere)).status).toBe(404)
})

test('the school says that something is urgent, and why: it stands there, and is counted in public; what goes to several families once', async () => {
  const id = await begins(amal, toRosa())
  const counted = async () => (await amal.ask(readNotifications)).body['urgentThisYear']
  const before = Number(await counted())
  expect((await says(amal, id, 'Vite', { urgent: 'health' })).body.code).toBe('conversation.not_urgent')
  expect((await says(rosa, id, 'Vite', { urgent: 'because' })).status).toBe(422)
  expect((await says(rosa, id, 'Noor s’est blessée, elle va bien.', { urgent: 'health' })).status).toBe(200)
  expect((await opens(amal, id)).messages.at(-1)).toMatchObject({ urgent: 'health' })
  expect(await counted()).toBe(before + 1)
  const [sam, bea] = [
    await person(world, { name: 'Sam Bauer', role: 'pupil' }),
    await person(world, { name: 'Bea Bauer', role: 'guardian' }),
  ]
  await guard(world, bea, sam)
  const ida = await person(world, { name: 'Ida Ek', role: 'pupil' })
  await guard(world, amal, ida)
  const classId = await classOf(world, '6D', [rosa], [sam, ida])
  const toBoth = { line: 'teacher_guardian', side: 'school', classId, urgent: 'closure' }
  const reply = await rosa.ask(beginConversation, { body: { ...words, ...toBoth, pupilIds: [sam.id, ida.id] } })
  expect(reply.body['conversations']).toHaveLength(2)
  expect(await counted()).toBe(before + 2)
})

test('a teacher hands the class over: families go on with the successor, who reads what was said; taken back, it is as before', async () => {
  const id = await begins(amal, toRosa())
  const isThere = async () =>
    Promise.all([rosa, otto].map((who) => who.ask(readConversation, { params: { id } }).then(({ status }) => status)))
  expect(await isThere()).toEqual([200, 404])
  const today = dayInParis(world.clock.now())
  const body = { to: otto.id, role: 'teacher', why: 'left', fromOn: today, untilOn: null, classes: [class6B] }
  const made = await ines.ask(makeHandOver, { params: { id: rosa.id }, body })
  expect(made.status, made.text).toBe(200)
  expect(await isThere()).toEqual([404, 200])
  expect((await opens(amal, id)).conversation.teacher).toMatchObject({ display: 'Otto Lindqvist' })
  expect((await says(otto, id, 'Bonjour, je prends la suite.')).status).toBe(200)
  const undone = await ines.ask(undoHandOver, { params: { id: `${made.body['id']}` } })
  expect(undone.status, undone.text).toBe(200)
  expect(await isThere()).toEqual([200, 404])
})

test('the office writes to the family of a pupil who is in no class; that it looked who they are is a fact about them, and no teacher does', async () => {
  const lone = await person(world, { name: 'Nils Utan', role: 'pupil' })
  await guard(world, amal, lone)
  const found = await olga.ask(listUnplaced)
  expect(found.status, found.text).toBe(200)
  const pupils = found.body['pupils'] as { pupil: { id: string }; guardians: { id: string }[] }[]
  expect(pupils.map(({ pupil, guardians }) => [pupil.id, guardians.map(({ id }) => id)])).toEqual([[lone.id, [amal.id]]])
  expect(await facts(world)).toContain('conversation.unplaced_read')
  const id = await begins(olga, { line: 'office_guardian', side: 'school', pupilIds: [lone.id] })
  expect((await opens(amal, id)).messages).toHaveLength(1)
  for (const who of [rosa, amal, noor]) expect((await who.ask(listUnplaced)).status, who.name).toBe(403)
  await world.owner.query("update person_role set until_at = now() where person_id = $1 and role = 'pupil'", [lone.id])
  expect((await olga.ask(listUnplaced)).body['pupils']).toEqual([])
})
