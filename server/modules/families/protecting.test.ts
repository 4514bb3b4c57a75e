import { afterAll, beforeAll, expect, test } from 'vitest'
import { readClass } from '#contract/classes.ts'
import { endProtection, protect, readFamily, readMyFamily } from '#contract/families.ts'
import { listPeople, readMe } from '#contract/people.ts'
import { asSchool } from '#kernel/system.ts'
import { enrol } from '#modules/classes/index.ts'
import { protectedAmong } from '#modules/people/index.ts'
import { type Household, openHousehold } from '#tests/families.ts'
import { type Person, person, thisYear } from '#tests/world.ts'

let home: Household
let paul: Person
beforeAll(async () => {
  home = await openHousehold()
  paul = await person(home.world, { name: 'Paul Neuf', role: 'pupil' })
  const { installation, schoolId } = home.world
  await asSchool(installation, schoolId, 'administration', 'class.arrange', (hands) =>
    enrol(hands, {
      schoolId,
      classId: home.class6B,
      role: 'pupil',
      people: [paul.id],
      fromOn: thisYear(home.world.clock.now()).yearFrom,
      by: null,
    }),
  )
})
afterAll(() => home.world.close())

const body = { kind: 'marked', alias: 'Camille D.', reference: 'Skatteverket 2026-11' }
const listed = async (who: Person) =>
  ((await who.ask(readClass, { params: { id: home.class6B } })).body['pupils'] as { display: string }[]).map(
    ({ display }) => display,
  )

test('a protected pupil stands in class lists under an alias, for classmates and for teachers', async () => {
  const { noor, olga, rosa, amal } = home.people
  const params = { id: noor.id }
  expect((await olga.ask(protect, { params, body })).status).toBe(200)
  expect((await olga.ask(protect, { params, body })).body.code).toBe('protection.begun')
  expect([await listed(paul), await listed(rosa)]).toEqual([
    ['Camille D.', 'Paul Neuf'],
    ['Camille D.', 'Paul Neuf'],
  ])
  expect((await rosa.ask(listPeople)).text).not.toContain('Noor')
  expect((await rosa.ask(readFamily, { params })).text).not.toMatch(/Noor|Skatteverket/)
  expect(await listed(olga)).toContain('Noor Benali')
  expect((await amal.ask(readMe)).text).toContain('Noor Benali')
  expect((await noor.ask(readMe)).text).toContain('Noor Benali')
})

test('and no guardian learns the name of another any more, whatever is ticked', async () => {
  const { bilal, noor, olga } = home.people
  await home.world.owner.query("update guardianship set scopes = array['feed', 'other_guardian']")
  expect((await bilal.ask(readMyFamily)).text).not.toContain('Amal')
  await olga.ask(endProtection, { params: { id: noor.id } })
  expect((await bilal.ask(readMyFamily)).text).toContain('Amal')
  await olga.ask(protect, { params: { id: noor.id }, body })
})

test('slips and lists that leave the house ask whom they may name', async () => {
  const { installation, schoolId } = home.world
  const among = await asSchool(installation, schoolId, 'administration', 'list.arrange', ({ tx }) =>
    protectedAmong(tx, [home.people.noor.id, paul.id]),
  )
  expect([...among]).toEqual([home.people.noor.id])
})

test('ended, the name is back; a teacher neither begins nor ends it', async () => {
  const { noor, rosa, ines } = home.people
  const params = { id: noor.id }
  expect((await rosa.ask(protect, { params, body })).status).toBe(403)
  expect((await rosa.ask(endProtection, { params })).status).toBe(403)
  expect((await ines.ask(endProtection, { params })).status).toBe(200)
  expect((await ines.ask(endProtection, { params })).body.code).toBe('protection.none')
  expect(await listed(paul)).toContain('Noor Benali')
})
