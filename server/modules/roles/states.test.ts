import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readClass } from '#contract/classes.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import {
  giveRole,
  listOrphans,
  reactivatePerson,
  readPersonAccess,
  settleOrphans,
  startLeaving,
  suspendPerson,
} from '#contract/grants.ts'
import { readMe } from '#contract/people.ts'
import { erasePerson } from '#contract/privacy.ts'
import { startSession } from '#contract/sessions.ts'
import { type Actor, as, SessionEnded } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { beginSession } from '#modules/sign-in/index.ts'
import { dayInParis } from '#tests/days.ts'
import { type Household, openHousehold } from '#tests/families.ts'
import { hasPassword } from '#tests/signing-in.ts'
import { asker, facts, type Person, person, withoutAccount } from '#tests/world.ts'
import { endDue } from './ending.ts'

let home: Household
let tove: Person
const password = 'fem ord som hänger ihop länge'
beforeAll(async () => {
  home = await openHousehold()
})
afterAll(() => home.world.close())
beforeEach(async () => {
  const { world, people } = home
  tove = await person(world, { name: 'Tove Berg', role: 'teacher' })
  await hasPassword(world, password)
  await world.owner.query('delete from directory.throttle')
  await world.owner.query("delete from person_state where state <> 'active' or person_id = $1", [people.noor.id])
})

const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)
const suspends = (who: Person, whom: Person) => who.ask(suspendPerson, { params: { id: whom.id }, body: { reason: 'security' } })
const reopens = (who: Person, whom: Person) => who.ask(reactivatePerson, { params: { id: whom.id } })
const signsIn = async (whom: Person, word = password) => {
  const login = `${whom.accountId}@example.org`
  const { status, body } = await home.world.visitor(startSession, { body: { login, password: word, sharedDevice: false } })
  return { status, code: body.code, title: body['title'] }
}
const entersAs = ({ id: personId, accountId }: Person) => {
  const actor: Actor = {
    schoolId: home.world.schoolId,
    personId,
    accountId,
    session: null,
    purpose: 'security',
    requestId: uuidv7(),
    action: 'walls.try',
  }
  return as(home.world.installation.db, actor, async () => 'entered').catch((error) =>
    error instanceof SessionEnded ? 'ended' : 'broken',
  )
}

test('suspended, the next request finds no session, and signing in says what a wrong password says', async () => {
  expect((await tove.ask(readMe)).status).toBe(200)
  expect((await signsIn(tove)).status).toBe(200)
  expect((await suspends(home.people.ines, tove)).status).toBe(200)
  expect((await tove.ask(readMe)).body.code).toBe('not_signed_in')
  expect(await entersAs(tove)).toBe('ended')
  expect(await signsIn(tove)).toEqual(await signsIn(tove, 'tout à fait autre chose ici'))
  expect(await facts(home.world)).toContain('person.state_changed')
})

test('the job ends every session that person has here; the same account goes on in its other school, which no longer shows this one', async () => {
  const { world, people } = home
  const there = await asSchool(
    world.installation,
    uuidv7(),
    'administration',
    'school.arrange',
    async ({ tx, actor, now, emit }) => {
      const place = {
        name: 'Björkskolan',
        slug: 'bjork',
        profile: 'EU-SE',
        kind: 'public',
        locale: 'sv',
        timeZone: 'Europe/Stockholm',
      } as const
      await insertSchool(tx, { schoolId: actor.schoolId!, ...place, yearFrom: '2026-08-01', yearTo: '2027-07-31', now })
      emit('school.created', { schoolId: actor.schoolId! })
      return actor.schoolId!
    },
  )
  const other = await person(world, { name: 'Tove Berg', role: 'teacher', slug: 'bjork', schoolId: there })
  const moves = [tove.accountId, other.id, other.accountId]
  await world.owner.query(
    'update directory.session set ended_at = now(), school_id = null, person_id = null where account_id = $1',
    [other.accountId],
  )
  await world.owner.query('update directory.membership set account_id = $1 where person_id = $2 and account_id = $3', moves)
  const begins = { accountId: tove.accountId, schoolId: there, personId: other.id, sharedDevice: false, now: new Date() }
  const { token } = await asSchool(
    world.installation,
    there,
    'security',
    'session.arrange',
    ({ tx }) => beginSession(tx, begins),
    tove.accountId,
  )
  const schools = async () =>
    ((await asker(world.app, 'bjork', token)(readMe)).body['schools'] as { slug: string }[]).map(({ slug }) => slug).sort()
  expect(await schools()).toEqual(['bjork', 'preau'])
  await suspends(people.ines, tove)
  await world.doJobs()
  const { rows } = await world.owner.query('select ended_at is not null as over from directory.session where person_id = $1', [
    tove.id,
  ])
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.every(({ over }) => over)).toBe(true)
  expect(await schools()).toEqual(['bjork'])
})

