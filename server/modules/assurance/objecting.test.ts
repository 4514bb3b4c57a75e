import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { listSupplierNotices, objectToSupplier, withdrawSupplierObjection } from '#contract/suppliers.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { companiesOf } from '#server/outside/suppliers.ts'
import { find, lookAroundIn } from '#tests/promises.ts'
import { facts, type Person, person, type Reply, thisYear, type World } from '#tests/world.ts'
import type { Ground } from './checking.ts'
import { announcedSuppliers, announceSuppliers } from './index.ts'

let world: World
let ground: Ground
let cast: Record<'head' | 'dpo' | 'office' | 'parent', Person>
lookAroundIn(
  (found) => {
    ;({ world, ground } = found)
  },
  async (world) => {
    cast = {
      head: await person(world, { name: 'Hélène Head', role: 'head' }),
      dpo: await person(world, { name: 'Dora Officer', role: 'dpo' }),
      office: await person(world, { name: 'Olga Office', role: 'office' }),
      parent: await person(world, { name: 'Amal Parent', role: 'guardian' }),
    }
  },
)

const relay = {
  ...{ host: 'relay.example', entity: 'Relay SAS', address: '1 rue du Port, Nantes', country: 'FR', since: '2026-01-01' },
  way: 'mail',
}
const store = { ...relay, host: 'store.example', entity: 'Store AB', address: 'Storgatan 1, Malmö', country: 'SE', way: 'store' }
const announce = (rows: readonly object[]) => {
  fs.writeFileSync(path.join(world.folder, 'suppliers.json'), JSON.stringify(rows))
  return announceSuppliers(world.installation, companiesOf(world.installation.egress, world.folder))
}
const said = ({ status, body }: Reply) => (status === 200 ? 200 : `${status} ${body.code}`)
const noticesOf = async (who: Person) => listSupplierNotices.output.parse((await who.ask(listSupplierNotices)).body).notices
const noticeOf = async (who: Person, host: string) => {
  const found = (await noticesOf(who)).find((one) => one.host === host)
  if (!found) throw new Error(`nothing is announced of ${host}`)
  return found
}
const words = 'Malmö is not where our board wants files to lie.\nWe ask for a store in France.'
const object = async (who: Person, host: string, reasons = words) =>
  who.ask(objectToSupplier, { params: { id: (await noticeOf(cast.head, host)).id }, body: { words: reasons } })
const withdraw = async (who: Person, host: string) =>
  who.ask(withdrawSupplierObjection, { params: { id: (await noticeOf(cast.head, host)).id } })
const operatorSees = async (host: string) =>
  (await announcedSuppliers(world.installation)).find((one) => one.host === host)?.objections ?? []
const passedOver = async () => (await find({ ...ground, now: world.clock.now() }, 'C-48.objected')).result
const leaves = (recipient: string, on = 'current_date') =>
  world.owner.query(`insert into directory.egress_day (day, way, recipient, sent, refused) values (${on}, 'store', $1, 1, 0)`, [
    recipient,
  ])
const setFrom = (host: string, day: string) =>
  world.owner.query(`update directory.supplier_notice set from_on = ${day} where host = $1`, [host])

test('the head and the officer read what comes, from when on, and what is otherwise than before; nobody else does', async () => {
  await announce([relay])
  expect(await noticesOf(cast.head)).toEqual([])
  await announce([{ ...relay, country: 'US', address: '1 Main Street, Boston' }, store])
  expect(await noticeOf(cast.head, 'relay.example')).toMatchObject({
    ...{ change: 'other', state: 'coming', objection: null, can: { object: true, withdraw: false } },
    company: { way: 'mail', entity: 'Relay SAS', country: 'US', address: '1 Main Street, Boston' },
    before: { entity: 'Relay SAS', country: 'FR', address: '1 rue du Port, Nantes' },
  })
  expect(await noticeOf(cast.dpo, 'store.example')).toMatchObject({
    ...{ change: 'new', before: null, company: { way: 'store', entity: 'Store AB' }, can: { object: false, withdraw: false } },
  })
  for (const who of [cast.office, cast.parent]) expect(said(await who.ask(listSupplierNotices))).toBe('403 not_allowed')
})

