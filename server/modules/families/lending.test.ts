import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listClasses } from '#contract/classes.ts'
import { endDelegation, lend, objectToDelegation, settleDelegation } from '#contract/families.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { beginSession, makeAccount } from '#modules/sign-in/index.ts'
import { dayInParis } from '#tests/days.ts'
import { edgeOf, type Household, isReachedAt, openHousehold, pageOf } from '#tests/families.ts'
import { asker, type Person } from '#tests/world.ts'
import { beginDelegation } from './lending.ts'

let home: Household
beforeAll(async () => {
  home = await openHousehold()
})
afterAll(() => home.world.close())
beforeEach(async () => {
  const { owner, mails } = home.world
  mails.length = 0
  await owner.query('update delegation set edge_id = null')
  await owner.query('delete from delegation')
  await owner.query('delete from guardianship where delegated_from is not null')
  await owner.query(
    "update guardianship set preset = 'equal', until_at = null, scopes = array['feed','progress','message','absence','sign','pick_up','pay','copies']",
  )
})

const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)
const wanted = { name: 'Zohra Benali', relation: 'relative', scopes: ['feed', 'pick_up'], until: inDays(60) }
const lends = async (who: Person, more: object = {}) =>
  who.ask(lend, { params: { id: (await edgeOf(home, who)).id }, body: { ...wanted, ...more } })

/** Zohra's record as the school made it, signed in as if the office had given her an activation code. */
const signedIn = async (delegation: string): Promise<Person> => {
  const { installation, schoolId, owner, app } = home.world
  const { rows } = await owner.query<{ id: string }>('select holder_id as id from delegation where id = $1', [delegation])
  const [personId, accountId] = [rows[0]!.id, uuidv7()]
  await asSchool(
    installation,
    schoolId,
    'security',
    'account.arrange',
    async ({ tx, vault, emit, now }) => {
      await makeAccount(tx, vault, emit, {
        id: accountId,
        email: `${accountId}@example.org`,
        locale: 'fr',
        passwordHash: '',
        now,
      })
    },
    accountId,
  )
  await owner.query('insert into directory.membership values ($1, $2, $3, now())', [accountId, schoolId, personId])
  const begins = { accountId, schoolId, personId, sharedDevice: false, now: new Date() }
  const { token } = await asSchool(
    installation,
    schoolId,
    'security',
    'session.arrange',
    ({ tx }) => beginSession(tx, begins),
    accountId,
  )
  return { id: personId, name: 'Zohra', token, accountId, ask: asker(app, 'preau', token) }
}
const lentToZohra = async () => {
  const { body } = await lends(home.people.amal)
  await home.world.doJobs()
  const id = `${body['id']}`
  return { id, zohra: await signedIn(id) }
}
const classesOf = async (who: Person) => ((await who.ask(listClasses)).body['classes'] as unknown[]).length
const lentOn = async (who: Person) => (await pageOf(who)).children[0]?.lent.map(({ state, name, by }) => ({ state, name, by }))

test('Amal lends the grandmother two rights until a day; the other parent is told without a name, and sees to whom', async () => {
  const { zohra } = await lentToZohra()
  expect((await pageOf(zohra)).children).toMatchObject([{ scopes: ['feed', 'pick_up'], canLend: false }])
  expect(await classesOf(zohra)).toBe(1)
  expect(home.world.mails.map(({ text, subject }) => `${subject} ${text}`.match(/Zohra|Noor|Amal/))).toEqual([])
  expect(await lentOn(home.people.bilal)).toEqual([{ state: 'holds', name: 'Zohra Benali', by: null }])
  expect(await lentOn(home.people.amal)).toEqual([{ state: 'holds', name: 'Zohra Benali', by: 'Amal Benali' }])
})

test('the other parent is told by a mail that names nobody', async () => {
  await isReachedAt(home.world, home.people.bilal, 'bilal@example.org')
  await lends(home.people.amal)
  await home.world.doJobs()
  expect(home.world.mails).toMatchObject([{ to: 'bilal@example.org' }])
  expect(home.world.mails.map(({ text, html, subject }) => [text, html, subject].join()).join()).not.toMatch(/Zohra|Noor|Amal/)
})

