import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listClasses } from '#contract/classes.ts'
import { decideGrant, endRole, giveRole, readPersonAccess } from '#contract/grants.ts'
import { readMe } from '#contract/people.ts'
import { dayInParis } from '#tests/days.ts'
import { type Household, openHousehold } from '#tests/families.ts'
import { facts, type Person, person } from '#tests/world.ts'

let home: Household
let tove: Person
beforeAll(async () => {
  home = await openHousehold()
})
afterAll(() => home.world.close())
beforeEach(async () => {
  tove = await person(home.world, { name: 'Tove Berg', role: 'guardian' })
})

const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)
const gives = (who: Person, to: Person, role: string, more: object = {}) =>
  who.ask(giveRole, { params: { id: to.id }, body: { role, why: 'post', ...more } })
const decides = (who: Person, id: string, verdict = 'granted') => who.ask(decideGrant, { params: { id }, body: { verdict } })
const held = async ({ ask }: Person) => (((await ask(readMe)).body['person'] ?? {}) as { roles?: string[] }).roles
type Access = { roles: { id: string; role: string; until: string; isLive: boolean }[]; waiting: { id: string }[] }
const accessOf = async (who: Person, to: Person) =>
  (await who.ask(readPersonAccess, { params: { id: to.id } })).body as unknown as Access
const roleOf = async (to: Person, role: string) =>
  (await accessOf(home.people.ines, to)).roles.find((one) => one.role === role && one.isLive)?.id ?? ''
const ends = async (who: Person, id: string) => who.ask(endRole, { params: { id }, body: { why: 'not_needed' } })

test('the office gives a teacher’s role until the end of the school year, and the page says who, why and until when', async () => {
  const { olga, ines } = home.people
  const reply = await gives(olga, tove, 'teacher', { note: 'Remplace Mme Roy au deuxième étage' })
  expect(reply.body).toMatchObject({ state: 'granted' })
  expect(await held(tove)).toContain('teacher')
  const { roles } = await accessOf(ines, tove)
  const { rows } = await home.world.owner.query<{ last: string }>('select max(to_on)::text as last from school_year')
  expect(roles[0]).toMatchObject({ role: 'teacher', why: 'post', note: 'Remplace Mme Roy au deuxième étage', by: 'Olga Nyström' })
  expect(roles[0]?.until.slice(0, 10)).toBe(rows[0]?.last)
  expect(await facts(home.world)).toEqual(expect.arrayContaining(['role.granted', 'person.read']))
})

test('the office gives nobody the office, the head does; nobody gives themselves, nor a pupil, anything', async () => {
  const { olga, ines, noor } = home.people
  expect((await gives(olga, tove, 'office')).body.code).toBe('not_allowed')
  expect((await gives(olga, tove, 'support')).body.code).toBe('not_allowed')
  expect((await gives(ines, tove, 'office')).status).toBe(200)
  expect((await gives(ines, ines, 'dpo')).body.code).toBe('grant.to_oneself')
  expect((await gives(ines, noor, 'teacher')).body.code).toBe('grant.to_a_pupil')
})

test('an administrator’s role waits for a second person, who is neither who asked nor the holder', async () => {
  const { ines, ada, olga } = home.people
  const asked = await gives(ines, tove, 'administrator')
  expect(asked.body).toMatchObject({ state: 'waiting' })
  const id = `${asked.body['id']}`
  expect(await held(tove)).not.toContain('administrator')
  expect((await gives(ada, tove, 'administrator')).body.code).toBe('grant.waiting')
  expect((await decides(ines, id)).body.code).toBe('grant.own_signature')
  expect((await decides(olga, id)).status).toBe(403)
  await gives(ines, tove, 'head')
  expect((await decides(tove, id)).body.code).toBe('grant.to_oneself')
  expect((await decides(ada, id)).body).toMatchObject({ verdict: 'granted' })
  expect(await held(tove)).toContain('administrator')
  expect((await decides(ada, id)).body.code).toBe('grant.decided')
  await ends(ada, await roleOf(tove, 'administrator'))
})

test('whoever asked takes it back; another declines', async () => {
  const { ines, ada } = home.people
  const first = await gives(ines, tove, 'administrator')
  expect((await decides(ines, `${first.body['id']}`, 'declined')).body).toMatchObject({ verdict: 'withdrawn' })
  const second = await gives(ines, tove, 'administrator')
  expect((await decides(ada, `${second.body['id']}`, 'declined')).body).toMatchObject({ verdict: 'declined' })
  expect(await held(tove)).not.toContain('administrator')
})

test('of two who give the same role at once one is told that it is held', async () => {
  const { olga, ines, ada } = home.people
  const replies = await Promise.all([olga, ines, ada].map((who) => gives(who, tove, 'teacher')))
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  expect(replies.flatMap(({ body }) => body.code ?? [])).toEqual(['grant.held', 'grant.held'])
})

