import { afterAll, beforeAll, expect, test } from 'vitest'
import { languages } from '#contract/locales.ts'
import { childGroups, readMyData } from '#contract/my-data.ts'
import { sentences } from '#i18n/load.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let noor: Person
beforeAll(async () => {
  world = await openWorld()
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  const amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
  await world.owner.query("update person set born_on = current_date - interval '8 years' where id = $1", [noor.id])
})
afterAll(() => world.close())

test('a young child is told of herself, her family and her class, and of the rest by what it is', async () => {
  const { body } = await noor.ask(readMyData, { params: { id: noor.id } })
  const parts = body['parts'] as { table: string; group: string }[]
  const groupOf = (table: string) => parts.find((part) => part.table === table)?.group
  expect(body['person']).toMatchObject({ isTooYoung: true })
  expect([groupOf('person'), groupOf('guardianship'), groupOf('enrolment')]).toEqual(['me', 'family', 'school'])
  expect(groupOf('session')).toBe('machine')
})

test('each thing that a child is told of has its few words in every language', () => {
  for (const language of languages)
    for (const group of childGroups) {
      const words = sentences('mydata', language)
      expect(words[`mydata.child.group.${group}`]?.length, `${group} in ${language}`).toBeGreaterThan(1)
      expect([...(words[`mydata.child.why.${group}`] ?? '')].length, `${group} in ${language}`).toBeLessThan(90)
    }
})
