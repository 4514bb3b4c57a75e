import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFamily, readMyFamily } from '#contract/families.ts'
import {
  addContact,
  addFetching,
  changeContact,
  changeFetching,
  endContact,
  endFetching,
  mostAdults,
} from '#contract/family-adults.ts'
import { dayInParis } from '#tests/days.ts'
import { type Household, openHousehold } from '#tests/families.ts'
import { facts, type Person } from '#tests/world.ts'

let home: Household
beforeAll(async () => {
  home = await openHousehold()
})
afterAll(() => home.world.close())

const aunt = { name: 'Samira Haddad', phone: '+33 6 11 22 33 44', relation: 'tante' }
const neighbour = { name: 'Pierre Roux', phone: '04 78 00 00 00' }
const ofNoor = () => ({ id: home.people.noor.id })
type Named = { id: string; name: string; phone?: string; source: string; version: number; until?: string | null }
type Lists = { contacts: Named[]; adults: Named[] }
const family = async (who: Person) => (await who.ask(readFamily, { params: ofNoor() })).body as unknown as Lists
const own = async (who: Person) => ((await who.ask(readMyFamily)).body['children'] as (Lists & { mayName: unknown })[])[0]!
const named = (list: readonly Named[]) => list.map(({ name, source }) => `${name} (${source})`)
const inDays = (days: number) => dayInParis(home.world.clock.now().getTime() + days * 86_400_000)
const changes = async () => (await facts(home.world)).filter((name) => name === 'family.adults_changed').length
const may = (scopes: readonly string[]) =>
  home.world.owner.query('update guardianship set scopes = $2 where guardian_id = $1', [home.people.amal.id, scopes])

test('a mother and the office name whom to call; the teacher sees both, the father neither', async () => {
  const { amal, bilal, olga, rosa } = home.people
  const named1 = await amal.ask(addContact, { params: ofNoor(), body: aunt })
  expect([named1.status, named1.body['version']]).toEqual([200, 1])
  expect((await olga.ask(addContact, { params: ofNoor(), body: neighbour })).status).toBe(200)
  expect(named((await family(rosa)).contacts)).toEqual(['Samira Haddad (guardian)', 'Pierre Roux (office)'])
  expect(named((await own(amal)).contacts)).toEqual(['Samira Haddad (guardian)'])
  expect((await own(bilal)).contacts).toEqual([])
  expect((await bilal.ask(changeContact, { params: { id: `${named1.body['id']}` }, body: neighbour })).status).toBe(404)
  expect((await rosa.ask(changeContact, { params: { id: `${named1.body['id']}` }, body: neighbour })).status).toBe(403)
  expect((await rosa.ask(addContact, { params: ofNoor(), body: neighbour })).status).toBe(403)
  expect(await changes()).toBe(2)
})

test('what was changed in the meantime is not written over', async () => {
  const { amal, olga } = home.people
  const [{ id, version }] = (await own(amal)).contacts as [Named]
  const seen = { params: { id }, headers: { 'if-match': `"${version}"` } }
  const changed = await olga.ask(changeContact, { ...seen, body: { ...aunt, phone: '06 99 99 99 99' } })
  expect(changed.body).toEqual({ id, version: version + 1 })
  const late = await amal.ask(changeContact, { ...seen, body: { ...aunt, note: 'le soir' } })
  expect([late.status, late.body.code]).toEqual([409, 'version_conflict'])
  expect((await amal.ask(endContact, seen)).body.code).toBe('version_conflict')
  expect((await own(amal)).contacts).toMatchObject([{ phone: '06 99 99 99 99', source: 'guardian' }])
  const { rows } = await home.world.owner.query<{ fields: string[] }>(
    "select fields from vault.change where table_name = 'public.emergency_contact' and kind = 'update'",
  )
  expect(rows).toEqual([{ fields: ['phone'] }])
})

test('of fifty changes to one version one wins', async () => {
  const { olga } = home.people
  const [{ id, version }] = (await family(olga)).contacts as [Named]
  const headers = { 'if-match': `"${version}"` }
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, nth) =>
      olga.ask(changeContact, { params: { id }, body: { ...aunt, phone: `06 00 00 00 ${nth + 10}` }, headers }),
    ),
  )
  expect(all.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 19 }, () => 409)])
})

test('who may fetch is named by a guardian who may fetch herself, for some days or without end', async () => {
  const { amal, olga, rosa } = home.people
  const params = ofNoor()
  await may(['feed', 'progress'])
  expect((await amal.ask(addFetching, { params, body: aunt })).status).toBe(403)
  expect((await own(amal)).mayName).toEqual({ contacts: true, adults: false })
  await may(['feed', 'pick_up'])
  expect((await amal.ask(addFetching, { params, body: { ...aunt, until: inDays(-1) } })).body.code).toBe('adult.days')
  const both = { ...aunt, from: inDays(10), until: inDays(9) }
  expect((await amal.ask(addFetching, { params, body: both })).body.code).toBe('adult.days')
  const { body } = await amal.ask(addFetching, { params, body: { ...aunt, until: inDays(30) } })
  expect((await olga.ask(addFetching, { params, body: { name: 'Mehdi Haddad' } })).status).toBe(200)
  expect(named((await family(rosa)).adults)).toEqual(['Samira Haddad (guardian)', 'Mehdi Haddad (office)'])
  const id = `${body['id']}`
  await may(['feed'])
  expect((await amal.ask(changeFetching, { params: { id }, body: aunt })).status).toBe(403)
  await may(['feed', 'pick_up'])
  expect((await amal.ask(changeFetching, { params: { id }, body: { ...aunt, until: null } })).body).toEqual({ id, version: 2 })
  expect((await own(amal)).adults).toMatchObject([{ id, until: null }])
})

test('who is taken off may not fetch from then on, and it stays known who might have', async () => {
  const { amal, olga, rosa } = home.people
  await home.world.owner.query('update pick_up_adult set from_on = from_on - 7 where made_by = $1', [amal.id])
  for (const { id } of (await family(olga)).adults) expect((await olga.ask(endFetching, { params: { id } })).status).toBe(200)
  expect((await family(rosa)).adults).toEqual([])
  const { rows } = await home.world.owner.query('select until_on < current_date as over from pick_up_adult')
  expect(rows).toEqual([{ over: true }])
  for (const { id } of (await family(olga)).contacts) expect((await olga.ask(endContact, { params: { id } })).status).toBe(200)
  expect((await family(rosa)).contacts).toEqual([])
})

test('ten are enough, and only a pupil has any', async () => {
  const { amal, olga, rosa } = home.people
  expect((await olga.ask(addContact, { params: { id: rosa.id }, body: aunt })).body.code).toBe('adult.not_a_pupil')
  for (let nth = 0; nth < mostAdults; nth++) await amal.ask(addContact, { params: ofNoor(), body: aunt })
  expect((await amal.ask(addContact, { params: ofNoor(), body: aunt })).body.code).toBe('adult.too_many')
})

test('whoever no longer decides about the child names nobody, and changes nothing any more', async () => {
  const { amal } = home.people
  const [{ id }] = (await own(amal)).contacts as [Named]
  await home.world.owner.query("update guardianship set authority = 'none' where guardian_id = $1", [amal.id])
  expect((await amal.ask(addContact, { params: ofNoor(), body: aunt })).status).toBe(403)
  expect((await amal.ask(endContact, { params: { id } })).status).toBe(403)
})
