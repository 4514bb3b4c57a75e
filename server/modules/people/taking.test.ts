import { afterAll, beforeAll, expect, test } from 'vitest'
import { listJoinRequests } from '#contract/classes.ts'
import { protect } from '#contract/families.ts'
import { readPersonReads } from '#contract/ledger-reading.ts'
import { type TakenList, takeList, takenLists } from '#contract/list-exports.ts'
import { askRight, listRightCases } from '#contract/rights.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { type LoggedStage, raiseWithLog } from '#tests/ledger/stage.ts'
import { facts, type Person } from '#tests/world.ts'

let stage: LoggedStage
beforeAll(async () => {
  stage = await raiseWithLog()
}, 60_000)
afterAll(() => stage.close())

const take = (who: Person, rows: readonly string[], list: TakenList = 'class', of = stage.class6B) =>
  who.ask(takeList, { body: { list, rows, of }, headers: { 'x-purpose': 'class_life' } })
const count = async () => (await facts(stage.world)).filter((name) => name === 'list.exported').length

type Read = { what: string; purpose: string; kinds: string[]; times: number }
/** What Noor's mother finds in her daughter's log. */
const logOf = async ({ id }: Person): Promise<Read[]> => {
  await stage.settle()
  const { days } = (await stage.people.amal.ask(readPersonReads, { params: { id } })).body as { days: { reads: Read[] }[] }
  return days.flatMap((day) => day.reads)
}
const takenIn = async (who: Person) =>
  (await logOf(who)).reduce((sum, { what, times }) => sum + (what === 'list.exported' ? times : 0), 0)

test('whoever takes a list away leaves one fact, and everybody in it finds it in their own log', async () => {
  const { rosa, noor } = stage.people
  const before = await count()
  expect((await take(rosa, [noor.id, noor.id])).body).toEqual({ leftOut: [] })
  expect(await count()).toBe(before + 1)
  const reads = (await logOf(noor)).filter(({ what }) => what === 'list.exported')
  expect(reads).toEqual([expect.objectContaining({ purpose: 'class_life', kinds: ['identity'] })])
})

test('nobody stands in a list who does not exist for whoever takes it, and no family takes one', async () => {
  const { otto, amal, noor, sten } = stage.people
  const before = await count()
  expect((await take(otto, [noor.id])).body.code).toBe('not_found')
  expect((await take(otto, [noor.id], 'class', stage.class7A)).body.code).toBe('not_found')
  expect((await take(stage.people.olga, [noor.id, sten.id])).body.code).toBe('not_found')
  expect((await take(stage.people.olga, [noor.id, uuidv7()])).body.code).toBe('not_found')
  expect((await take(stage.people.olga, ['0'])).body.code).toBe('not_found')
  expect((await take(amal, [noor.id])).body.code).toBe('not_allowed')
  expect(await count()).toBe(before)
})

test('whom a list is about the school finds out itself: a request is about the pupil whom the family may mean', async () => {
  const { rosa, otto, noor } = stage.people
  const { id } = await stage.request('waiting')
  const before = await takenIn(noor)
  const { requests } = (await rosa.ask(listJoinRequests, { query: { state: 'waiting' } })).body as {
    requests: { id: string; matches: { id: string }[] }[]
  }
  expect(requests.find((one) => one.id === id)?.matches.map((one) => one.id)).toEqual([noor.id])
  expect((await take(otto, [id], 'requests')).body.code).toBe('not_found')
  expect((await take(rosa, [id], 'requests')).body).toEqual({ leftOut: [] })
  expect(await takenIn(noor)).toBe(before + 1)
  expect((await logOf(noor)).filter(({ what }) => what === 'list.exported').map(({ kinds }) => kinds)).toContainEqual([
    'identity',
    'contact',
  ])
})

test('whoever may not see a list may not take it, whatever rows are named', async () => {
  const { rosa, olga, noor, dora } = stage.people
  expect((await take(rosa, [noor.id], 'orphans')).body.code).toBe('not_allowed')
  expect((await take(rosa, [noor.id], 'roles', noor.id)).body.code).toBe('not_allowed')
  expect((await take(olga, [uuidv7()], 'cases')).body.code).toBe('not_allowed')
  expect((await take(dora, [uuidv7()], 'cases')).body.code).toBe('not_found')
})

test.each(takenLists)('the list "%s" says which endpoint shows it, and knows its rows', (list) => {
  const { lists, permissions } = stage.world.installation
  expect(permissions[lists[list]?.shownBy ?? '']).toBeDefined()
})

test('whose picture may be shown leaves as a file for those who teach the class, and what was asked about data for its officer', async () => {
  const { rosa, otto, olga, dora, amal, noor } = stage.people
  expect((await take(rosa, [noor.id], 'image_rights')).body).toEqual({ leftOut: [] })
  expect((await take(otto, [noor.id], 'image_rights')).body.code).toBe('not_found')
  expect((await amal.ask(askRight, { params: { id: noor.id }, body: { kind: 'access' } })).status).toBe(200)
  const { cases } = (await dora.ask(listRightCases)).body as { cases: { id: string }[] }
  const ids = cases.map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(0)
  const before = await takenIn(noor)
  expect((await take(olga, ids, 'rights_cases')).body.code).toBe('not_allowed')
  expect((await take(dora, [...ids, uuidv7()], 'rights_cases')).body.code).toBe('not_found')
  expect((await take(dora, ids, 'rights_cases')).body).toEqual({ leftOut: [] })
  expect(await takenIn(noor)).toBe(before + 1)
})

test('a protected pupil leaves under the alias that a teacher sees, and not at all where the office sees the name', async () => {
  const { olga, rosa, noor } = stage.people
  const body = { kind: 'marked', alias: 'Camille D.', reference: 'Skatteverket 2026-11' }
  expect((await olga.ask(protect, { params: { id: noor.id }, body })).status).toBe(200)
  expect((await take(rosa, [noor.id])).body).toEqual({ leftOut: [] })
  expect((await take(olga, [noor.id])).body).toEqual({ leftOut: [noor.id] })
})

test('an hour after saying who one is, a list is asked for once more', async () => {
  const { olga, noor } = stage.people
  await stage.world.owner.query("update directory.session set authenticated_at = now() - interval '1 hour'")
  expect((await take(olga, [noor.id])).body.code).toBe('session.must_confirm')
})