test('let in again, somebody is what they were before', async () => {
  const { ines } = home.people
  const until = inDays(30)
  await ines.ask(startLeaving, { params: { id: tove.id }, body: { until } })
  expect((await tove.ask(readMe)).status).toBe(200)
  await suspends(ines, tove)
  expect((await suspends(ines, tove)).body.code).toBe('account.locked')
  expect((await reopens(ines, tove)).body).toMatchObject({ state: 'leaving' })
  expect((await signsIn(tove)).status).toBe(200)
  expect((await reopens(ines, tove)).body).toMatchObject({ state: 'active' })
  expect((await reopens(ines, tove)).body.code).toBe('account.not_locked')
})

test('whoever leaves may fetch what is theirs until the day, then nothing; the night says so', async () => {
  const { world, people } = home
  await people.ines.ask(startLeaving, { params: { id: tove.id }, body: { until: inDays(30) } })
  await world.owner.query("update person_state set from_at = now() - interval '40 days', until_at = now() where person_id = $1", [
    tove.id,
  ])
  expect((await tove.ask(readMe)).body.code).toBe('not_signed_in')
  expect((await signsIn(tove)).status).toBe(401)
  const { endDue } = await import('./ending.ts')
  await endDue.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
  await endDue.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
  const { rows } = await world.owner.query("select state from person_state where person_id = $1 and state = 'alumni_locked'", [
    tove.id,
  ])
  expect(rows).toHaveLength(1)
})

test('somebody whom a list let go sixty days ago is locked without anybody’s doing', async () => {
  const { owner } = home.world
  await owner.query(
    "insert into person_state (school_id, id, person_id, state, reason, from_at) select school_id, gen_random_uuid(), id, 'leaving', 'roster', now() - interval '59 days' from person where id = $1",
    [tove.id],
  )
  await owner.query("delete from person_state where person_id = $1 and state = 'active'", [tove.id])
  expect(await entersAs(tove)).toBe('entered')
  await owner.query("update person_state set from_at = now() - interval '61 days' where person_id = $1", [tove.id])
  expect(await entersAs(tove)).toBe('ended')
})

test('nobody shuts themselves out, the office not the head, and nobody the last administrator', async () => {
  const { olga, ines, ada, rosa } = home.people
  expect((await suspends(ines, ines)).body.code).toBe('account.oneself')
  expect((await suspends(olga, ines)).body.code).toBe('account.not_yours')
  expect((await suspends(rosa, home.people.noor)).status).toBe(403)
  expect((await suspends(ines, ada)).body.code).toBe('grant.last_administrator')
  expect((await suspends(olga, tove)).status).toBe(200)
})

test('a suspended administrator is not the one who is left', async () => {
  const { ines, ada } = home.people
  await home.world.owner.query(
    "insert into person_role (school_id, id, person_id, role, reason, from_at) select school_id, gen_random_uuid(), id, 'administrator', 'office', now() from person where id = $1",
    [tove.id],
  )
  const replies = await Promise.all([suspends(ines, ada), suspends(ines, tove)])
  expect(replies.map(({ body: { code = 'done' } }) => code).sort()).toEqual(['done', 'grant.last_administrator'])
  await home.world.owner.query("delete from person_state where state = 'suspended'")
  await home.world.owner.query("update person_role set until_at = now() where person_id = $1 and role = 'administrator'", [
    tove.id,
  ])
})

