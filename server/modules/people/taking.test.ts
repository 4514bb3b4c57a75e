import { afterAll, beforeAll, expect, test } from 'vitest'
import { protect } from '#contract/families.ts'
import { readPersonReads } from '#contract/ledger-reading.ts'
import { takeList } from '#contract/list-exports.ts'
import { type LoggedStage, raiseWithLog } from '#tests/ledger/stage.ts'
import { facts, type Person } from '#tests/world.ts'

let stage: LoggedStage
beforeAll(async () => {
  stage = await raiseWithLog()
}, 60_000)
afterAll(() => stage.close())

const take = (who: Person, people: readonly string[]) =>
  who.ask(takeList, { body: { list: 'class', rows: people.length, people }, headers: { 'x-purpose': 'class_life' } })
const count = async () => (await facts(stage.world)).filter((name) => name === 'list.exported').length

test('whoever takes a list away leaves one fact, and everybody in it finds it in their own log', async () => {
  const { rosa, noor, amal } = stage.people
  const before = await count()
  expect((await take(rosa, [noor.id, noor.id])).body).toEqual({ leftOut: [] })
  expect(await count()).toBe(before + 1)
  await stage.settle()
  const { days } = (await amal.ask(readPersonReads, { params: { id: noor.id } })).body as {
    days: { reads: { what: string; purpose: string; kinds: string[] }[] }[]
  }
  const reads = days.flatMap((day) => day.reads)
  expect(reads).toContainEqual(expect.objectContaining({ what: 'list.exported', purpose: 'class_life', kinds: ['identity'] }))
})

test('nobody stands in a list who does not exist for whoever takes it, and no family takes one', async () => {
  const { otto, amal, noor, sten } = stage.people
  const before = await count()
  expect((await take(otto, [noor.id])).body.code).toBe('not_found')
  expect((await take(stage.people.olga, [noor.id, sten.id])).body.code).toBe('not_found')
  expect((await take(amal, [noor.id])).body.code).toBe('not_allowed')
  expect(await count()).toBe(before)
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
