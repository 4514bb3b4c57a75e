import { afterAll, beforeAll, expect, test } from 'vitest'
import { reactivatePerson, suspendPerson } from '#contract/grants.ts'
import { readMe } from '#contract/people.ts'
import { applyPlan, beginPlan, previewPlan, readPlan, savePlan } from '#contract/years.ts'
import { classOf, openWorld, type Person, person, signInAgain, type World } from '#tests/world.ts'

let world: World
let olga: Person
let milo: Person
let nils: Person
let vera: Person

/** A last class of three: Milo was suspended before the year was turned, Nils after it; Vera after it, and let in again. */
beforeAll(async () => {
  world = await openWorld()
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  const otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  milo = await person(world, { name: 'Milo Benali', role: 'pupil' })
  nils = await person(world, { name: 'Nils Ek', role: 'pupil' })
  vera = await person(world, { name: 'Vera Lund', role: 'pupil' })
  await classOf(world, '9A', [otto], [milo, nils, vera])
})
afterAll(() => world.close())

const suspends = async ({ id }: Person) =>
  expect((await olga.ask(suspendPerson, { params: { id }, body: { reason: 'security' } })).status).toBe(200)
const isIn = async (who: Person) =>
  (await (await signInAgain(world, who).catch(() => who)).ask(readMe).catch(() => ({ status: 401 }))).status === 200

test('a suspension does not end because the class leaves the school', async () => {
  await suspends(milo)
  const id = `${(await olga.ask(beginPlan)).body['id']}`
  const { draft } = readPlan.output.parse((await olga.ask(readPlan, { params: { id } })).body)
  const classes = draft.classes.map(({ classId }) => ({ classId, fate: 'leaves' as const, targetId: null }))
  const saved = await olga.ask(savePlan, { params: { id }, body: { ...draft, classes, teachers: [] } })
  expect(saved.status, saved.text).toBe(200)
  const { mark } = previewPlan.output.parse((await olga.ask(previewPlan, { params: { id } })).body)
  const applied = await olga.ask(applyPlan, { params: { id }, body: { mark } })
  expect(applied.status, applied.text).toBe(200)
  await world.doJobs()
  await suspends(nils)
  await suspends(vera)
  expect((await olga.ask(reactivatePerson, { params: { id: vera.id } })).status).toBe(200)
  const left = await world.owner.query(
    "update person_state set until_at = now() + (until_at - from_at), from_at = now() where state = 'leaving' and from_at > now()",
  )
  expect(left.rowCount).toBe(3)
  expect({ milo: await isIn(milo), nils: await isIn(nils), vera: await isIn(vera) }).toEqual({
    milo: false,
    nils: false,
    vera: true,
  })
})
