import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { changePassword, readPasswordEvidence } from '#contract/passwords.ts'
import { readMe } from '#contract/people.ts'
import { startSession } from '#contract/sessions.ts'
import { password, said, signsIn } from '#tests/signing-in.ts'
import { facts, openWorld, type Person, person, type World } from '#tests/world.ts'
import { hashPassword } from './passwords.ts'

let world: World
let rosa: Person
const onTheList = 'Qwertyuiop123!'

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  await world.owner.query('delete from directory.throttle')
})

const has = async (who: Person, typed: string, more = '') =>
  world.owner.query(`update directory.account set password_hash = $1 ${more} where id = $2`, [
    await hashPassword(typed),
    who.accountId,
  ])
const why = async (who: Person) =>
  (await world.owner.query('select must_change_why as why from directory.account where id = $1', [who.accountId])).rows[0].why

test('a password that stands on the list by now is changed before anything else, and that is a fact', async () => {
  await has(rosa, onTheList)
  const { limited, ask } = await signsIn(world, rosa, onTheList)
  expect([limited, await why(rosa)]).toEqual(['must_change', 'breached'])
  expect(said(await ask(readMe))).toBe('403 password.must_change')
  expect((await facts(world)).filter((one) => one === 'password.change_demanded')).toHaveLength(1)
  expect(said(await ask(changePassword, { body: { password: onTheList } }))).toBe('422 password.too_weak')
  expect((await ask(changePassword, { body: { password } })).body).toEqual({ limited: null })
  expect((await signsIn(world, rosa, password)).limited).toBeNull()
})

test('a dozen who sign in within the hour and stay are not one person; a dozen who leave again may be', async () => {
  await has(rosa, password)
  for (let nth = 0; nth < 11; nth++) expect((await signsIn(world, rosa, password)).limited).toBeNull() // and one that was there
  expect((await signsIn(world, rosa, password)).limited).toBe('must_change')
  expect(await why(rosa)).toBe('shared')
  const otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  await has(otto, password)
  for (let nth = 0; nth < 14; nth++) {
    expect((await signsIn(world, otto, password)).limited).toBeNull()
    await world.owner.query('update directory.session set ended_at = now() where account_id = $1', [otto.accountId])
  }
})

test('a dozen sign-ins at the staff room’s computer are one person; on a dozen devices they are not', async () => {
  const nour = await person(world, { name: 'Nour Saïd', role: 'teacher' })
  await has(nour, password)
  const signs = async (cookie?: string) => {
    const body = { login: `${nour.accountId}@example.org`, password, sharedDevice: true }
    const reply = await world.visitor(startSession, { body, ...(cookie && { headers: { cookie } }) })
    return { limited: reply.body['limited'], cookie: /preau-device=[^;]+/.exec(`${reply.headers['set-cookie']}`)?.[0] ?? '' }
  }
  const { cookie } = await signs()
  for (let nth = 0; nth < 20; nth++) expect((await signs(cookie)).limited).toBeNull()
  for (let nth = 0; nth < 9; nth++) expect((await signs()).limited).toBeNull()
  await signs()
  expect((await signs()).limited).toBe('must_change')
})

test('who answers for the data sees how many rotations there were and how old the oldest secret is, and nobody’s name', async () => {
  const dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  const olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  await has(olga, password, ", password_changed_at = '2026-01-15T08:00:00Z'")
  await has(rosa, onTheList, ", password_changed_at = '2020-01-15T08:00:00Z'")
  const before = (await dora.ask(readPasswordEvidence)).body as { rotations: { why: string; changes: number }[] }
  await signsIn(world, rosa, onTheList)
  const { body } = await dora.ask(readPasswordEvidence)
  const breached = (of: typeof before) => of.rotations.find((one) => one.why === 'breached')?.changes ?? 0
  expect(breached(body as typeof before)).toBe(breached(before) + 1)
  expect(body).toMatchObject({ staffWithFactor: 0, codesOpen: 0, oldestPrivilegedAt: '2026-01-15T08:00:00.000Z' })
  expect((await olga.ask(readPasswordEvidence)).body).toEqual(body)
  expect(said(await rosa.ask(readPasswordEvidence))).toBe('403 not_allowed')
  const amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  expect(said(await amal.ask(readPasswordEvidence))).toBe('403 not_allowed')
})
