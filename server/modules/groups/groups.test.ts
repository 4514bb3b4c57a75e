import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FeedPost, readFeed } from '#contract/feed.ts'
import { archiveGroup, changeGroup, listGroups, makeGroup, readGroup, reopenGroup } from '#contract/groups.ts'
import { makeHandOver } from '#contract/hand-overs.ts'
import { mergePeople } from '#contract/merging.ts'
import { listVoices, readReaders, writePost } from '#contract/posts.ts'
import { dayInParis } from '#tests/days.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
let olga: Person
let amal: Person
let eva: Person
let noor: Person
let sami: Person
let class7A: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  sami = await person(world, { name: 'Sami Ek', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor])
  class7A = await classOf(world, '7A', [otto], [sami])
  await guard(world, amal, noor)
  await guard(world, eva, sami)
})
afterAll(() => world.close())

const latin = { label: 'Latin', staff: [] as string[], pupils: [] as string[] }
const made = async (by: Person, more: object = {}) => {
  const reply = await by.ask(makeGroup, { body: { ...latin, ...more } })
  expect(reply.status, reply.text).toBe(200)
  return reply.body['id'] as string
}
const changed = (by: Person, id: string, version: number, more: object = {}) =>
  by.ask(changeGroup, { params: { id }, body: { ...latin, ...more }, headers: { 'if-match': `"${version}"` } })
const voicesOf = async (who: Person) =>
  (await who.ask(listVoices)).body['audiences'] as { id: string; kind: string; label: string; classId: string | null }[]
const voiceTo = async (who: Person, label: string) => (await voicesOf(who)).find((one) => one.label === label)?.id
const posted = async (by: Person, audience: string) => {
  const body = { text: 'Apportez le livre rouge.', language: 'fr', answers: 'none', when: 'now', audiences: [audience] }
  const reply = await by.ask(writePost, { body })
  expect(reply.status, reply.text).toBe(200)
  return reply.body['id'] as string
}
const feedOf = async (who: Person) =>
  (await who.ask(readFeed)).body as unknown as {
    posts: FeedPost[]
    audiences: { kind: string; label: string; children: string[] }[]
  }
const sees = async (who: Person, id: string) => (await feedOf(who)).posts.some((post) => post.id === id)
const named = (rows: unknown) => (rows as { display: string }[]).map(({ display }) => display)

test('the office makes a group of two classes for Otto, and what he says to it reaches exactly its families', async () => {
  const id = await made(olga, { label: 'Latin 6', ownerId: otto.id, pupils: [noor.id, sami.id] })
  const post = await posted(otto, (await voiceTo(otto, 'Latin 6')) ?? '')
  for (const who of [amal, eva, noor, sami, otto]) expect(await sees(who, post), who.name).toBe(true)
  expect(await sees(rosa, post)).toBe(false)
  const { audiences } = await feedOf(amal)
  expect(audiences.find(({ kind }) => kind === 'group')).toMatchObject({ label: 'Latin 6', children: [noor.id] })
  const readers = await amal.ask(readReaders, { params: { id: post } })
  expect(readers.body).toMatchObject({ pupils: 2, guardians: 2 })
  expect(readers.text).not.toContain('Eva')
  const { body } = await otto.ask(readGroup, { params: { id } })
  expect(named(body['pupils'])).toEqual(['Noor Benali', 'Sami Ek'])
  expect(await facts(world)).toEqual(expect.arrayContaining(['group.made', 'group.member_changed', 'group.list_read']))
})

test('a teacher makes a group of pupils whom she teaches, and of no others; nobody else makes one', async () => {
  const id = await made(rosa, { label: 'Chorale', pupils: [noor.id], staff: [otto.id] })
  expect((await otto.ask(readGroup, { params: { id } })).body).toMatchObject({
    owner: { display: 'Rosa Roy' },
    can: { change: false },
  })
  const tries = [
    await rosa.ask(makeGroup, { body: { ...latin, pupils: [sami.id] } }),
    await rosa.ask(makeGroup, { body: { ...latin, ownerId: otto.id } }),
    await olga.ask(makeGroup, { body: latin }),
    await rosa.ask(makeGroup, { body: { ...latin, staff: [amal.id] } }),
    await amal.ask(makeGroup, { body: latin }),
    await changed(otto, id, 1),
    await amal.ask(readGroup, { params: { id } }),
  ]
  expect(tries.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
    '403 group.not_your_pupil',
    '403 group.not_yours_to_give',
    '422 group.no_teacher',
    '422 group.no_teacher',
    '403 not_allowed',
    '403 not_allowed',
    '404 not_found',
  ])
})

test('who is taken out of a group sees nothing of it from that moment; who stays was asked for by the office, and stays', async () => {
  const id = await made(olga, { label: 'Grec', ownerId: otto.id, pupils: [noor.id, sami.id] })
  const post = await posted(otto, (await voiceTo(otto, 'Grec')) ?? '')
  expect((await changed(otto, id, 1, { label: 'Grec', pupils: [noor.id] })).status).toBe(200)
  expect([await sees(eva, post), await sees(sami, post), await sees(amal, post)]).toEqual([false, false, true])
  expect((await changed(otto, id, 2, { label: 'Grec', pupils: [noor.id, sami.id] })).status, 'Sami is in 7A').toBe(200)
  expect(await sees(eva, post)).toBe(true)
})

