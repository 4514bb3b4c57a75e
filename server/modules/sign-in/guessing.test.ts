import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { forgetPassword } from '#contract/passwords.ts'
import { startSession } from '#contract/sessions.ts'
import { hasPassword } from '#tests/signing-in.ts'
import { openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
const password = 'une bonne dizaine de mots pour une seule clef'
const wrong = 'quatre mots pour un clou'

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  await hasPassword(world, password)
})
afterAll(() => world.close())
beforeEach(() => world.owner.query('delete from directory.throttle'))

const signsIn = async (who: Person, tried: string) => {
  const body = { login: `${who.accountId}@example.org`, password: tried, sharedDevice: false }
  const { status, body: said } = await world.visitor(startSession, { body })
  return said.code ? `${status} ${said.code}` : `${status}`
}

const mostTries = async () => {
  const { rows } = await world.owner.query<{ most: number }>(
    'select coalesce(max(tries), 0)::int as most from directory.throttle',
  )
  return rows[0]?.most
}
/** Signs in, and keeps what a browser keeps: the cookie that it is known by. */
const browserOf = async (who: Person) => {
  const body = { login: `${who.accountId}@example.org`, password, sharedDevice: true }
  const { headers } = await world.visitor(startSession, { body })
  const cookie = /preau-device=[^;]+/.exec(`${headers['set-cookie']}`)?.[0] ?? ''
  return async (tried: string) => {
    const reply = await world.visitor(startSession, { body: { ...body, password: tried }, headers: { cookie } })
    return reply.body.code ? `${reply.status} ${reply.body.code}` : `${reply.status}`
  }
}
const burn = () => world.owner.query("update directory.throttle set tries = 400, until_at = now() + interval '10 minutes'")

test('Rosa mistypes three times, then has to wait', async () => {
  for (let nth = 0; nth < 3; nth++) expect(await signsIn(rosa, wrong)).toBe('401 session.wrong_credentials')
  expect(await signsIn(rosa, wrong)).toBe('401 session.wrong_credentials')
  expect(await signsIn(rosa, password)).toBe('429 too_many_tries')
})

test('after a hundred wrong tries in a day the next still makes one wait, a quarter of an hour and no longer', async () => {
  await signsIn(rosa, wrong)
  await world.owner.query("update directory.throttle set tries = 100, until_at = now() - interval '1 second'")
  expect(await signsIn(rosa, wrong)).toBe('401 session.wrong_credentials')
  expect(await signsIn(rosa, password)).toBe('429 too_many_tries')
  const { rows } = await world.owner.query(
    "select max(until_at) <= now() + interval '15 minutes' as bounded from directory.throttle",
  )
  expect(rows[0].bounded).toBe(true)
})

test('of thirty guesses at the same moment a few are looked at, as of thirty one by one', async () => {
  const replies = await Promise.all(Array.from({ length: 30 }, () => signsIn(rosa, wrong)))
  expect(replies.filter((reply) => reply.startsWith('401')).length).toBeLessThanOrEqual(8)
  expect(replies.filter((reply) => reply.startsWith('429')).length).toBeGreaterThanOrEqual(22)
})

test('twenty others behind the address of the school mistype, and Otto signs in all the same', async () => {
  const strangers = Array.from({ length: 20 }, (_, nth) => ({ ...rosa, accountId: `nobody${nth}` }))
  for (const one of strangers) await signsIn(one, wrong)
  expect(await signsIn(otto, password)).toBe('200')
})

test('eight o’clock: twenty people sign in behind one address at the same moment', async () => {
  const people: Person[] = []
  for (let nth = 0; nth < 20; nth++) people.push(await person(world, { name: `Élève ${nth}`, role: 'pupil' }))
  await hasPassword(world, password)
  const replies = await Promise.all(people.map((one) => signsIn(one, password)))
  expect(replies).toEqual(people.map(() => '200'))
  const { rows } = await world.owner.query('select tries from directory.throttle')
  expect(rows).toEqual([])
})

test('whoever has guessed at three hundred names from one address has to wait, also for the sixty that follow at once', async () => {
  const guess = (nth: number) => signsIn({ ...rosa, accountId: `nobody${nth}` }, wrong)
  await guess(0)
  await world.owner.query('update directory.throttle set tries = 299')
  const replies = await Promise.all(Array.from({ length: 60 }, (_, nth) => guess(nth + 1)))
  expect(replies.filter((reply) => reply.startsWith('401')).length).toBeLessThanOrEqual(33)
  expect(await guess(61)).toBe('429 too_many_tries')
  expect(await signsIn(rosa, password)).toBe('429 too_many_tries')
})

