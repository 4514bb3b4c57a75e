import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import { lend, scopes } from '#contract/families.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { emergencyContactTable, pickUpAdultTable } from '#modules/people/index.ts'
import { actions } from '#server/registry.ts'
import { dayInParis } from '#tests/days.ts'
import { edgeOf, type Household, isReachedAt, openHousehold } from '#tests/families.ts'
import { person as personOwner } from '#vault/owners.ts'

let home: Household
let ids: readonly string[] = []
/** How Bilal is reached, wherever the school holds it: none of it is ever shown to Amal. */
const secrets = ['bilal@hemlig.example', '+33 6 98 76 54 32', '12 rue Cachée', 'tante@hemlig.example']

const names = async () => {
  const { installation, schoolId, owner } = home.world
  const { bilal, noor } = home.people
  await asSchool(installation, schoolId, 'safeguarding', 'family.arrange', async ({ tx, vault }) => {
    const adult = { schoolId, pupilId: noor.id, madeBy: bilal.id, madeAt: new Date(), version: 1, source: 'guardian' as const }
    const content = { name: 'Bilal Haddad', phone: secrets[1]!, note: secrets[2]! }
    const [first, second] = [uuidv7(), uuidv7()]
    const rows = (id: string) => [{ id, owners: personOwner(noor.id), content }]
    const [called] = await vault.seal(tx, schoolId, emergencyContactTable.table, rows(first))
    const [fetches] = await vault.seal(tx, schoolId, pickUpAdultTable.table, rows(second))
    await tx
      .insertInto('emergencyContact')
      .values({ ...adult, id: first, place: 1, sealed: called! })
      .execute()
    await tx
      .insertInto('pickUpAdult')
      .values({ ...adult, id: second, fromOn: '2026-01-01', untilOn: null, sealed: fetches! })
      .execute()
  })
  const body = { name: 'Samira', email: secrets[3], relation: 'relative', scopes: ['feed'], until: inDays(40) }
  await bilal.ask(lend, { params: { id: (await edgeOf(home, bilal)).id }, body })
  await home.world.doJobs()
  const { rows } = await owner.query<{ id: string }>(
    `select id from person union select id from class union select id from guardianship union select id from delegation
     union select id from emergency_contact union select id from pick_up_adult union select id from directory.account`,
  )
  return rows.map(({ id }) => id)
}
const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)

beforeAll(async () => {
  home = await openHousehold()
  await isReachedAt(home.world, home.people.bilal, secrets[0]!)
  ids = await names()
})
afterAll(() => home.world.close())

const readable: readonly Endpoint[] = actions
  .map(({ endpoint }) => endpoint)
  .filter(({ method, access }) => method === 'GET' && access !== 'visitor')

const mayDo = (some: readonly string[]) =>
  home.world.owner.query('update guardianship set scopes = $2 where guardian_id = $1', [home.people.amal.id, some])

const asksFor = async ({ path, ...endpoint }: Endpoint, some: readonly string[], query: Record<string, string> = {}) => {
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '')
  const params = Object.fromEntries(named.map((name, nth) => [name, some[nth % some.length]!]))
  return home.people.amal.ask({ ...endpoint, path }, { params, query })
}
const told = (text: string) => secrets.filter((secret) => text.includes(secret))

test('whoever runs the school is shown what is looked for here: the search would find it', async () => {
  const { olga, noor } = home.people
  const family = readable.find(({ name }) => name === 'family.read')!
  expect(told((await olga.ask(family, { params: { id: noor.id } })).text)).toEqual([secrets[1], secrets[2]])
})

test('every read of every thing, with every right ticked: nothing of how Bilal is reached', async () => {
  await mayDo(scopes)
  const found: string[] = []
  for (const endpoint of readable)
    for (const id of endpoint.path.includes(':') ? ids : ids.slice(0, 1)) {
      const { text, status } = await asksFor(endpoint, [id])
      if (status >= 500) found.push(`${endpoint.name} failed`)
      found.push(...told(text).map((secret) => `${endpoint.name} of ${id}: ${secret}`))
    }
  expect(found).toEqual([])
}, 60_000)

test('nor after any sequence of questions, with any rights', async () => {
  const step = fc.record({
    endpoint: fc.constantFrom(...readable),
    some: fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant(home.people.noor.id) }, fc.constantFrom(...ids)), {
      minLength: 1,
      maxLength: 2,
    }),
    own: fc.boolean(),
    rights: fc.option(fc.subarray([...scopes])),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const { endpoint, some, own, rights } of steps) {
        if (rights) await mayDo(rights)
        const { text } = await asksFor(endpoint, some, own ? { own: 'true' } : {})
        expect(told(text)).toEqual([])
      }
    }),
    { numRuns: 80 },
  )
}, 60_000)
