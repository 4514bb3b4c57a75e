import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { as } from '#kernel/db.ts'
import { announceFrom } from '#ledger/announcing.ts'
import { type InSchool, tellFrom } from '#ledger/outbox.ts'
import { type LedgerWorld, ledgerWorld } from './ledger-world.ts'

let world: LedgerWorld
beforeAll(async () => {
  world = await ledgerWorld()
})
afterAll(async () => {
  await world.end()
})

test('a stream is told the same facts as the outbox, in the same order, from wherever it is, and whom each concerns', async () => {
  const { pool, keys } = world
  const inSchool: InSchool = (school, run) => as(world.db, world.actor(school), run)
  const pupils = Array.from({ length: 7 }, () => randomUUID())
  for (let round = 0; round < 6; round++) {
    for (const pupil of pupils) await world.write([world.reads(pupil), world.reads(pupils[round]!)])
    await world.order.turn()
  }
  await world.settle()
  const told = []
  for (let from = { epoch: 1, index: 0 }; ; ) {
    const { facts, next } = await announceFrom(pool, keys, inSchool, from, 11)
    if (!facts.length) break
    told.push(...facts)
    from = next
  }
  const { facts } = await tellFrom(pool, keys, inSchool, { epoch: 1, index: 0 })
  const rest = await tellFrom(pool, keys, inSchool, { epoch: 1, index: facts.length })
  const all = [...facts, ...rest.facts]
  expect(told.map(({ id, index, owners }) => [id, index, owners])).toEqual(
    all.map(({ id, index, stub }) => [id, index, [stub!.subject]]),
  )
  expect(told).toHaveLength(84)
})

test('once the key of the week is destroyed nobody is told any more whom a fact concerned', async () => {
  const inSchool: InSchool = (school, run) => as(world.db, world.actor(school), run)
  world.keys.destroyEpochs('audit-outbox')
  const { facts } = await announceFrom(world.pool, world.keys, inSchool, { epoch: 1, index: 0 }, 5)
  expect(facts.map(({ owners }) => owners)).toEqual([[], [], [], [], []])
})
