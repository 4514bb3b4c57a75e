import { afterAll, beforeAll, expect, test } from 'vitest'
import { listVoices, writePost } from '#contract/posts.ts'
import { doJobs } from '#server/worker.ts'
import { tuesday, weekOf } from '#tests/week.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
const families: Person[] = []
const places: string[] = []
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  const pupils: Person[] = []
  for (let nth = 0; nth < 12; nth++) {
    const child = await person(world, { name: `Élève ${nth}`, role: 'pupil' })
    const family = await person(world, { name: `Famille ${nth}`, role: 'guardian' })
    await guard(world, family, child)
    families.push(family)
    pupils.push(child)
  }
  for (const label of ['6B', '6C', '6D']) await classOf(world, label, [rosa], pupils)
  const { audiences } = (await rosa.ask(listVoices)).body as { audiences: { id: string; kind: string }[] }
  places.push(...audiences.filter(({ kind }) => kind === 'class').map(({ id }) => id))
  const week = weekOf(world)
  week.goTo(tuesday, '10:00')
}, 60_000)
afterAll(() => world.close())

test('many posts to the same families, told by two workers at once: nobody waits for ever, and everybody is told of each once', async () => {
  for (let nth = 0; nth < 8; nth++) {
    const audiences = nth % 2 ? places : places.toReversed()
    const reply = await rosa.ask(writePost, {
      body: { text: 'Bonjour', language: 'fr', answers: 'none', when: 'now', audiences },
    })
    expect(reply.status, reply.text).toBe(200)
  }
  await Promise.all([1, 2, 3].map(() => doJobs(world.installation, world.connection)))
  const { rows } = await world.owner.query<{ n: number }>(
    'select count(*)::int as n from telling where person_id = any ($1::uuid[])',
    [families.map(({ id }) => id)],
  )
  expect(rows[0]?.n).toBe(12 * 8)
  const left = await world.owner.query('select 1 from graphile_worker._private_jobs where attempts > 0')
  expect(left.rows).toEqual([])
})
