import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Installation } from '#kernel/installation.ts'
import { dayInParis } from '#tests/days.ts'
import { find, lookAroundIn } from '#tests/promises.ts'
import type { World } from '#tests/world.ts'
import type { Ground } from './checking.ts'
import { parts } from './checks/running.ts'
import type { CheckName } from './rows.ts'

let world: World
let ground: Ground
lookAroundIn((found) => {
  ;({ world, ground } = found)
})

const result = async (at: Ground, name: CheckName) => (await find(at, name).catch(() => ({ result: 'error' }))).result
const otherwise = (change: Partial<Installation>): Ground => ({ ...ground, installation: { ...world.installation, ...change } })

test('a vault that seals nothing is red', async () => {
  const { vault } = world.installation
  const open: typeof vault = {
    ...vault,
    seal: async (_tx, _schoolId, _table, rows) => rows.map(({ content }) => Buffer.from(JSON.stringify(content))),
  }
  expect(await result(otherwise({ vault: open }), 'C-10.sealed_object')).not.toBe('ok')
  expect(await result(ground, 'C-10.sealed_object')).toBe('ok')
})

test('a scanner that lets the test virus through is red, and one that stops it is not', async () => {
  expect(await result(otherwise({ scanner: async () => 'clean' }), 'C-14.scanner')).toBe('failed')
  expect(await result(otherwise({ scanner: async () => 'infected' }), 'C-14.scanner')).toBe('ok')
})

test('a clock that is a second away from the database is red', async () => {
  const { clock } = world.installation
  const fast = { now: () => new Date(clock.now().getTime() + 1_000) }
  expect(await result(otherwise({ clock: fast }), 'C-20.drift')).toBe('failed')
  expect(await result(ground, 'C-20.drift')).toBe('ok')
})

test('what nobody maintains any more is red', async () => {
  expect(await result({ ...ground, now: new Date('2031-06-01') }, 'C-24.runtime')).toBe('failed')
  expect(await result(ground, 'C-24.runtime')).toBe('ok')
})

test('a known weak point is red once its days are over, and so is a list that is old', async () => {
  const file = path.join(world.folder, 'advisories.json')
  const [part] = parts()
  const day = (before: number) => dayInParis(ground.now.getTime() - before * 86_400_000)
  const advisory = { id: 1, package: part?.name, versions: [part?.version], severity: 'high' }
  const said = async (bundle: object) => {
    fs.writeFileSync(file, JSON.stringify(bundle))
    return result(ground, 'C-24.advisories')
  }
  expect(await said({ madeOn: day(0), advisories: [] })).toBe('ok')
  expect(await said({ madeOn: day(0), advisories: [{ ...advisory, publishedOn: day(3) }] })).toBe('ok')
  expect(await said({ madeOn: day(0), advisories: [{ ...advisory, publishedOn: day(8) }] })).toBe('failed')
  expect(await said({ madeOn: day(9), advisories: [] })).toBe('failed')
  fs.rmSync(file)
  expect(await result(ground, 'C-24.advisories')).toBe('failed')
})

test('a request for a purpose that no list knows, or for selling, is red', async () => {
  const [action] = ground.actions
  if (!action) throw new Error('there are no actions')
  const selling = { ...action, endpoint: { ...action.endpoint, purposes: ['marketing'] } } as unknown as typeof action
  expect(await result({ ...ground, actions: [...ground.actions, selling] }, 'C-35.purposes')).toBe('failed')
  expect(await result(ground, 'C-35.purposes')).toBe('ok')
})

test('reads of which none leaves a record are red', async () => {
  const silent = ground.actions.filter(({ endpoint }) => endpoint.reads !== 'fact')
  expect(await result({ ...ground, actions: silent }, 'C-07.reads_are_facts')).toBe('failed')
  expect(await result(ground, 'C-07.reads_are_facts')).toBe('ok')
})

test('a map that forgot people gives no copy of them, and that is red', async () => {
  const { dataMap } = world.installation
  const tables = dataMap.tables.filter(({ table }) => table !== 'public.person')
  expect(await result(otherwise({ dataMap: { ...dataMap, tables } }), 'C-36.own_export')).not.toBe('ok')
  expect(await result(ground, 'C-36.own_export')).toBe('ok')
})