test('a role is given to nobody who is shut out', async () => {
  const { ines } = home.people
  await suspends(ines, tove)
  const reply = await ines.ask(giveRole, { params: { id: tove.id }, body: { role: 'office', why: 'post' } })
  expect(reply.body.code).toBe('account.locked')
  expect((await ines.ask(readPersonAccess, { params: { id: tove.id } })).body).toMatchObject({
    isLocked: true,
    states: [{ state: 'suspended', by: 'Inès Tremblay' }, { state: 'active' }],
  })
})

test('a teacher whose role has ended teaches nobody any more, though the list of the class still names her', async () => {
  const { rosa } = home.people
  const reads = async () => (await rosa.ask(readClass, { params: { id: home.class6B } })).status
  expect(await reads()).toBe(200)
  await home.world.owner.query('update person_role set until_at = now() where person_id = $1', [rosa.id])
  expect(await reads()).toBe(404)
  await home.world.owner.query('update person_role set until_at = null where person_id = $1', [rosa.id])
})

type Orphan = { id: string; display: string; why: string }
const orphansOf = async () => (await home.people.olga.ask(listOrphans)).body['people'] as Orphan[]

test('accounts without a role, pupils without a class and teachers whom no list brings stand in one list', async () => {
  const { world, people } = home
  const paul = await person(world, { name: 'Paul Neuf', role: 'pupil' })
  await world.owner.query('update person_role set until_at = now() where person_id = $1', [tove.id])
  const found = await orphansOf()
  expect(found.find(({ id }) => id === paul.id)).toMatchObject({ why: 'no_class' })
  expect(found.find(({ id }) => id === tove.id)).toMatchObject({ why: 'no_role' })
  expect(found.some(({ id }) => id === people.noor.id || id === people.rosa.id)).toBe(false)
})

test('many are settled at once, and whoever is none of these is left alone', async () => {
  const { world, people } = home
  await world.owner.query('update person_role set until_at = now() where person_id = $1', [tove.id])
  const body = { people: [tove.id, people.rosa.id, uuidv7()], what: 'suspend' }
  expect((await people.olga.ask(settleOrphans, { body })).body).toEqual({ settled: 1, left: 2 })
  expect((await orphansOf()).some(({ id }) => id === tove.id)).toBe(false)
  expect((await people.rosa.ask(readMe)).status).toBe(200)
  expect((await people.rosa.ask(listOrphans)).status).toBe(403)
})

test('from invited to erased: each state is reached by something that somebody does, and stands on the page of access', async () => {
  const { world, people } = home
  const { id } = await withoutAccount(world, { name: 'Malo Rey', role: 'pupil' })
  const page = async () => {
    const { status, body } = await people.ines.ask(readPersonAccess, { params: { id } })
    const { states = [], isLocked = false } = body as { states?: { state: string }[]; isLocked?: boolean }
    return status === 200 ? [states[0]?.state, isLocked] : status
  }
  const does = async (what: Endpoint, body: object = {}) => (await people.ines.ask(what, { params: { id }, body })).status
  expect(await page()).toEqual(['invited', false])
  await world.owner.query(
    'insert into directory.membership (account_id, school_id, person_id, created_at) values ($1, $2, $3, now())',
    [tove.accountId, world.schoolId, id],
  )
  expect(await page()).toEqual(['active', false])
  expect([await does(suspendPerson, { reason: 'office' }), await page()]).toEqual([200, ['suspended', true]])
  expect([await does(reactivatePerson), await page()]).toEqual([200, ['active', false]])
  expect([await does(startLeaving, { until: inDays(3) }), await page()]).toEqual([200, ['leaving', false]])
  await world.owner.query(
    "update person_state set from_at = from_at - interval '9 days', until_at = now() - interval '1 day' where person_id = $1 and state = 'leaving'",
    [id],
  )
  await world.owner.query(
    "update person_state set from_at = from_at - interval '99 days' where person_id = $1 and state <> 'leaving'",
    [id],
  )
  await endDue.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
  expect(await page()).toEqual(['alumni_locked', true])
  await world.owner.query('delete from directory.membership where person_id = $1', [id])
  const erased = await people.ines.ask(erasePerson, { params: { id }, body: { reason: 'right' } })
  expect(erased.status, erased.text).toBe(200)
  expect(await page()).toBe(404) // nobody is there to be in a state; that it happened is certified, without whom
  const { rows } = await world.owner.query('select from erasure')
  expect(rows).toHaveLength(1)
})
