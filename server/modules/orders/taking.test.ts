import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordOrder, signOrder } from '#contract/orders.ts'
import { dayInParis } from '#tests/days.ts'
import { fetches } from '#tests/files.ts'
import { facts, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [noor, dora, ines]: Person[] = []
beforeAll(async () => {
  world = await openWorld()
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  ines = await person(world, { name: 'Inès Tremblay', role: 'head' })
}, 60_000)
afterAll(() => world.close())

test('to ask only for the head of an archive hands nothing over, and so nothing is noted', async () => {
  const today = dayInParis()
  const asked = { authority: 'Tribunal', scope: 'La fiche', parts: ['record'], datedOn: today, dueOn: today }
  const { body } = await dora!.ask(recordOrder, { params: { id: noor!.id }, body: asked })
  const id = `${body['id']}`
  await ines!.ask(signOrder, { params: { id }, body: { verdict: 'signed' } })
  const url = `/s/preau/judicial-orders/${id}/export.zip`
  const before = (await facts(world)).length
  await fetches(world, ines!, url, { method: 'HEAD' })
  await world.doJobs()
  const { rows } = await world.owner.query('select handed_at from judicial_order where id = $1', [id])
  expect(rows[0].handed_at).toBe(null)
  expect((await facts(world)).length).toBe(before)
  expect((await fetches(world, ines!, url)).statusCode).toBe(200)
})
