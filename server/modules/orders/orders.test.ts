import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type JudicialOrder, listMyOrders, listOrders, recordOrder, signOrder, type ToldOrder } from '#contract/orders.ts'
import { exportPerson } from '#contract/privacy.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { keyText } from '#ledger/notes.ts'
import { exportKey, vouchedBy } from '#modules/privacy/manifest.ts'
import { unzipped } from '#tests/copies.ts'
import { dayInParis } from '#tests/days.ts'
import { fetches } from '#tests/files.ts'
import { nasty } from '#tests/nasty.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { tellOrders } from './telling.ts'

let world: World
let [rosa, noor, amal, dora, ines, olga]: Person[] = []
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  ines = await person(world, { name: 'Inès Tremblay', role: 'head' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
})
afterAll(() => world.close())

const today = dayInParis()
const ordered = {
  authority: 'Tribunal judiciaire de Lyon',
  reference: '26/01234',
  scope: 'La fiche de l’enfant',
  datedOn: today,
  dueOn: today,
}
const records = (who: Person, more: object = {}, whom = noor!) =>
  who.ask(recordOrder, { params: { id: whom.id }, body: { ...ordered, ...more } })
const recorded = async (more: object = {}) => {
  const reply = await records(dora!, more)
  expect(reply.status, reply.text).toBe(200)
  return `${reply.body['id']}`
}
const signs = (who: Person, id: string, verdict = 'signed') => who.ask(signOrder, { params: { id }, body: { verdict } })
const hands = (who: Person, id: string) => fetches(world, who, `/s/preau/judicial-orders/${id}/export.zip`)
const all = async (who: Person) => ((await who.ask(listOrders)).body as { orders: JudicialOrder[] }).orders
const orderOf = async (id: string) => (await all(dora!)).find((one) => one.id === id)
const known = async (who: Person) => ((await who.ask(listMyOrders)).body as { orders: ToldOrder[] }).orders
const codeOf = (reply: { payload: string }) => JSON.parse(reply.payload).code as string

test('an order needs two: nothing leaves before another has signed, and whoever wrote it down cannot', async () => {
  const id = await recorded()
  expect(codeOf(await hands(dora!, id))).toBe('order.not_signed')
  expect((await signs(dora!, id)).body.code).toBe('order.own')
  expect((await signs(olga!, id)).status).toBe(404)
  expect((await records(olga!)).status).toBe(403)
  const both = await Promise.all([signs(ines!, id), signs(ines!, id, 'declined')])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('one that is declined is handed over by nobody', async () => {
  const id = await recorded()
  expect((await signs(ines!, id, 'declined')).status).toBe(200)
  expect(codeOf(await hands(dora!, id))).toBe('order.not_signed')
  expect(await orderOf(id)).toMatchObject({ declinedAt: expect.any(String), handedAt: null, can: { sign: false, hand: false } })
})

test('what was ordered leaves as a signed copy of that and nothing else, its digest is noted, and the family is told', async () => {
  const id = await recorded({ parts: ['record'] })
  await signs(ines!, id)
  const { statusCode, rawPayload } = await hands(dora!, id)
  expect(statusCode).toBe(200)
  const items = await unzipped(rawPayload)
  const { tables } = JSON.parse(`${items.get('export.json')}`) as { tables: { table: string }[] }
  expect(tables.map(({ table }) => table)).toContain('public.person')
  expect(tables.map(({ table }) => table)).not.toContain('public.enrolment')
  expect(JSON.parse(`${items.get('order.json')}`)).toMatchObject({ authority: ordered.authority, reference: ordered.reference })
  const digest = createHash('sha256').update(items.get('manifest.json')!).digest('hex')
  const key = keyText(exportKey(world.installation))
  expect(vouchedBy(`${items.get('manifest.note')}`, key)).toMatchObject({ manifest: digest })
  expect(await orderOf(id)).toMatchObject({ manifest: digest, handedAt: expect.any(String) })
  expect(codeOf(await hands(dora!, id)), 'once').toBe('order.handed')
  expect(await known(amal!), 'not before the school has told it').toEqual([])
  await world.doJobs()
  expect(await known(amal!)).toEqual([expect.objectContaining({ id, authority: ordered.authority, parts: ['record'] })])
  expect(await known(noor!)).toHaveLength(1)
  expect(await known(rosa!)).toEqual([])
  const told = await world.owner.query("select distinct person_id from telling where event = 'order.told'")
  expect(new Set(told.rows.map((row) => row.person_id))).toEqual(new Set([amal!.id, noor!.id]))
  expect(await facts(world)).toEqual(expect.arrayContaining(['order.recorded', 'order.signed', 'order.handed', 'order.told']))
})

test('where the order forbids it nobody is told, nor does a copy say so; on the day after they are', async () => {
  const until = dayAfter(today, 'P40D')
  const copyOf = async (whose: Person) => (await whose.ask(exportPerson, { params: { id: noor!.id } })).text
  const copies = new Map<Person, number>()
  for (const whose of [amal!, noor!]) copies.set(whose, (await copyOf(whose)).split('order.told').length)
  const id = await recorded({ silentUntil: until })
  await signs(ines!, id)
  expect((await hands(ines!, id)).statusCode).toBe(200)
  await world.doJobs()
  const before = (await known(amal!)).length
  expect(await orderOf(id)).toMatchObject({ toldAt: null, silentUntil: until })
  for (const whose of [amal!, noor!]) {
    const copy = await copyOf(whose)
    expect(copy).not.toContain('judicial_order')
    expect(copy.split('order.told').length, 'as before').toBe(copies.get(whose))
  }
  const night = () => tellOrders.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
  world.move(40 * 86_400)
  await night()
  expect(await known(amal!)).toHaveLength(before)
  world.move(86_400 + 3600)
  await night()
  await night()
  expect(await known(amal!)).toHaveLength(before + 1)
  world.move(-41 * 86_400 - 3600)
})

test('silence has an end, and no order is dated after today', async () => {
  expect((await records(dora!, { silentUntil: dayAfter(today, 'P132M') })).body.code).toBe('order.silent_too_long')
  expect((await records(dora!, { datedOn: dayAfter(today, 'P3D') })).body.code).toBe('order.not_yet')
})

test('nobody answers an order about themselves', async () => {
  expect((await records(dora!, {}, dora!)).status).toBe(403)
  expect((await records(ines!, {}, dora!)).status).toBe(200)
  const { orders } = (await dora!.ask(listOrders)).body as { orders: JudicialOrder[] }
  const own = orders.find(({ person }) => person.id === dora!.id)
  expect(own?.can).toEqual({ sign: false, hand: false })
  expect((await signs(dora!, own!.id)).status).toBe(403)
})

test('what is written is kept as it was typed, and what nobody types is refused', async () => {
  for (const [name, text] of Object.entries(nasty)) {
    const isTyped = text.trim().length <= 2000 && text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text.trim())
    const { status, body } = await records(dora!, { scope: text })
    expect(status, name).toBe(isTyped ? 200 : 422)
    if (isTyped) expect((await orderOf(`${body['id']}`))?.scope).toBe(text.trim())
  }
})
