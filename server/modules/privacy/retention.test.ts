import { afterAll, beforeAll, expect, test } from 'vitest'
import { dataMap } from '#server/registry.ts'
import { endAll, wouldEnd } from '#tests/nights.ts'
import { classOf, openWorld, type Person, person, type World } from '#tests/world.ts'
import { recordOf } from './record.ts'

let world: World
let noor: Person
let class6B: string
beforeAll(async () => {
  world = await openWorld()
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor])
})
afterAll(() => world.close())

const inYears = (years: number) => new Date(Date.now() + years * 366 * 86_400_000)
const wouldGo = async (now: Date) => (await wouldEnd(world, now)).map(({ by: _, ...one }) => one)
const count = async (table: string) =>
  (await world.owner.query<{ rows: number }>(`select count(*)::int as rows from ${table}`)).rows[0]!.rows

test('while its year lasts, nothing of a class is due', async () => {
  expect((await wouldGo(new Date())).filter(({ table }) => table !== 'vault.change')).toEqual([])
})

test('a year after the school year the class and who was in it are due, and looking does not end them', async () => {
  const due = await wouldGo(inYears(3))
  expect(due).toEqual(
    expect.arrayContaining([
      { table: 'public.class', due: 1, held: 0 },
      { table: 'public.enrolment', due: 2, held: 0 },
    ]),
  )
  expect(await count('enrolment')).toBe(2)
})

test('a class that is still used after its year is held, and what it needs stays', async () => {
  await world.owner.query("update enrolment set created_at = now() + interval '2 years' where person_id = $1", [noor.id])
  expect([...(await endAll(world, inYears(3)))]).toContainEqual(['public.enrolment', 1])
  expect(await wouldGo(inYears(3))).toContainEqual({ table: 'public.enrolment', due: 0, held: 1 })
  expect([...(await endAll(world, inYears(3))).keys()]).not.toContain('public.class')
  expect((await world.owner.query('select id from class')).rows).toEqual([{ id: class6B }])
  expect(await count('enrolment')).toBe(1)
})

test('the record of processing names ground, law, recipients and term of every purpose', () => {
  const record = recordOf(dataMap, { profile: 'EU-FR', kind: 'public' })
  const teaching = record.find(({ purpose }) => purpose === 'teaching')!
  expect(teaching.grounds).toEqual([{ ground: 'public_task', law: 'RGPD, art. 6(1)(e)' }])
  expect(teaching.limits).toContainEqual({ table: 'public.enrolment', keep: 'P12M' })
  expect(
    record.flatMap(({ purpose, grounds, subjects, limits }) =>
      grounds.length && subjects.length && limits.length ? [] : [purpose],
    ),
  ).toEqual([])
})
