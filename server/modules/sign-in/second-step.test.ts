import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readMe } from '#contract/people.ts'
import { endSession, listSessions, takeSecondStep } from '#contract/sessions.ts'
import { beginAuthenticator, confirmAuthenticator, listMethods, makeRecoveryCodes, removeMethod } from '#contract/sign-in.ts'
import { codeAt, fromBase32, stepOf } from '#modules/sign-in/totp.ts'
import { hasPassword, password, said, signsIn, tokenIn } from '#tests/signing-in.ts'
import { asker, facts, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let olga: Person

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  await world.owner.query('delete from directory.throttle')
  await hasPassword(world, password)
})

const codeOf = (secret: unknown, away = 0) => codeAt(fromBase32(`${secret}`), stepOf(world.clock.now()) + away)

/** Sets up an authenticator, as the person would with the app in hand; answers what a further code is made from. */
const setsUp = async (ask: Person['ask']) => {
  const begun = await ask(beginAuthenticator, { body: {} })
  expect(said(begun)).toBe('200')
  const done = await ask(confirmAuthenticator, {
    params: { id: `${begun.body['id']}` },
    body: { code: codeOf(begun.body['secret'], -1) },
  })
  expect(said(done)).toBe('200')
  return {
    id: `${begun.body['id']}`,
    secret: begun.body['secret'],
    codes: done.body['codes'] as string[],
    ask: asker(world.app, 'preau', tokenIn(done)),
  }
}

test('a teacher signs in with a password alone; with an authenticator, a code of now is asked for, and works once', async () => {
  expect((await signsIn(world, rosa)).limited).toBeNull()
  const { secret, codes } = await setsUp((await signsIn(world, rosa)).ask)
  expect(new Set(codes).size).toBe(10)
  const half = await signsIn(world, rosa)
  expect(half.limited).toBe('second_step')
  expect(said(await half.ask(readMe))).toBe('403 session.second_step')
  expect(said(await half.ask(listMethods))).toBe('403 session.second_step')
  expect(said(await half.ask(takeSecondStep, { body: { code: '000000' } }))).toBe('401 session.wrong_factor')
  const code = codeOf(secret)
  const whole = await half.ask(takeSecondStep, { body: { code } })
  expect(said(whole)).toBe('200')
  expect(said(await half.ask(readMe))).toBe('401 not_signed_in')
  const ask = asker(world.app, 'preau', tokenIn(whole))
  expect(said(await ask(readMe))).toBe('200')
  expect(said(await (await signsIn(world, rosa)).ask(takeSecondStep, { body: { code } }))).toBe('401 session.wrong_factor')
})

test('of ten who use one code at the same moment, one comes in', async () => {
  const { secret } = await setsUp((await signsIn(world, rosa)).ask)
  const halves = await Promise.all(Array.from({ length: 3 }, () => signsIn(world, rosa)))
  const code = codeOf(secret)
  const replies = await Promise.all(halves.map(({ ask }) => ask(takeSecondStep, { body: { code } })))
  expect(replies.map(said).sort()).toEqual(['200', '401 session.wrong_factor', '401 session.wrong_factor'])
})

test('a recovery code stands in for the device, once, typed as people type; new ones make the old ones void', async () => {
  const { codes, ask } = await setsUp((await signsIn(world, rosa)).ask)
  const typed = codes[0]!.toLowerCase().replaceAll('-', ' ')
  const whole = await (await signsIn(world, rosa)).ask(takeSecondStep, { body: { code: typed } })
  expect(said(whole)).toBe('200')
  expect(said(await (await signsIn(world, rosa)).ask(takeSecondStep, { body: { code: typed } }))).toBe('401 session.wrong_factor')
  expect((await ask(listMethods)).body).toMatchObject({ recoveryCodesLeft: 9 })
  const fresh = await ask(makeRecoveryCodes, { body: {} })
  expect((fresh.body['codes'] as string[]).length).toBe(10)
  expect(said(await (await signsIn(world, rosa)).ask(takeSecondStep, { body: { code: codes[1] } }))).toBe(
    '401 session.wrong_factor',
  )
})

test('guessing codes gets slower, whoever knows the password', async () => {
  await setsUp((await signsIn(world, rosa)).ask)
  const half = await signsIn(world, rosa)
  const replies: string[] = []
  for (let nth = 0; nth < 6; nth++) replies.push(said(await half.ask(takeSecondStep, { body: { code: '000000' } })))
  expect(replies.filter((reply) => reply.startsWith('401')).length).toBeLessThanOrEqual(4)
  expect(replies.at(-1)).toBe('429 too_many_tries')
})

test('the office comes no further than setting up a second way, and then everywhere', async () => {
  const half = await signsIn(world, olga)
  expect(half.limited).toBe('must_enrol')
  expect(said(await half.ask(readMe))).toBe('403 factor.must_enrol')
  expect((await half.ask(listMethods)).body).toMatchObject({ methods: [], isRequired: true })
  const { ask, id } = await setsUp(half.ask)
  expect(said(await ask(readMe))).toBe('200')
  expect(said(await half.ask(readMe))).toBe('401 not_signed_in')
  expect(said(await ask(removeMethod, { params: { id } }))).toBe('409 factor.last_one')
})

test('somebody else’s authenticator is nowhere', async () => {
  const { id } = await setsUp((await signsIn(world, rosa)).ask)
  const { ask } = await setsUp((await signsIn(world, olga)).ask)
  expect(said(await ask(removeMethod, { params: { id } }))).toBe('404 not_found')
  expect(said(await ask(confirmAuthenticator, { params: { id }, body: { code: '123456' } }))).toBe('404 not_found')
})

test('an authenticator that was begun and never used asks for nothing', async () => {
  const { ask } = await signsIn(world, rosa)
  const begun = await ask(beginAuthenticator, { body: {} })
  expect(said(await ask(confirmAuthenticator, { params: { id: `${begun.body['id']}` }, body: { code: '000000' } }))).toBe(
    '401 session.wrong_factor',
  )
  expect((await signsIn(world, rosa)).limited).toBeNull()
})

test('when a way of signing in is added or removed, every other session ends, and each is a fact', async () => {
  const elsewhere = await signsIn(world, rosa)
  const { ask, id } = await setsUp((await signsIn(world, rosa)).ask)
  expect(said(await elsewhere.ask(readMe))).toBe('401 not_signed_in')
  const removed = await ask(removeMethod, { params: { id } })
  expect(said(removed)).toBe('200')
  expect((await signsIn(world, rosa)).limited).toBeNull()
  expect(await facts(world)).toEqual(
    expect.arrayContaining(['factor.begun', 'factor.added', 'factor.recovery_codes_made', 'factor.removed']),
  )
})

test('a secret stands nowhere in clear, and a recovery code neither', async () => {
  const { secret, codes } = await setsUp((await signsIn(world, rosa)).ask)
  const { rows } = await world.owner.query(
    "select m.kind, encode(m.sealed, 'escape') as method, encode(c.code_digest, 'escape') as code from directory.sign_in_method m, directory.recovery_code c",
  )
  expect(JSON.stringify(rows)).toContain('totp')
  expect(JSON.stringify(rows)).not.toContain(`${secret}`)
  expect(JSON.stringify(rows)).not.toContain(codes[0])
})

test('half a session is listed nowhere, and can be left', async () => {
  const { ask } = await setsUp((await signsIn(world, rosa)).ask)
  const half = await signsIn(world, rosa)
  expect(((await ask(listSessions)).body as { sessions: unknown[] }).sessions).toHaveLength(1)
  expect(said(await half.ask(endSession))).toBe('200')
})