test('an objection lets it rest at once; the head decides whether it stands', async () => {
  const { id, zohra } = await lentToZohra()
  const { bilal, ines, amal } = home.people
  expect((await amal.ask(objectToDelegation, { params: { id } })).status).toBe(403)
  expect((await bilal.ask(objectToDelegation, { params: { id } })).status).toBe(200)
  expect([await classesOf(zohra), (await lentOn(amal))?.[0]?.state]).toEqual([0, 'rests'])
  expect((await bilal.ask(objectToDelegation, { params: { id } })).body.code).toBe('delegation.objected')
  expect((await bilal.ask(settleDelegation, { params: { id }, body: { verdict: 'ends' } })).status).toBe(403)
  await ines.ask(settleDelegation, { params: { id }, body: { verdict: 'stands' } })
  expect([await classesOf(zohra), (await lentOn(amal))?.[0]?.state]).toEqual([1, 'holds'])
})

test('settled against, it has ended, and the edge with it', async () => {
  const { id, zohra } = await lentToZohra()
  await home.people.bilal.ask(objectToDelegation, { params: { id } })
  await home.people.ines.ask(settleDelegation, { params: { id }, body: { verdict: 'ends' } })
  expect(await classesOf(zohra)).toBe(0)
  await home.world.doJobs()
  const { rows } = await home.world.owner.query('select until_at <= now() as over from guardianship where guardian_id = $1', [
    zohra.id,
  ])
  expect(rows).toEqual([{ over: true }])
})

test('it ends when Amal ends it, when its day is over, and with the edge that it was lent from', async () => {
  const { owner } = home.world
  const { id, zohra } = await lentToZohra()
  expect(await classesOf(zohra)).toBe(1)
  await owner.query("update delegation set made_at = now() - interval '2 days', until_at = now() - interval '1 second'")
  expect(await classesOf(zohra)).toBe(0)
  await owner.query("update delegation set until_at = now() + interval '1 day'")
  expect(await classesOf(zohra)).toBe(1)
  await owner.query('update guardianship set until_at = now() where guardian_id = $1', [home.people.amal.id])
  expect(await classesOf(zohra)).toBe(0)
  await owner.query('update guardianship set until_at = null where guardian_id = $1', [home.people.amal.id])
  await home.people.amal.ask(endDelegation, { params: { id } })
  expect(await classesOf(zohra)).toBe(0)
  expect((await home.people.amal.ask(endDelegation, { params: { id } })).body.code).toBe('delegation.over')
})

test('nobody lends more than they have, for longer than a year, or what was lent to them', async () => {
  const { amal, rosa } = home.people
  expect((await lends(amal, { scopes: ['copies'] })).status).toBe(422)
  await home.world.owner.query("update guardianship set scopes = array['feed'] where guardian_id = $1", [amal.id])
  expect((await lends(amal)).body.code).toBe('delegation.not_yours')
  await home.world.owner.query("update guardianship set scopes = array['feed','pick_up','copies']")
  expect((await lends(amal, { until: inDays(500) })).body.code).toBe('delegation.too_long')
  expect((await lends(amal, { until: inDays(-1) })).body.code).toBe('delegation.too_long')
  const { zohra } = await lentToZohra()
  expect((await lends(zohra)).status).toBe(403)
  const { id } = await edgeOf(home, amal)
  expect((await rosa.ask(lend, { params: { id }, body: wanted })).status).toBe(403)
})

test('of what the lender loses, the one who was lent loses as much', async () => {
  const { zohra } = await lentToZohra()
  await home.world.owner.query("update guardianship set scopes = array['pick_up'] where guardian_id = $1", [home.people.amal.id])
  expect((await pageOf(zohra)).children[0]?.scopes).toEqual(['pick_up'])
  expect(await classesOf(zohra)).toBe(0)
})

test('the job may run twice, and makes one record', async () => {
  const { installation, schoolId, owner } = home.world
  const { body } = await lends(home.people.amal)
  const payload = { id: body['id'], schoolId, requestId: uuidv7() }
  await Promise.all([1, 2].map(() => beginDelegation.perform(installation, payload)))
  const { rows } = await owner.query('select count(*)::int as edges from guardianship where delegated_from is not null')
  expect(rows).toEqual([{ edges: 1 }])
})
