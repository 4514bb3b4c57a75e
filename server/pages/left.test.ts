import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { suspendPerson } from '#contract/grants.ts'
import { readMe } from '#contract/people.ts'
import { goOnElsewhere } from '#contract/sessions.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { xsrfTokenOf } from '#kernel/session.ts'
import { asSchool } from '#kernel/system.ts'
import { addPerson, namesFrom } from '#modules/people/index.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { asker, openWorld, type Person, person, thisYear, type World } from '#tests/world.ts'

let world: World
let ines: Person
let amal: Person
const bjork = uuidv7()

beforeAll(async () => {
  world = await openWorld()
  ines = await person(world, { name: 'Inès Caron', role: 'head' })
  await asSchool(world.installation, bjork, 'administration', 'school.arrange', async ({ tx, emit, now }) => {
    const place = { profile: 'EU-SE', kind: 'public', locale: 'sv', timeZone: 'Europe/Stockholm' } as const
    await insertSchool(tx, { schoolId: bjork, name: 'Björkskolan', slug: 'bjork', ...place, ...thisYear(now), now })
    emit('school.created', { schoolId: bjork })
  })
})
afterAll(() => world.close())
beforeEach(async () => {
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  const { accountId } = amal
  const who = { schoolId: bjork, names: namesFrom('Amal Benali', 'sv'), role: 'teacher', reason: 'office', by: null } as const
  await asSchool(
    world.installation,
    bjork,
    'administration',
    'person.arrange',
    (hands) => addPerson(hands, { ...who, accountId }),
    accountId,
  )
})

const suspended = async (reason: 'office' | 'security') => {
  expect((await ines.ask(suspendPerson, { params: { id: amal.id }, body: { reason } })).status).toBe(200)
  expect((await amal.ask(readMe)).status).toBe(401)
}
const door = async ({ token }: Person, query = '') => {
  const headers = { cookie: `preau=${token}`, 'accept-language': 'en' }
  return (await world.app.inject({ url: `/s/preau/sign-in?next=/s/preau/classes${query}`, headers })).body
}
const goesOn = async ({ token }: Person) => {
  const reply = await world.app.inject({
    method: 'POST',
    url: '/s/bjork/go-on',
    headers: { cookie: `preau=${token}`, 'content-type': 'application/x-www-form-urlencoded' },
    payload: `_xsrf=${xsrfTokenOf(token)}`,
  })
  return { to: reply.headers.location, token: /preau=([^;]+)/.exec(`${reply.headers['set-cookie']}`)?.[1] ?? '' }
}
const never = 'Go to Björkskolan'

test('whose access to the open school ends reads so, and goes on in the other one without signing in again', async () => {
  await suspended('office')
  expect(await door(amal)).toContain('Your access to École du Préau has ended')
  await world.doJobs()
  expect(await door(amal)).toContain(never)
  const there = await goesOn(amal)
  expect(there.to).toBe('/s/bjork/today')
  const { body } = await asker(world.app, 'bjork', there.token)(readMe)
  expect(body).toMatchObject({ school: { slug: 'bjork' }, schools: [{ slug: 'bjork' }] })
  expect(await door(amal, '&other=on')).not.toContain(never)
})

test('the other way on is there once, and for the school that was left', async () => {
  await suspended('office')
  await world.doJobs()
  expect((await goesOn(amal)).to).toBe('/s/bjork/today')
  expect((await goesOn(amal)).to).toBe('/s/bjork/sign-in')
})

test('where a school fears for the account, where the password is another by now, and for whom nothing ended, there is no way on', async () => {
  expect((await goesOn(amal)).to).toBe('/s/bjork/sign-in')
  await suspended('security')
  await world.doJobs()
  expect(await door(amal)).not.toContain(never)
  const stranger = asker(world.app, 'preau', amal.token)
  expect((await stranger(goOnElsewhere, { body: { schoolId: bjork } })).status).toBe(404)
  await world.owner.query("update person_state set reason = 'office' where person_id = $1", [amal.id])
  expect(await door(amal)).toContain(never)
  await world.owner.query("update directory.account set password_changed_at = now() + interval '1 second' where id = $1", [
    amal.accountId,
  ])
  expect(await door(amal)).not.toContain(never)
})
