import { afterAll, beforeAll, expect, test } from 'vitest'
import { type JudicialOrder, listMyOrders, listOrders, recordOrder, signOrder, type ToldOrder } from '#contract/orders.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { dayInParis } from '#tests/days.ts'
import { fetches } from '#tests/files.ts'
import { guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { tellOrders } from './telling.ts'

let world: World
let [noor, dora, ines, aida]: Person[] = []
beforeAll(async () => {
  world = await openWorld()
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  ines = await person(world, { name: 'Inès Tremblay', role: 'head' })
  aida = await person(world, { name: 'Aïda Benali', role: 'head' })
  await guard(world, aida, noor)
}, 60_000)
afterAll(() => world.close())

const today = dayInParis()
const records = async (whom: Person, more: object = {}) => {
  const body = { authority: 'Tribunal', scope: 'La fiche', datedOn: today, dueOn: today, ...more }
  return dora!.ask(recordOrder, { params: { id: whom.id }, body })
}
const listed = async (who: Person) => ((await who.ask(listOrders)).body as { orders: JudicialOrder[] }).orders.map(({ id }) => id)
const known = async (who: Person) => ((await who.ask(listMyOrders)).body as { orders: ToldOrder[] }).orders.map(({ id }) => id)
const tellings = async (event: string) =>
  (await world.owner.query('select person_id from telling where event = $1', [event])).rows.map((row) => row.person_id)

test('of the desk, too, nobody learns of an order about themselves or their child that may not be told them', async () => {
  const silentUntil = dayAfter(today, 'P40D')
  const ids = []
  for (const whom of [noor!, aida!]) ids.push(`${(await records(whom, { silentUntil })).body['id']}`)
  await world.doJobs()
  expect(await listed(ines!)).toEqual(expect.arrayContaining(ids))
  expect(await listed(aida!)).toEqual([])
  expect(new Set(await tellings('order.recorded'))).toEqual(new Set([dora!.id, ines!.id]))
  for (const id of ids) {
    const signed = await aida!.ask(signOrder, { params: { id }, body: { verdict: 'declined' } })
    expect(signed.status, 'it does not exist for them').toBe(404)
    await ines!.ask(signOrder, { params: { id }, body: { verdict: 'signed' } })
    expect((await fetches(world, ines!, `/s/preau/judicial-orders/${id}/export.zip`)).statusCode).toBe(200)
  }
  expect(await listed(aida!)).toEqual([])
  world.move(41 * 86_400 + 3600)
  await tellOrders.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
  expect(new Set(await known(aida!)), 'once it may be told').toEqual(new Set(ids))
  expect(new Set(await listed(aida!))).toEqual(new Set(ids))
  world.move(-41 * 86_400 - 3600)
})

test('a day that no calendar has is refused, and nothing breaks', async () => {
  for (const day of ['0000-01-01', '0001-01-01', '9999-12-31']) {
    for (const name of ['datedOn', 'dueOn', 'silentUntil'])
      expect((await records(noor!, { [name]: day })).status, `${name} ${day}`).toBeLessThan(500)
  }
})
