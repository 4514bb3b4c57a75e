import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ages } from '#contract/ages.ts'
import { listClasses } from '#contract/classes.ts'
import { grantAgain } from '#contract/families.ts'
import { readPersonReads } from '#contract/ledger-reading.ts'
import { profiles } from '#contract/roles.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { edgeOf, type Household, openHousehold, pageOf } from '#tests/families.ts'
import { tidyFamilies } from './growing.ts'

let home: Household
beforeAll(async () => {
  home = await openHousehold()
})
afterAll(() => home.world.close())
beforeEach(() =>
  home.world.owner.query(
    "delete from guardianship where source = 'pupil'; update guardianship set until_at = null, scopes = array['feed', 'copies']",
  ),
)

const ask = async (text: string, values: unknown[]) =>
  (await home.world.owner.query<{ said: unknown }>(text, values)).rows[0]!.said
const turned = (born: string | null, years: number, zone: string, at: string) =>
  ask('select app.has_turned($1::date, $2::int, $3, $4::timestamptz) as said', [born, years, zone, at])

describe('the day of a birthday', () => {
  test('begins at midnight where the school is, and not before', async () => {
    expect(await turned('2008-11-22', 18, 'Europe/Paris', '2026-11-21T22:59:59Z')).toBe(false)
    expect(await turned('2008-11-22', 18, 'Europe/Paris', '2026-11-21T23:00:00Z')).toBe(true)
    expect(await turned('2008-11-22', 18, 'America/Toronto', '2026-11-21T23:00:00Z')).toBe(false)
    expect(await turned('2008-11-22', 18, 'Asia/Tokyo', '2026-11-21T14:59:59Z')).toBe(false)
    expect(await turned('2008-11-22', 18, 'Asia/Tokyo', '2026-11-21T15:00:00Z')).toBe(true)
  })
  test('of 29 February is 1 March in other years, and 29 February in leap years', async () => {
    expect(await turned('2008-02-29', 18, 'Europe/Paris', '2026-02-28T12:00:00Z')).toBe(false)
    expect(await turned('2008-02-29', 18, 'Europe/Paris', '2026-03-01T12:00:00Z')).toBe(true)
    expect(await turned('2008-02-29', 20, 'Europe/Paris', '2028-02-29T12:00:00Z')).toBe(true)
    expect(await turned('2008-02-29', 20, 'Europe/Paris', '2028-02-28T12:00:00Z')).toBe(false)
  })
  test('of 1 March is 1 March, leap year or not', async () => {
    expect(await turned('2010-03-01', 18, 'Europe/Paris', '2028-02-29T12:00:00Z')).toBe(false)
    expect(await turned('2010-03-01', 18, 'Europe/Paris', '2028-03-01T12:00:00Z')).toBe(true)
    expect(await turned('2008-03-01', 18, 'Europe/Paris', '2026-02-28T12:00:00Z')).toBe(false)
  })
  test('that nobody told the school never comes', async () => {
    expect(await turned(null, 18, 'Europe/Paris', '2100-01-01T00:00:00Z')).toBe(false)
  })
})

test.each(profiles)('the ages of %s in the database are those of the contract, and each says its article', async (profile) => {
  const { consent, majority } = ages[profile]
  expect(await ask('select app.consent_age($1) as said', [profile])).toBe(consent.years)
  expect(await ask('select app.majority($1) as said', [profile])).toBe(majority.years)
  expect([consent.article.length > 3, majority.article.length > 3]).toEqual([true, true])
})

const isBorn = (years: number, days = 0) =>
  home.world.owner.query(
    `update person set born_on = ((now() at time zone 'Europe/Paris')::date - make_interval(years => $2))::date + $3::int where id = $1`,
    [home.people.noor.id, years, days],
  )
const classes = async () => ((await home.people.amal.ask(listClasses)).body['classes'] as unknown[]).length

test('the day before Noor is of age Amal sees the class, on the day she does not', async () => {
  await isBorn(18, 1)
  expect([await classes(), (await pageOf(home.people.noor)).self.isOfAge]).toEqual([1, false])
  await isBorn(18)
  expect([await classes(), (await pageOf(home.people.noor)).self.isOfAge]).toEqual([0, true])
  expect((await pageOf(home.people.amal)).children).toEqual([])
})

test('a person who carries a stricter profile is reckoned by that one', async () => {
  await isBorn(14)
  expect((await pageOf(home.people.noor)).self.mayUseRights).toBe(false)
  await home.world.owner.query("update person set profile = 'EU-SE' where id = $1", [home.people.noor.id])
  expect((await pageOf(home.people.noor)).self.mayUseRights).toBe(true)
  await home.world.owner.query('update person set profile = null')
})

test('on the day of the consent age the pupil’s own view opens', async () => {
  const { noor } = home.people
  const own = async () => (await noor.ask(readPersonReads, { params: { id: noor.id } })).status
  await isBorn(15, 1)
  expect(await own()).toBe(403)
  await isBorn(15)
  expect(await own()).toBe(200)
})

test('of age, Noor lets her mother in again, and out; a younger pupil cannot', async () => {
  const { amal, noor } = home.people
  const { id } = await edgeOf(home, amal)
  const grants = (scopes: string[]) => noor.ask(grantAgain, { params: { id }, body: { scopes } })
  await isBorn(17)
  expect((await grants(['feed'])).status).toBe(403)
  await isBorn(18)
  expect((await grants(['feed'])).status).toBe(200)
  expect(await classes()).toBe(1)
  expect((await pageOf(noor)).self.guardians.filter(({ holds }) => holds)).toMatchObject([{ guardian: { id: amal.id } }])
  expect((await grants([])).status).toBe(200)
  expect(await classes()).toBe(0)
})

test('the nightly work ends what majority ended, once, and leaves what was granted', async () => {
  const { amal, bilal, noor } = home.people
  const { installation, schoolId, owner } = home.world
  const { id } = await edgeOf(home, amal)
  await isBorn(18)
  await noor.ask(grantAgain, { params: { id }, body: { scopes: ['feed'] } })
  const tidies = () => tidyFamilies.perform(installation, { schoolId, requestId: uuidv7() })
  await tidies()
  await tidies()
  const { rows } = await owner.query('select guardian_id, source from guardianship where until_at is null')
  expect(rows).toEqual([{ guardian_id: amal.id, source: 'pupil' }])
  expect(await pageOf(bilal)).toMatchObject({ children: [] })
})
