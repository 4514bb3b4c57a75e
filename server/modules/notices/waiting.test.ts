import { afterAll, beforeAll, expect, test } from 'vitest'
import { listNoticeVoices } from '#contract/notices.ts'
import { confirmNotice, listCalls, listUnseen, notePaper, readNoticeProgress, seeNotice } from '#contract/notices-following.ts'
import { writeNotice } from '#contract/notices-writing.ts'
import { as } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { waitingFor } from './receipts.queries.ts'

let world: World
let rosa: Person
const family: Record<string, Person> = {}
let classId: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  for (const name of ['Amal', 'Karim', 'Salma']) family[name] = await person(world, { name: `${name} Benali`, role: 'guardian' })
  const noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor])
  for (const guardian of Object.values(family)) await guard(world, guardian, noor)
  const { audiences } = (await rosa.ask(listNoticeVoices)).body as { audiences: { id: string }[] }
  classId = audiences[0]!.id
})
afterAll(() => world.close())

const announces = async (asks: ('guardian' | 'pupil' | 'staff')[]) => {
  const texts = [{ language: 'fr', title: 'Grève jeudi', text: 'L’école sera fermée jeudi.' }]
  return (await rosa.ask(writeNotice, { body: { texts, asks, when: 'now', audiences: [classId] } })).body['id'] as string
}
const nameOf = (id: string) => Object.keys(family).find((name) => family[name]?.id === id) ?? 'another'
/** Those of the guardians whom Rosa is told of when she asks whom something is still waited for. */
const waited = async (id: string, asks: ('guardian' | 'pupil' | 'staff')[]) => {
  const reader = { schoolId: world.schoolId, personId: rosa.id, accountId: rosa.accountId, session: null } as const
  const asked = { ...reader, purpose: 'family_communication', requestId: uuidv7(), action: 'notice.unseen' } as const
  const rows = await as(world.installation.db, asked, (tx) => waitingFor(tx, { id, asks }))
  return rows.map(({ personId, state }) => `${nameOf(personId)} ${state}`).toSorted()
}

test('of three guardians who are asked, whoever has confirmed is waited for no more, whoever has only seen it is', async () => {
  const id = await announces(['guardian'])
  await family['Amal']!.ask(confirmNotice, { params: { id }, body: {} })
  await family['Karim']!.ask(seeNotice, { params: { id } })
  expect(await waited(id, ['guardian'])).toEqual(['Karim seen', 'Salma unseen'])
  const sheet = { params: { id, personId: family['Salma']!.id, as: 'person' } }
  expect((await rosa.ask(notePaper, sheet)).status).toBe(200)
  expect(await waited(id, ['guardian'])).toEqual(['Karim seen'])
})

test('where nobody is asked, whoever has seen it is waited for no more either', async () => {
  const id = await announces([])
  await family['Karim']!.ask(seeNotice, { params: { id } })
  expect(await waited(id, [])).toEqual(['Amal unseen', 'Salma unseen', 'another unseen'])
})

test('when all have confirmed, the list, the call list and what is still open are empty together', async () => {
  const id = await announces(['guardian'])
  for (const guardian of Object.values(family)) await guardian.ask(confirmNotice, { params: { id }, body: {} })
  const { counts } = (await rosa.ask(readNoticeProgress, { params: { id } })).body
  expect(counts).toEqual({ people: 3, confirmed: 3, seen: 0, unseen: 0, unreached: 0 })
  expect((await rosa.ask(listUnseen, { params: { id } })).body).toMatchObject({ people: [] })
  expect((await rosa.ask(listCalls, { params: { id } })).body).toMatchObject({ calls: [] })
  expect(await waited(id, ['guardian'])).toEqual([])
})
