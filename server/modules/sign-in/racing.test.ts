import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { forgetPassword, recoverPassword, resetPassword } from '#contract/passwords.ts'
import { readMe } from '#contract/people.ts'
import { startSession, switchSchool } from '#contract/sessions.ts'
import { beginAuthenticator, confirmAuthenticator } from '#contract/sign-in.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { hasPassword, password, said } from '#tests/signing-in.ts'
import { asker, openWorld, type Person, person, type Reply, thisYear, type World } from '#tests/world.ts'
import { codeAt, fromBase32, stepOf } from './totp.ts'

let world: World
let rosa: Person
const elsewhere = uuidv7()
const another = 'le chat dort sur le vieux poirier du jardin'

beforeAll(async () => {
  world = await openWorld()
  const place = { profile: 'EU-SE', kind: 'public', locale: 'sv', timeZone: 'Europe/Stockholm' } as const
  await asSchool(world.installation, elsewhere, 'administration', 'school.arrange', async ({ tx, emit, now }) => {
    await insertSchool(tx, { schoolId: elsewhere, name: 'Björkskolan', slug: 'bjork', ...place, ...thisYear(now), now })
    emit('school.created', { schoolId: elsewhere })
  })
})
afterAll(() => world.close())
beforeEach(async () => {
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  await world.owner.query('delete from directory.throttle')
  await hasPassword(world, password)
})

const login = () => `${rosa.accountId}@example.org`
const fifty = async (ask: () => Promise<Reply>) => (await Promise.all(Array.from({ length: 50 }, ask))).map(said)
/** The letter with the link: what else happened to the account is told in letters of its own. */
const letter = () => world.mails.findLast(({ text }) => text.includes('/reset?'))
const linkIn = () => /https?:\S+/.exec(letter()?.text ?? '')?.[0] ?? ''
const tokenIn = () => new URL(linkIn()).searchParams.get('token') ?? ''

test('of fifty who use one link at the same moment, one chooses the password', async () => {
  await world.visitor(forgetPassword, { body: { login: login() } })
  await world.doJobs()
  const token = tokenIn()
  const answers = await fifty(() => world.visitor(resetPassword, { body: { token, password: another } }))
  expect(answers.filter((one) => one === '200')).toHaveLength(1)
  expect(answers.filter((one) => one === '404 reset.token_unknown')).toHaveLength(49)
})

test('of fifty who use one recovery code at the same moment, at most one comes in', async () => {
  const begun = await rosa.ask(beginAuthenticator, { body: {} })
  const code = codeAt(fromBase32(`${begun.body['secret']}`), stepOf(world.clock.now()))
  const { body } = await rosa.ask(confirmAuthenticator, { params: { id: `${begun.body['id']}` }, body: { code } })
  const [recovery] = body['codes'] as string[]
  const answers = await fifty(() =>
    world.visitor(recoverPassword, { body: { login: login(), code: recovery, password: another } }),
  )
  expect(answers.filter((one) => one === '200')).toHaveLength(1)
  const { rows } = await world.owner.query('select count(*)::int as used from directory.recovery_code where used_at is not null')
  expect(rows).toEqual([{ used: 1 }])
})

test('a session that somebody else has put into the browser is not the one that begins', async () => {
  const planted = 'A'.repeat(43)
  const reply = await world.app.inject({
    method: 'POST',
    url: '/s/preau/sign-in',
    headers: { accept: 'text/html', cookie: `preau=${planted}`, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ login: login(), password }).toString(),
  })
  expect(reply.statusCode).toBe(403)
  const begun = await world.visitor(startSession, { body: { login: login(), password, sharedDevice: false } })
  expect(`${begun.headers['set-cookie']}`).not.toContain(planted)
  expect(said(await asker(world.app, 'preau', planted)(readMe))).toBe('401 not_signed_in')
})

test('asked for in a school where one is nobody, the link leads to the own school, and says nothing of the other', async () => {
  await asker(world.app, 'bjork')(forgetPassword, { body: { login: login() }, headers: { host: 'evil.example' } })
  await world.doJobs()
  const mail = letter()
  expect(mail?.text).toContain('École du Préau')
  expect(mail?.text).not.toMatch(/Björkskolan|evil/)
  const done = await world.visitor(resetPassword, { body: { token: tokenIn(), password: another } })
  expect(done.body).toEqual({ slug: 'preau' })
})

test('nobody switches into a school where one is nobody, or is no more', async () => {
  expect(said(await rosa.ask(switchSchool, { body: { schoolId: elsewhere } }))).toBe('404 not_found')
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example/s/preau/',
  '/s/preau//evil.example',
  '/s/preau/\r\nlocation: https://evil.example',
  '/s/bjork/today',
  'javascript:alert(1)',
])('after signing in nobody is sent to %j', async (next) => {
  const reply = await world.app.inject({
    method: 'POST',
    url: '/s/preau/sign-in',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ login: login(), password, next }).toString(),
  })
  expect([reply.statusCode, reply.headers.location]).toEqual([303, '/s/preau/today'])
})

test.each([
  ['/s/preau', '/s/preau/'],
  ['/s/preau?next=/s/preau/people', '/s/preau/?next=/s/preau/people'],
  ['/s/%2F%2Fevil.example', '/s/%2F%2Fevil.example/'],
  ['/s/..%5Cevil.example', '/s/..%5Cevil.example/'],
])('%s is the same with its stroke, once', async (url, to) => {
  const { statusCode, headers } = await world.app.inject({ url, headers: { accept: 'text/html' } })
  expect([statusCode, headers.location]).toEqual([308, to])
})