test('the right password in a school where one is nobody is a wrong try', async () => {
  const gone = await person(world, { name: 'Gun Gonne', role: 'teacher' })
  await hasPassword(world, password)
  for (const table of ['session', 'membership'])
    await world.owner.query(`delete from directory.${table} where account_id = $1`, [gone.accountId])
  expect(await signsIn(gone, password)).toBe('401 session.wrong_credentials')
  const { rows } = await world.owner.query('select tries from directory.throttle')
  expect(rows).toEqual([{ tries: 1 }, { tries: 1 }, { tries: 1 }])
})

test('three hundred who forgot their password keep nobody behind the same address from signing in', async () => {
  await world.visitor(forgetPassword, { body: { login: 'nobody@example.org' } })
  await world.owner.query('update directory.throttle set tries = 300')
  await world.visitor(forgetPassword, { body: { login: 'nobody@example.org' } })
  expect(await signsIn(otto, password)).toBe('200')
})

test('one who mistypes forty times counts once for the school, and not at all in the end', async () => {
  for (let nth = 0; nth < 6; nth++) {
    await signsIn(rosa, wrong)
    await world.owner.query("update directory.throttle set until_at = now() - interval '1 second'")
  }
  const { rows } = await world.owner.query('select tries from directory.throttle order by tries')
  expect(rows).toEqual([{ tries: 1 }, { tries: 1 }, { tries: 6 }])
  expect(await signsIn(rosa, password)).toBe('200')
  expect(await mostTries()).toBe(0)
})

test('where somebody behind the address of the school has guessed all day, known devices sign in, and strangers wait', async () => {
  const staffRoom = await browserOf(rosa)
  await signsIn({ ...rosa, accountId: 'nobody' }, wrong)
  await burn()
  expect(await staffRoom(password)).toBe('200')
  expect(await signsIn(otto, password)).toBe('429 too_many_tries')
})

test('a stranger who guesses at Rosa’s name does not keep Rosa out of her own device; on it she has three tries, too', async () => {
  const own = await browserOf(rosa)
  for (let nth = 0; nth < 5; nth++) await signsIn(rosa, wrong)
  expect(await signsIn(rosa, password)).toBe('429 too_many_tries')
  expect(await own(password)).toBe('200')
  for (let nth = 0; nth < 4; nth++) expect(await own(wrong)).toBe('401 session.wrong_credentials')
  expect(await own(password)).toBe('429 too_many_tries')
})

test('a device that Otto is known by knows nothing of Rosa, and half a session makes none known', async () => {
  const his = await browserOf(otto)
  await signsIn({ ...rosa, accountId: 'nobody' }, wrong)
  await burn()
  expect(await his(password)).toBe('200')
  await world.owner.query("update directory.session set limited = 'second_step' where account_id = $1", [otto.accountId])
  expect(await his(password)).toBe('429 too_many_tries')
})

test('once the password is another, a device that came in with the old one is a stranger', async () => {
  const theirs = await browserOf(rosa)
  await world.owner.query('update directory.account set password_changed_at = now() where id = $1', [rosa.accountId])
  const own = await browserOf(rosa)
  await signsIn({ ...rosa, accountId: 'nobody' }, wrong)
  await burn()
  expect(await theirs(wrong)).toBe('429 too_many_tries')
  expect(await own(password)).toBe('200')
})

test('whoever signs in has no wrong tries left', async () => {
  for (let nth = 0; nth < 3; nth++) await signsIn(rosa, wrong)
  expect(await signsIn(rosa, password)).toBe('200')
  for (let nth = 0; nth < 3; nth++) await signsIn(rosa, wrong)
  expect(await signsIn(rosa, password)).toBe('200')
})

test('from one IPv6 network, however many addresses, tries are counted together', async () => {
  for (const remoteAddress of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9']) {
    const body = { login: `nobody${remoteAddress.length}@example.org`, password: wrong, sharedDevice: false }
    await world.app.inject({ method: 'POST', url: '/s/preau/api/session', payload: body, remoteAddress })
  }
  expect(await mostTries()).toBe(2)
})

test('what is counted means nothing to whoever has only the database', async () => {
  await signsIn(rosa, wrong)
  const { rows } = await world.owner.query(
    "select count(*)::int as found from directory.throttle where digest in (sha256('session.address'::bytea || '\\x00' || '127.0.0.1'), sha256('session'::bytea || '\\x00' || '127.0.0.1'))",
  )
  expect(rows[0].found).toBe(0)
})