test('of two who change a group at the same moment one is told, and it is as one of them wanted', async () => {
  const id = await made(olga, { ownerId: otto.id })
  const both = [changed(olga, id, 1, { pupils: [noor.id] }), changed(olga, id, 1, { pupils: [noor.id, sami.id] })]
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 409])
})

test('a group that was put away is nobody’s place, and its posts leave the feeds until it is taken out again', async () => {
  const id = await made(olga, { label: 'Échecs', ownerId: otto.id, pupils: [sami.id] })
  const post = await posted(otto, (await voiceTo(otto, 'Échecs')) ?? '')
  expect((await otto.ask(archiveGroup, { params: { id } })).status).toBe(200)
  expect(await sees(eva, post)).toBe(false)
  for (const who of [otto, olga]) expect(await voiceTo(who, 'Échecs'), who.name).toBe(undefined)
  expect((await changed(otto, id, 1)).body.code).toBe('group.archived')
  expect((await otto.ask(archiveGroup, { params: { id } })).body.code).toBe('group.archived')
  expect((await otto.ask(reopenGroup, { params: { id } })).status).toBe(200)
  expect(await sees(eva, post)).toBe(true)
  expect((await otto.ask(reopenGroup, { params: { id } })).body.code).toBe('group.not_archived')
})

test('a pupil who leaves the school, and a teacher whose role is over, are in no group any more', async () => {
  await made(olga, { label: 'Danse', ownerId: otto.id, pupils: [sami.id], staff: [rosa.id] })
  const post = await posted(rosa, (await voiceTo(rosa, 'Danse')) ?? '')
  expect(await sees(eva, post)).toBe(true)
  await world.owner.query('update enrolment set until_on = current_date - 1 where person_id = $1', [sami.id])
  await world.owner.query('update person_role set until_at = now() where person_id = $1', [rosa.id])
  expect([await sees(eva, post), await sees(sami, post)]).toEqual([false, false])
  expect(named((await otto.ask(readReaders, { params: { id: post } })).body['staff'])).toEqual(['Otto Lindqvist', 'Olga Nyström'])
  await world.owner.query('update enrolment set until_on = null where person_id = $1', [sami.id])
  await world.owner.query('update person_role set until_at = null where person_id = $1', [rosa.id])
})

test('a hand-over brings the groups along, to whoever teaches on', async () => {
  const id = await made(olga, { label: 'Théâtre', ownerId: otto.id, pupils: [sami.id] })
  const tove = await person(world, { name: 'Tove Berg', role: 'teacher' })
  const today = dayInParis(world.clock.now())
  const asked = { to: tove.id, role: 'teacher', why: 'left', fromOn: today, untilOn: null, classes: [class7A] }
  const reply = await olga.ask(makeHandOver, { params: { id: otto.id }, body: asked })
  expect(reply.status, reply.text).toBe(200)
  expect((await tove.ask(readGroup, { params: { id } })).body).toMatchObject({ owner: { display: 'Tove Berg' } })
  expect((await otto.ask(readGroup, { params: { id } })).status).toBe(404)
  await world.owner.query('update teaching_group set owner_id = $1 where owner_id = $2', [otto.id, tove.id])
})

test('a record that is merged brings its places in groups along', async () => {
  const twice = await person(world, { name: 'Sami Eck', role: 'pupil' })
  await world.owner.query('update enrolment set person_id = $1 where person_id = $2', [twice.id, sami.id])
  const id = await made(olga, { label: 'Judo', ownerId: otto.id, pupils: [twice.id] })
  const merged = await olga.ask(mergePeople, { body: { keptId: sami.id, mergedId: twice.id } })
  expect(merged.status, merged.text).toBe(200)
  expect(named((await otto.ask(readGroup, { params: { id } })).body['pupils'])).toEqual(['Sami Ek'])
})

test('a group ends with its school year: nobody is in it, and nobody posts to it', async () => {
  const post = await posted(otto, (await voiceTo(otto, 'Latin 6')) ?? '')
  expect(await sees(eva, post)).toBe(true)
  const dates = async (to: string) =>
    world.owner.query(`update school_year set to_on = ${to}, from_on = least(from_on, ${to} - 9)`)
  const { rows } = await world.owner.query('select from_on::text, to_on::text from school_year')
  await dates('current_date - 1')
  expect(await sees(eva, post)).toBe(false)
  expect((await voicesOf(otto)).filter(({ kind }) => kind === 'group')).toEqual([])
  expect((await olga.ask(listGroups)).body['groups']).toEqual([])
  await world.owner.query('update school_year set from_on = $1, to_on = $2', [rows[0].from_on, rows[0].to_on])
})