test('a longer grant takes the place of a shorter one', async () => {
  const { olga, ines } = home.people
  await gives(olga, tove, 'teacher', { until: inDays(10) })
  expect((await gives(olga, tove, 'teacher', { until: inDays(5) })).body.code).toBe('grant.held')
  expect((await gives(olga, tove, 'teacher', { until: inDays(20) })).status).toBe(200)
  expect((await accessOf(ines, tove)).roles.filter(({ role }) => role === 'teacher')).toMatchObject([
    { isLive: true },
    { isLive: false, ended: 'replaced' },
  ])
  expect((await gives(olga, tove, 'teacher', { until: inDays(500) })).body.code).toBe('grant.too_long')
  expect((await gives(olga, tove, 'teacher', { until: inDays(-1) })).body.code).toBe('grant.too_long')
})

test('a substitute has the class until the day, and no longer than the role', async () => {
  const { olga } = home.people
  expect((await gives(olga, tove, 'substitute')).body.code).toBe('grant.class_missing')
  expect((await gives(olga, tove, 'substitute', { classId: home.class6B, until: inDays(7) })).status).toBe(200)
  const classes = async () => (await tove.ask(listClasses)).body['classes'] as { label: string }[]
  expect(await classes()).toMatchObject([{ label: '6B' }])
  await home.world.owner.query(
    "update person_role set from_at = now() - interval '2 days', until_at = now() where person_id = $1 and role = 'substitute'",
    [tove.id],
  )
  expect(await classes()).toEqual([])
})

test('support is a role without data', async () => {
  await gives(home.people.ines, tove, 'support')
  await home.world.owner.query("update person_role set until_at = now() where person_id = $1 and role = 'guardian'", [tove.id])
  expect(await held(tove)).toEqual(['support'])
  expect((await tove.ask(listClasses)).body['classes'] ?? []).toEqual([])
  expect((await tove.ask(readPersonAccess, { params: { id: home.people.noor.id } })).status).toBe(404)
})

test('when nothing is left, the session ends; as long as something is, it does not', async () => {
  const { ines } = home.people
  await gives(ines, tove, 'teacher')
  await ends(ines, await roleOf(tove, 'teacher'))
  await home.world.doJobs()
  expect(await held(tove)).toEqual(['guardian'])
  await home.world.owner.query("update person_role set until_at = now() where person_id = $1 and role = 'guardian'", [tove.id])
  await gives(ines, tove, 'teacher')
  await ends(ines, await roleOf(tove, 'teacher'))
  await home.world.doJobs()
  expect((await tove.ask(readMe)).body.code).toBe('not_signed_in')
})

test('two administrators who end each other at once leave one', async () => {
  const { ines, ada } = home.people
  const { body } = await gives(ines, tove, 'administrator')
  await decides(ada, `${body['id']}`)
  const [adas, toves] = [await roleOf(ada, 'administrator'), await roleOf(tove, 'administrator')]
  const replies = await Promise.all([ends(ines, adas), ends(ines, toves)])
  expect(replies.map(({ body: { code = 'done' } }) => code).sort()).toEqual(['done', 'grant.last_administrator'])
  const { rows } = await home.world.owner.query(
    "select 1 from person_role where role = 'administrator' and until_at is null or (role = 'administrator' and until_at > now())",
  )
  expect(rows).toHaveLength(1)
})

test('whoever wants to give a role has said who they are in the last ten minutes', async () => {
  const { olga } = home.people
  await home.world.owner.query(
    "update directory.session set authenticated_at = now() - interval '11 minutes' where account_id = $1",
    [olga.accountId],
  )
  expect((await gives(olga, tove, 'teacher')).body.code).toBe('session.must_confirm')
})

test('not even a statement of its own gives a role that nobody wrote down, nor makes one another', async () => {
  const { as } = await import('#kernel/db.ts')
  const { uuidv7 } = await import('#kernel/ids.ts')
  const { sql } = await import('kysely')
  const { ines } = home.people
  const { installation, schoolId } = home.world
  const actor = {
    schoolId,
    personId: ines.id,
    accountId: ines.accountId,
    session: null,
    purpose: 'security',
    requestId: uuidv7(),
    action: 'walls.try',
  } as const
  const tries = (statement: ReturnType<typeof sql>) =>
    as(installation.db, actor, (tx) => statement.execute(tx)).then(
      () => 'done',
      (error) => `${error.code}`,
    )
  expect(
    await tries(
      sql`insert into person_role (school_id, id, person_id, role, reason, from_at) values (${schoolId}, gen_random_uuid(), ${tove.id}, 'head', 'grant', now())`,
    ),
  ).toBe('42501')
  expect(await tries(sql`update person_role set role = 'administrator' where person_id = ${tove.id}`)).toBe('42501')
  const { body } = await gives(ines, tove, 'administrator')
  expect(
    await tries(
      sql`insert into person_role (school_id, id, person_id, role, reason, from_at, until_at, grant_id)
        select school_id, gen_random_uuid(), person_id, role, 'grant', now(), until_at, id from grant_request where id = ${body['id']}`,
    ),
  ).toBe('42501')
})
