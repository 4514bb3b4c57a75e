import { afterAll, beforeAll, expect, test } from 'vitest'
import { listClasses } from '#contract/classes.ts'
import { schoolDay } from '#kernel/clock.ts'
import { asSchool } from '#kernel/system.ts'
import { classOf, openWorld, type Person, person, type World } from '#tests/world.ts'
import { knowsZone } from './schools.queries.ts'

let world: World
let [noor, sami, lea, tom]: Person[] = []
beforeAll(async () => {
  world = await openWorld()
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  sami = await person(world, { name: 'Sami Benali', role: 'pupil' })
  lea = await person(world, { name: 'Léa Petit', role: 'pupil' })
  tom = await person(world, { name: 'Tom Lang', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor, sami, lea, tom])
})
afterAll(() => world.close())

const places = (who: Person | undefined, from: string, until: string | null) =>
  world.owner.query('update enrolment set from_on = $2, until_on = $3 where person_id = $1', [who?.id, from, until])
const sees = async (who: Person | undefined) => ((await who!.ask(listClasses)).body['classes'] as unknown[]).length

// In one of the two it is always another day than in London: there is no hour at which this says nothing.
test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])('a day begins and ends when it does at the school: %s', async (zone) => {
  await world.owner.query('update school set time_zone = $1', [zone])
  const [before, today, after] = [-86_400_000, 0, 86_400_000].map((more) => schoolDay(new Date(Date.now() + more), zone)) as [
    string,
    string,
    string,
  ]
  await places(noor, today, null)
  await places(sami, before, today)
  await places(lea, after, null)
  await places(tom, before, before)
  expect([await sees(noor), await sees(sami)], 'who begins today, and whose last day it is').toEqual([1, 1])
  expect([await sees(lea), await sees(tom)], 'who begins tomorrow, and who left yesterday').toEqual([0, 0])
})

test('a school is set up only where the database can tell the time: what a browser takes for a zone may be none to it', async () => {
  const known = (zone: string) =>
    asSchool(world.installation, world.schoolId, 'administration', 'school.arrange', async ({ tx, emit }) => {
      emit('directory.searched', { results: 0 })
      return knowsZone(tx, zone)
    })
  expect(await Promise.all(['Asia/Tokyo', '+02:00', 'europe/paris'].map(known))).toEqual([true, false, false])
})
