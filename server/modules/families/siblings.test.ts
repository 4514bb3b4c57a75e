import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFamily } from '#contract/families.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let people: Record<'olga' | 'rosa' | 'otto' | 'noor' | 'sami' | 'lina' | 'amal' | 'bilal', Person>
beforeAll(async () => {
  world = await openWorld()
  const of = (name: string, role: Parameters<typeof person>[1]['role']) => person(world, { name, role })
  people = {
    ...{
      olga: await of('Olga Nyström', 'office'),
      rosa: await of('Rosa Roy', 'teacher'),
      otto: await of('Otto Lindqvist', 'teacher'),
    },
    ...{ noor: await of('Noor Benali', 'pupil'), sami: await of('Sami Haddad', 'pupil'), lina: await of('Lina Benali', 'pupil') },
    ...{ amal: await of('Amal Benali', 'guardian'), bilal: await of('Bilal Haddad', 'guardian') },
  }
  await classOf(world, '6B', [people.rosa], [people.noor])
  await classOf(world, '7A', [people.otto, people.rosa], [people.sami])
  await classOf(world, '8C', [people.otto], [people.lina])
  await guard(world, people.amal, people.noor)
  await guard(world, people.amal, people.lina)
  await guard(world, people.bilal, people.noor)
  await guard(world, people.bilal, people.sami)
})
afterAll(() => world.close())

const siblings = async (who: Person, of: Person) => {
  const { body } = await who.ask(readFamily, { params: { id: of.id } })
  return readFamily.output
    .parse(body)
    .siblings.map(({ display }) => display)
    .sort()
}

test('whose guardian has other children here has brothers and sisters, whatever their names', async () => {
  expect(await siblings(people.olga, people.noor)).toEqual(['Lina Benali', 'Sami Haddad'])
  expect(await siblings(people.olga, people.lina)).toEqual(['Noor Benali'])
})

test('a teacher sees those whom she teaches, too, and no other', async () => {
  expect(await siblings(people.rosa, people.noor)).toEqual(['Sami Haddad'])
})

test('over a father whose contact is forbidden nobody becomes a brother', async () => {
  await world.owner.query(
    "update guardianship set preset = 'no_contact', scopes = '{}' where guardian_id = $1 and pupil_id = $2",
    [people.bilal.id, people.noor.id],
  )
  expect(await siblings(people.olga, people.noor)).toEqual(['Lina Benali'])
})
