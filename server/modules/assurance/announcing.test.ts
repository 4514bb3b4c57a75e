import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { demandRight, listRightCases } from '#contract/rights.ts'
import { companiesOf } from '#server/outside/suppliers.ts'
import { find, lookAroundIn } from '#tests/promises.ts'
import { facts, type Person, person, type World } from '#tests/world.ts'
import { announceSuppliers, comingSuppliers } from './announcing.ts'
import type { Ground } from './checking.ts'

let world: World
let ground: Ground
let parent: Person
let dpo: Person
lookAroundIn(
  (found) => {
    ;({ world, ground } = found)
  },
  async (world) => {
    parent = await person(world, { name: 'Amal Parent', role: 'guardian' })
    dpo = await person(world, { name: 'Dora Officer', role: 'dpo' })
  },
)

const relay = {
  ...{ host: 'relay.example', entity: 'Relay SAS', address: '1 rue du Port, Nantes', country: 'FR', since: '2026-01-01' },
  way: 'mail',
}
const writes = (rows: readonly object[]) => fs.writeFileSync(path.join(world.folder, 'suppliers.json'), JSON.stringify(rows))
const announce = () => announceSuppliers(world.installation, companiesOf(world.installation.egress, world.folder))
const open = async (url: string, locale = 'en') =>
  (await world.app.inject({ url, headers: { accept: 'text/html', cookie: `lang=${locale}` } })).body
const inDays = (days: number) => new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
const noticed = async () => (await find({ ...ground, now: world.clock.now() }, 'C-48.noticed')).result

test('companies that are there when the list is first read are announced to nobody', async () => {
  writes([relay])
  expect(await announce()).toBe(0)
  expect(await comingSuppliers(world.installation)).toEqual([])
  expect(await facts(world)).not.toContain('supplier.announced')
  expect(await noticed()).toBe('ok')
})

test('a company that is new is announced once, thirty days before, to everybody at the school, and stands on the page', async () => {
  const store = { ...relay, host: 'store.example', entity: 'Store AB', country: 'SE', way: 'store' }
  writes([relay, store])
  expect(await announce()).toBe(1)
  expect(await announce()).toBe(0)
  expect(await comingSuppliers(world.installation)).toMatchObject([{ host: 'store.example', change: 'new', fromOn: inDays(30) }])
  expect((await facts(world)).filter((name) => name === 'supplier.announced')).toHaveLength(1)
  await world.doJobs()
  const { rows } = await world.owner.query<{ id: string }>(
    "select person_id as id from telling where event = 'supplier.announced'",
  )
  expect(rows.map(({ id }) => id).sort()).toEqual([parent.id, dpo.id].sort())
  world.move(20)
  for (const [locale, said] of [
    ['en', 'New from'],
    ['fr', 'Nouveau à partir du'],
    ['sv', 'Nytt från den'],
    ['ja', 'から新たに'],
  ] as const)
    expect(await open('/s/preau/trust/suppliers', locale)).toContain(said)
  expect(await open('/s/preau/trust/suppliers')).toContain('Store AB')
  const { coming } = (await world.app.inject({ url: '/api/trust/suppliers.json' })).json()
  expect(coming).toMatchObject([{ host: 'store.example', entity: 'Store AB', country: 'SE', isNew: true, fromOn: inDays(30) }])
})

test('what becomes otherwise of a company is announced as well; what is over is over at once', async () => {
  writes([{ ...relay, country: 'US' }])
  expect(await announce()).toBe(2)
  expect(await comingSuppliers(world.installation)).toMatchObject([
    { host: 'relay.example', change: 'other', fromOn: inDays(30) },
  ])
  writes([relay])
  await announce()
})

test('C-48.noticed: something that left for a company before its day is red, and so is one that nobody announced', async () => {
  const left = (recipient: string) =>
    world.owner.query(
      `insert into directory.egress_day (day, way, recipient, sent, refused) values (current_date, 'mail', $1, 1, 0)`,
      [recipient],
    )
  writes([relay, { ...relay, host: 'new.example' }])
  await announce()
  expect(await noticed()).toBe('ok')
  await left('new.example')
  expect(await noticed()).toBe('failed')
  await world.owner.query('delete from directory.egress_day')
  await left('silent.example')
  const silent = { way: 'mail', host: 'silent.example', side: 'company', supplier: undefined } as const
  expect((await find({ ...ground, suppliers: [silent] }, 'C-48.noticed')).result).toBe('failed')
  await world.owner.query('delete from directory.egress_day')
  await world.owner.query("update directory.supplier_notice set told_at = null, announced_at = now() - interval '3 days'")
  expect(await noticed(), 'schools were not told').toBe('failed')
  expect(await announce()).toBeGreaterThan(0)
  expect(await noticed()).toBe('ok')
})

test('whoever objects has a case at the desk, and is told inside from then on', async () => {
  const body = { kind: 'objection', words: 'Not through Relay SAS', purpose: 'outside' }
  const asked = await parent.ask(demandRight, { params: { id: parent.id }, body })
  expect(asked.status, asked.text).toBe(200)
  const { rows } = await world.owner.query(
    'select app.objecting from (select 1) t, lateral (select count(*) as objecting from public.rights_request where purpose = $1) app',
    ['outside'],
  )
  expect(Number(rows[0]?.objecting)).toBe(1)
  expect((await dpo.ask(listRightCases)).text).toContain('outside')
})
