import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportPerson, previewErasure } from '#contract/privacy.ts'
import { guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let noor: Person
let amal: Person
let bilal: Person
let office: Person

beforeAll(async () => {
  world = await openWorld()
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian' })
  office = await person(world, { name: 'Brigitte Masson', role: 'office' })
  await guard(world, amal, noor)
  await guard(world, bilal, noor)
})
afterAll(() => world.close())

type Table = { table: string; rows: { values: Record<string, unknown> }[] }
const copied = async (who: Person, table: string) => {
  const { tables } = (await who.ask(exportPerson, { params: { id: noor.id } })).body as { tables: Table[] }
  return tables.find((one) => one.table === table)?.rows.length ?? 0
}

test('Amal’s copy of what is held about Noor does not say that there is another guardian', async () => {
  expect(await copied(amal, 'public.guardianship')).toBe(1)
  expect(await copied(bilal, 'public.guardianship')).toBe(1)
})

test('nor what was changed about it, nor the preview of an erasure', async () => {
  const linked = async (who: Person) => {
    const { tables } = (await who.ask(exportPerson, { params: { id: noor.id } })).body as { tables: Table[] }
    const changes = tables.find(({ table }) => table === 'vault.change')?.rows ?? []
    return changes.filter(({ values }) => values['action'] === 'guardianship.arrange').length
  }
  expect(await linked(amal)).toBe(1)
  const { outcomes } = (await amal.ask(previewErasure, { params: { id: noor.id } })).body as {
    outcomes: { table: string; rows: number }[]
  }
  expect(outcomes.find(({ table }) => table === 'public.guardianship')?.rows).toBe(1)
})

test('Noor, and the office, see both', async () => {
  expect(await copied(noor, 'public.guardianship')).toBe(2)
  expect(await copied(office, 'public.guardianship')).toBe(2)
})
