import { afterAll, beforeAll, expect, test } from 'vitest'
import { printPersonSlip } from '#contract/activation.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { facts, openWorld, person, type World, withoutAccount } from '#tests/world.ts'
import { endLeft } from './sweeping.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const night = () => endLeft.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })

test('what somebody printed who works here no more opens nothing from that night on; what the others printed does', async () => {
  const olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  const ada = await person(world, { name: 'Ada Administrator', role: 'administrator' })
  const noor = await withoutAccount(world, { name: 'Noor Benali', role: 'pupil' })
  const sami = await withoutAccount(world, { name: 'Sami Benali', role: 'pupil' })
  expect((await olga.ask(printPersonSlip, { params: { id: noor.id }, body: { why: 'first' } })).status).toBe(200)
  expect((await ada.ask(printPersonSlip, { params: { id: sami.id }, body: { why: 'first' } })).status).toBe(200)
  const left = async () => {
    await night()
    const { rows } = await world.owner.query('select person_id as id from activation_code where voided_at is null')
    return rows.map(({ id }) => id).sort()
  }
  expect(await left()).toEqual([noor.id, sami.id].sort())
  await world.owner.query('update person_role set until_at = now() where person_id = $1', [olga.id])
  expect(await left()).toEqual([sami.id])
  expect(await facts(world)).toContain('activation.voided')
})
