import { afterAll, beforeAll, expect, test } from 'vitest'
import { listNotices, listNoticeVoices, readNotice } from '#contract/notices.ts'
import { confirmNotice, dropPaper, listUnseen, notePaper, readNoticeProgress } from '#contract/notices-following.ts'
import { withdrawNotice, writeNotice } from '#contract/notices-writing.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
let olga: Person
let amal: Person
let noor: Person
let ben: Person
let place: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  ben = await person(world, { name: 'Ben Petit', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor, ben])
  await classOf(world, '7A', [otto], [])
  await guard(world, amal, noor)
  place = ((await rosa.ask(listNoticeVoices)).body['audiences'] as { id: string }[])[0]?.id ?? ''
})
afterAll(() => world.close())

const texts = [{ language: 'fr', title: 'Sortie', text: 'À signer.' }]
const announces = async (asks: string[] = ['guardian']) => {
  const reply = await rosa.ask(writeNotice, { body: { texts, asks, when: 'now', audiences: [place] } })
  expect(reply.status, reply.text).toBe(200)
  return `${reply.body['id']}`
}
type As = 'person' | 'family'
const sheet = (id: string, who: Person, as: As = 'person') => ({ params: { id, personId: who.id, as } })
const counts = async (id: string) => (await rosa.ask(readNoticeProgress, { params: { id } })).body['counts']
const listed = async (who: Person, id: string) =>
  (await who.ask(listUnseen, { params: { id } })).body as {
    isAsked: boolean
    people: { id: string; isFamily: boolean }[]
    papers: { id: string; isFamily: boolean; by: string }[]
  }

test('what came back signed counts as confirmed, of a family without an account too; it is a fact about them, and can be taken back', async () => {
  const id = await announces()
  expect(await counts(id)).toMatchObject({ people: 2, confirmed: 0, unreached: 1 })
  expect((await rosa.ask(notePaper, sheet(id, ben, 'family'))).status).toBe(200)
  expect((await olga.ask(notePaper, sheet(id, amal))).status).toBe(200)
  expect(await counts(id)).toMatchObject({ people: 2, confirmed: 2, unreached: 0 })
  const { people, papers, isAsked } = await listed(olga, id)
  expect([people, isAsked]).toEqual([[], true])
  expect(papers.map((one) => [one.id, one.isFamily, one.by]).toSorted()).toEqual(
    [
      [amal.id, false, 'Olga Nyström'],
      [ben.id, true, 'Rosa Roy'],
    ].toSorted(),
  )
  const mine = async () =>
    ((await amal.ask(readNotice, { params: { id } })).body['mine'] as { confirmedAt: string | null }).confirmedAt
  expect(await mine()).not.toBeNull()
  const shown = ((await amal.ask(listNotices)).body['notices'] as { id: string; mine: { confirmedAt: string | null } }[]).find(
    (one) => one.id === id,
  )
  expect(shown?.mine.confirmedAt).not.toBeNull()
  expect((await rosa.ask(dropPaper, sheet(id, amal))).status).toBe(200)
  expect(await mine()).toBeNull()
  expect((await rosa.ask(dropPaper, sheet(id, amal))).status).toBe(404)
  expect(await counts(id)).toMatchObject({ confirmed: 1 })
  expect(await facts(world)).toEqual(expect.arrayContaining(['notice.paper_noted', 'notice.paper_dropped']))
})

test('nobody’s sheet is noted who is not asked, has confirmed, or of whom the notice was taken back; of two who note it one is told', async () => {
  const id = await announces()
  const code = async (who: Person, asked: ReturnType<typeof sheet>) => {
    const { status, body } = await who.ask(notePaper, asked)
    return `${status} ${body.code}`
  }
  expect(await code(rosa, sheet(id, noor))).toBe('409 notice.not_asked')
  expect(await code(rosa, sheet(id, noor, 'family'))).toBe('409 notice.not_asked')
  const nobodyAsked = await announces([])
  expect(await code(rosa, sheet(nobodyAsked, amal))).toBe('409 notice.not_asked')
  const both = await Promise.all([rosa.ask(notePaper, sheet(id, ben, 'family')), olga.ask(notePaper, sheet(id, ben, 'family'))])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  await amal.ask(confirmNotice, { params: { id }, body: {} })
  expect(await code(rosa, sheet(id, amal))).toBe('409 notice.already_confirmed')
  const gone = await announces()
  await rosa.ask(withdrawNotice, { params: { id: gone } })
  expect(await code(olga, sheet(gone, amal))).toBe('409 notice.not_published')
})

test('only whoever follows the notice notes a sheet: no family for itself, and no other teacher', async () => {
  const id = await announces()
  for (const who of [amal, noor]) expect((await who.ask(notePaper, sheet(id, amal))).status, who.name).toBe(403)
  expect((await otto.ask(notePaper, sheet(id, amal))).status).toBe(404)
  await rosa.ask(notePaper, sheet(id, amal))
  for (const who of [amal, noor]) expect((await who.ask(dropPaper, sheet(id, amal))).status, who.name).toBe(403)
  expect((await otto.ask(dropPaper, sheet(id, amal))).status).toBe(404)
  expect(await counts(id)).toMatchObject({ confirmed: 1 })
})