test('the head objects with reasons, once; the school and whoever runs the machine see it, and it is a fact without a word', async () => {
  for (const who of [cast.dpo, cast.office, cast.parent]) expect(said(await object(who, 'store.example'))).toBe('403 not_allowed')
  expect(said(await object(cast.head, 'store.example', ' \n '))).toBe('422 invalid_input')
  expect(said(await object(cast.head, 'store.example'))).toBe(200)
  expect(said(await object(cast.head, 'store.example'))).toBe('409 supplier.settled')
  expect(await noticeOf(cast.dpo, 'store.example')).toMatchObject({
    objection: { by: 'Hélène Head', words, withdrawnAt: null },
    can: { object: false, withdraw: false },
  })
  expect((await noticeOf(cast.head, 'store.example')).can).toEqual({ object: false, withdraw: true })
  expect(await operatorSees('store.example')).toMatchObject([{ school: 'École du Préau', words, withdrawnAt: null }])
  expect(await operatorSees('relay.example')).toEqual([])
  expect(await facts(world)).toContain('supplier.objected')
  const { rows } = await world.owner.query<{ text: string }>('select supplier_objection::text as text from supplier_objection')
  expect(rows.map(({ text }) => text).join()).not.toContain('Malm')
})

test('of two who object at the same moment one is told that the school does already', async () => {
  const both = await Promise.all([object(cast.head, 'relay.example'), object(cast.head, 'relay.example')])
  expect(both.map(said).map(String).toSorted()).toEqual(['200', '409 supplier.settled'])
})

test('an objection is taken back, once, and made anew', async () => {
  expect(said(await withdraw(cast.dpo, 'relay.example'))).toBe('403 not_allowed')
  expect(said(await withdraw(cast.head, 'relay.example'))).toBe(200)
  expect(said(await withdraw(cast.head, 'relay.example'))).toBe('409 supplier.settled')
  const notice = await noticeOf(cast.head, 'relay.example')
  expect(notice.objection?.withdrawnAt).not.toBeNull()
  expect(notice.can).toEqual({ object: true, withdraw: false })
  expect(await facts(world)).toContain('supplier.objection_withdrawn')
  expect(said(await object(cast.head, 'relay.example', 'Anew'))).toBe(200)
  expect((await operatorSees('relay.example')).map((one) => one.words)).toEqual([words, 'Anew'])
})

const anotherSchool = async (): Promise<string> => {
  const [schoolId, now] = [uuidv7(), world.clock.now()]
  const place = { profile: 'EU-SE', kind: 'public', locale: 'sv', timeZone: 'Europe/Stockholm' } as const
  await asSchool(world.installation, schoolId, 'administration', 'school.arrange', async ({ tx, emit }) => {
    await insertSchool(tx, { schoolId, name: 'Björkskolan', slug: 'bjork', ...place, ...thisYear(now), now })
    emit('school.created', { schoolId })
  })
  return schoolId
}

test('a school sees its own objections alone, and withdraws nobody else’s', async () => {
  const other = await anotherSchool()
  const stranger = await person(world, { name: 'Sven Rektor', role: 'head', slug: 'bjork', schoolId: other })
  const { id } = await noticeOf(cast.head, 'store.example')
  const { notices } = listSupplierNotices.output.parse((await stranger.ask(listSupplierNotices, { slug: 'bjork' })).body)
  expect(notices.map(({ objection }) => objection)).toEqual([null, null])
  const asked = { slug: 'bjork', params: { id } }
  expect(said(await stranger.ask(withdrawSupplierObjection, asked))).toBe('409 supplier.settled')
  expect((await noticeOf(cast.head, 'store.example')).objection?.withdrawnAt).toBeNull()
})

test('C-48.objected: what leaves for a company after its day, although the school objects, is red', async () => {
  await leaves('store.example')
  expect(await passedOver(), 'its day has not come').toBe('ok')
  await setFrom('store.example', 'current_date')
  expect(await passedOver()).toBe('failed')
  await world.owner.query('update supplier_objection set withdrawn_at = now(), withdrawn_by = made_by where withdrawn_at is null')
  expect(await passedOver()).toBe('ok')
})

test('once its day has come nobody objects any more, in the program and in the database; nor to a notice that is not the last', async () => {
  expect((await noticeOf(cast.head, 'store.example')).state).toBe('holds')
  expect(said(await object(cast.head, 'store.example'))).toBe('409 supplier.over')
  await announce([relay, store])
  const notices = await noticesOf(cast.head)
  const first = notices.findLast((one) => one.host === 'relay.example')
  expect(first).toMatchObject({ state: 'replaced' })
  const old = { params: { id: first?.id ?? '' }, body: { words } }
  expect(said(await cast.head.ask(objectToSupplier, old))).toBe('409 supplier.over')
  expect(said(await object(cast.head, 'relay.example'))).toBe(200)
  await announce([store])
  expect((await noticesOf(cast.head)).map(({ host, state }) => `${host} ${state}`)).toContain('relay.example dropped')
})
