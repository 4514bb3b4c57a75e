import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginConversation, listConversations, readConversation } from '#contract/conversations.ts'
import { makeHandOver, undoHandOver } from '#contract/hand-overs.ts'
import { dayInParis } from '#tests/days.ts'
import { type Household, openHousehold } from '#tests/families.ts'
import { wordsOf } from '#tests/mail-words.ts'
import { friday, weekOf } from '#tests/week.ts'
import { facts, type Person, person } from '#tests/world.ts'

let home: Household
let tove: Person
let id = ''
/** Amal writes to Rosa alone, about Noor of 6B. */
beforeAll(async () => {
  home = await openHousehold()
  const { world, people } = home
  tove = await person(world, { name: 'Tove Berg', role: 'teacher' })
  const began = await people.amal.ask(beginConversation, {
    body: {
      ...{ line: 'teacher_guardian', side: 'family', pupilIds: [people.noor.id], classId: home.class6B },
      ...{ teacherId: people.rosa.id, topic: 'Lecture', text: 'Bonjour', language: 'fr' },
    },
  })
  expect(began.status, began.text).toBe(200)
  id = (began.body['conversations'] as string[])[0] ?? ''
})
afterAll(() => home.world.close())

const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)
const handsOver = async (more: object = {}) => {
  const body = { to: tove.id, role: 'teacher', why: 'left', fromOn: inDays(0), untilOn: null, classes: [home.class6B], ...more }
  const made = await home.people.olga.ask(makeHandOver, { params: { id: home.people.rosa.id }, body })
  expect(made.status, made.text).toBe(200)
  return `${made.body['id']}`
}
const isIn = async ({ ask }: Person) =>
  ((await ask(listConversations)).body['conversations'] as { id: string }[]).some((one) => one.id === id)
const standing = async () => [await isIn(home.people.rosa), await isIn(tove)]
const goesOn = async () => (await home.people.amal.ask(readConversation, { params: { id } })).body['goesOn']
const told = async () => {
  await home.world.doJobs()
  const { rows } = await home.world.owner.query<{ event: string; id: string }>(
    "select event, person_id as id from telling where event in ('hand_over.made', 'conversation.passed_on') order by 1, 2",
  )
  return rows
}

test('until the colleague’s first day a family’s messages go to whoever is there, and the family reads who comes', async () => {
  const { olga } = home.people
  const made = await handsOver({ role: 'substitute', why: 'absent', fromOn: inDays(3), untilOn: inDays(5) })
  expect(await standing()).toEqual([true, false])
  expect(await goesOn()).toEqual({ display: 'Tove Berg', fromOn: inDays(3), untilOn: inDays(5) })
  expect((await olga.ask(undoHandOver, { params: { id: made } })).status).toBe(200)
  expect([await standing(), await goesOn()]).toEqual([[true, false], null])
  expect(await told()).toEqual([])
})

test('after a substitute’s last day it is the teacher’s again', async () => {
  const { olga } = home.people
  const made = await handsOver({ role: 'substitute', why: 'absent', untilOn: inDays(2) })
  expect(await standing()).toEqual([false, true])
  const { owner } = home.world
  await owner.query(
    "update enrolment set from_on = from_on - 30, until_on = until_on - 30 where role <> 'pupil' and person_id = $1",
    [tove.id],
  )
  await owner.query('update enrolment set until_on = null where person_id = $1', [home.people.rosa.id])
  await owner.query('update hand_over set from_on = from_on - 30, until_on = until_on - 30 where id = $1', [made])
  expect([await standing(), await goesOn()]).toEqual([[true, false], null])
  await owner.query('update hand_over set from_on = from_on + 30, until_on = until_on + 30 where id = $1', [made])
  expect((await olga.ask(undoHandOver, { params: { id: made } })).status).toBe(200)
  await owner.query('delete from enrolment where person_id = $1', [tove.id])
})

test('whoever takes over is told, and so is the family whose conversation goes on: by mails that name nobody', async () => {
  await home.world.owner.query('delete from telling')
  await handsOver()
  expect([await standing(), await goesOn()]).toMatchObject([[false, true], { display: 'Tove Berg', untilOn: null }])
  expect(await told()).toEqual([
    { event: 'conversation.passed_on', id: home.people.amal.id },
    { event: 'hand_over.made', id: tove.id },
  ])
  expect(await facts(home.world)).toContain('conversation.passed_on')
  const { world, people } = home
  world.mails.length = 0
  const week = weekOf(world)
  week.goTo(friday, '17:30', 1)
  await world.doJobs()
  const mails = world.mails.filter(({ to }) =>
    [tove, people.amal, people.bilal].some(({ accountId }) => to.startsWith(accountId)),
  )
  expect(mails.map(({ to }) => to).sort()).toEqual([tove, people.amal].map(({ accountId }) => `${accountId}@example.org`).sort())
  for (const mail of mails) expect(wordsOf(mail)).not.toMatch(/Rosa|Tove|Noor|Benali|6B|Lecture/)
})
