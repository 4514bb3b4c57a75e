import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  changePassword,
  changePasswordRules,
  forgetPassword,
  readPasswordRules,
  recoverPassword,
  resetPassword,
} from '#contract/passwords.ts'
import { readMe } from '#contract/people.ts'
import { confirmSession, endOneSession, endOtherSessions, listSessions, startSession, switchSchool } from '#contract/sessions.ts'
import { beginAuthenticator, confirmAuthenticator } from '#contract/sign-in.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { digestOf } from '#kernel/session.ts'
import { asSchool } from '#kernel/system.ts'
import { addPerson, namesFrom } from '#modules/people/index.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { hasPassword, password, said, signsIn, tokenIn } from '#tests/signing-in.ts'
import { asker, facts, openWorld, type Person, person, thisYear, type World } from '#tests/world.ts'
import { hashPassword } from './passwords.ts'
import { codeAt, fromBase32, stepOf } from './totp.ts'

let world: World
let rosa: Person
const another = 'le chat dort sur le vieux poirier du jardin'

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  await world.owner.query('delete from directory.throttle')
  await hasPassword(world, password, rosa)
})

const loginOf = (who: Person) => `${who.accountId}@example.org`
const account = (what: string) => world.owner.query(`update directory.account set ${what} where id = $1`, [rosa.accountId])

test.each([
  ['trois petits mots', 'short of what a stranger needs a while for'],
  ['RosaRoyRosaRoy2026!', 'made of the own name'],
  ['École du Préau 2026', 'made of the school’s name'],
  ['password123456789', 'on the list'],
  ['aaaaaaaaaaaaaaaaaaaaaaaa', 'one letter'],
])('“%s” is refused: %s', async (typed) => {
  const { ask } = await signsIn(world, rosa)
  const reply = await ask(changePassword, { body: { password: typed } })
  expect(said(reply)).toBe('422 password.too_weak')
  expect((await signsIn(world, rosa)).said).toBe('200')
})

test.each([another, 'Xk3fP9qLm2vR7tZ', 'さくらがさいたらにゅうがくしきです', `${another} `.repeat(20).trim()])(
  '“%s” is taken: no rule says which signs it holds, and long is fine',
  async (typed) => {
    const { ask } = await signsIn(world, rosa)
    expect(said(await ask(changePassword, { body: { password: typed } }))).toBe('200')
    expect((await signsIn(world, rosa)).said).toBe('401 session.wrong_credentials')
    expect((await signsIn(world, rosa, typed)).said).toBe('200')
  },
)

test('the same signs from another keyboard are the same password', async () => {
  const { ask } = await signsIn(world, rosa)
  await ask(changePassword, { body: { password: 'Le Café du préau est fermé depuis mardi matin'.normalize('NFD') } })
  expect((await signsIn(world, rosa, 'Le Café du préau est fermé depuis mardi matin'.normalize('NFC'))).said).toBe('200')
})

test('eight signs are enough beside a second factor, and then the factor cannot go alone', async () => {
  const { ask } = await signsIn(world, rosa)
  expect(said(await ask(changePassword, { body: { password: 'k3fp9qlm' } }))).toBe('422 password.too_weak')
  const begun = await ask(beginAuthenticator, { body: {} })
  const code = codeAt(fromBase32(`${begun.body['secret']}`), stepOf(world.clock.now()))
  const done = await ask(confirmAuthenticator, { params: { id: `${begun.body['id']}` }, body: { code } })
  const withFactor = asker(world.app, 'preau', tokenIn(done))
  const changed = await withFactor(changePassword, { body: { password: 'k3fp9qlm' } })
  expect(said(changed)).toBe('200')
  const { removeMethod } = await import('#contract/sign-in.ts')
  const now = asker(world.app, 'preau', tokenIn(changed))
  expect(said(await now(removeMethod, { params: { id: `${begun.body['id']}` } }))).toBe('409 password.stands_not_alone')
})

test('after a change every other session is over, and this one goes on under another token', async () => {
  const elsewhere = await signsIn(world, rosa)
  const here = await signsIn(world, rosa)
  const changed = await here.ask(changePassword, { body: { password: another } })
  expect(said(await elsewhere.ask(readMe))).toBe('401 not_signed_in')
  expect(said(await here.ask(readMe))).toBe('401 not_signed_in')
  expect(said(await asker(world.app, 'preau', tokenIn(changed))(readMe))).toBe('200')
})

test('who must change the password can do nothing else, and is told why', async () => {
  await account("must_change = true, must_change_why = 'shared'")
  const { ask, limited } = await signsIn(world, rosa)
  expect(limited).toBe('must_change')
  expect(said(await ask(readMe))).toBe('403 password.must_change')
  const changed = await ask(changePassword, { body: { password: another } })
  expect(changed.body).toEqual({ limited: null })
  expect(said(await asker(world.app, 'preau', tokenIn(changed))(readMe))).toBe('200')
})

test('the office’s password is a year old: it is to be changed; a teacher’s is not, unless the school wants a calendar for all', async () => {
  await account("password_changed_at = now() - interval '366 days'")
  expect((await signsIn(world, rosa)).limited).toBeNull()
  const head = await person(world, { name: 'Inès Tremblay', role: 'head' })
  const rules = await head.ask(changePasswordRules, { body: { rotateAllDays: 180 }, headers: { 'if-match': '0' } })
  expect(rules.body).toMatchObject({ rotateAllDays: 180, version: 1 })
  expect(said(await head.ask(changePasswordRules, { body: { rotateAllDays: null }, headers: { 'if-match': '0' } }))).toBe(
    '409 version_conflict',
  )
  expect((await signsIn(world, rosa)).limited).toBe('must_change')
  await head.ask(changePasswordRules, { body: { rotateAllDays: null }, headers: { 'if-match': '1' } })
  expect((await world.visitor(readPasswordRules)).body).toMatchObject({ minAlone: 15, bitsAlone: 80, rotateAllDays: null })
  const olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  await world.owner.query(
    "update directory.account set password_hash = $1, password_changed_at = now() - interval '366 days' where id = $2",
    [await hashPassword(password), olga.accountId],
  )
  expect((await signsIn(world, olga)).limited).toBe('must_change')
  const { rows } = await world.owner.query('select must_change_why as why from directory.account where id = $1', [olga.accountId])
  expect(rows).toEqual([{ why: 'calendar' }])
})

test('a hash brought from elsewhere is believed once, and replaced; one that was made too cheaply counts for nothing', async () => {
  const { hash } = await import('@node-rs/bcrypt')
  await account(`password_hash = '${await hash(password, 12)}'`)
  expect((await signsIn(world, rosa, another)).said).toBe('401 session.wrong_credentials')
  expect((await signsIn(world, rosa)).said).toBe('200')
  const { rows } = await world.owner.query('select password_hash as kept from directory.account where id = $1', [rosa.accountId])
  expect(rows[0].kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect((await signsIn(world, rosa)).said).toBe('200')
  await account(`password_hash = '${await hash(password, 10)}'`)
  expect((await signsIn(world, rosa, another)).said).toBe('401 session.wrong_credentials')
  expect((await signsIn(world, rosa)).said).toBe('403 password.must_reset')
})

const linkIn = () => /token=([\w-]+)/.exec(world.mails.findLast(({ text }) => text.includes('token='))?.text ?? '')?.[1] ?? ''

test('the link of the mail opens a new password, once, within the hour, and ends every session', async () => {
  const elsewhere = await signsIn(world, rosa)
  await world.visitor(forgetPassword, { body: { login: loginOf(rosa) } })
  await world.doJobs()
  const mail = world.mails.findLast(({ to }) => to === loginOf(rosa))
  expect(mail?.text).not.toContain('Rosa')
  const token = linkIn()
  expect(said(await world.visitor(resetPassword, { body: { token, password: 'abc' } }))).toBe('422 password.too_weak')
  const all = await Promise.all(
    Array.from({ length: 5 }, () => world.visitor(resetPassword, { body: { token, password: another } })),
  )
  expect(all.map(said).sort()).toEqual(['200', ...Array.from({ length: 4 }, () => '404 reset.token_unknown')])
  expect(said(await elsewhere.ask(readMe))).toBe('401 not_signed_in')
  expect((await signsIn(world, rosa, another)).said).toBe('200')
})

test('after an hour the link opens nothing', async () => {
  await world.visitor(forgetPassword, { body: { login: loginOf(rosa) } })
  await world.doJobs()
  await world.owner.query("update directory.reset set expires_at = now() - interval '1 second'")
  expect(said(await world.visitor(resetPassword, { body: { token: linkIn(), password: another } }))).toBe(
    '404 reset.token_unknown',
  )
})

test('whether or not there is an account, the answer is the same; nobody’s mailbox can be filled', async () => {
  const mails = world.mails.length
  const known = await world.visitor(forgetPassword, { body: { login: loginOf(rosa) } })
  const unknown = await world.visitor(forgetPassword, { body: { login: 'nobody@example.org' } })
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
  const more: string[] = []
  for (let nth = 0; nth < 6; nth++) more.push(said(await world.visitor(forgetPassword, { body: { login: loginOf(rosa) } })))
  expect(more.at(-1)).toBe('429 too_many_tries')
  await world.doJobs()
  expect(world.mails.length - mails).toBeLessThanOrEqual(4)
})

test('a recovery code opens a new password where there is no mail, and a wrong one says as much as no account', async () => {
  const { ask } = await signsIn(world, rosa)
  const begun = await ask(beginAuthenticator, { body: {} })
  const code = codeAt(fromBase32(`${begun.body['secret']}`), stepOf(world.clock.now()))
  const { body } = await ask(confirmAuthenticator, { params: { id: `${begun.body['id']}` }, body: { code } })
  const [recovery] = body['codes'] as string[]
  const tries = (login: string, typed: string) =>
    world.visitor(recoverPassword, { body: { login, code: typed, password: another } })
  const [wrong, nobody] = [await tries(loginOf(rosa), 'AAAA-AAAA-AAAA-AAAA'), await tries('nobody@example.org', recovery!)]
  expect([said(wrong), said(nobody)]).toEqual(['401 session.wrong_factor', '401 session.wrong_factor'])
  expect(said(await tries(loginOf(rosa), recovery!))).toBe('200')
  expect(said(await tries(loginOf(rosa), recovery!))).toBe('401 session.wrong_factor')
  expect((await signsIn(world, rosa, another)).limited).toBe('second_step')
})

test('sessions are listed by what a person recognises, and ended one by one or all others at once', async () => {
  const phone = await signsIn(world, rosa, password, {
    'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
  })
  const here = await signsIn(world, rosa, password, {
    'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0',
  })
  const { sessions } = (await here.ask(listSessions)).body as {
    sessions: { id: string; device: string; system: string; browser: string; isThis: boolean; school: string }[]
  }
  expect(sessions.map(({ device, system, browser, isThis }) => [device, system, browser, isThis])).toEqual([
    ['computer', 'windows', 'edge', true],
    ['phone', 'ios', 'safari', false],
    ['unknown', 'unknown', 'unknown', false],
  ])
  expect(sessions[0]?.school).toBe('École du Préau')
  expect(said(await here.ask(endOneSession, { params: { id: sessions[1]!.id } }))).toBe('200')
  expect(said(await phone.ask(readMe))).toBe('401 not_signed_in')
  expect((await here.ask(endOtherSessions)).body).toEqual({ ended: 1 })
  expect(said(await rosa.ask(readMe))).toBe('401 not_signed_in')
  const otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  expect(said(await otto.ask(endOneSession, { params: { id: sessions[0]!.id } }))).toBe('404 not_found')
})

test('whoever signs in over another’s session leaves none of it', async () => {
  const otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  const body = { login: loginOf(rosa), password, sharedDevice: true }
  const reply = await otto.ask(startSession, { body })
  expect(said(reply)).toBe('200')
  expect(said(await otto.ask(readMe))).toBe('401 not_signed_in')
})

test('confirming who one is opens what asks for it, for ten minutes', async () => {
  const { ask, reply } = await signsIn(world, rosa)
  await world.owner.query("update directory.session set authenticated_at = now() - interval '1 hour' where token_digest = $1", [
    digestOf(tokenIn(reply)),
  ])
  expect(said(await ask(changePassword, { body: { password: another } }))).toBe('403 session.must_confirm')
  expect(said(await ask(confirmSession, { body: { password: another } }))).toBe('401 session.wrong_credentials')
  expect(said(await ask(confirmSession, { body: { password } }))).toBe('200')
  expect(said(await ask(changePassword, { body: { password: another } }))).toBe('200')
})

test('one account, two schools: in the other one without a password, but not without what that school asks for', async () => {
  const schoolId = uuidv7()
  const place = { profile: 'EU-SE', kind: 'public', locale: 'sv', timeZone: 'Europe/Stockholm' } as const
  await asSchool(
    world.installation,
    schoolId,
    'administration',
    'school.arrange',
    async ({ tx, vault, emit, now }) => {
      await insertSchool(tx, { schoolId, name: 'Björkskolan', slug: 'bjork', ...place, ...thisYear(now), now })
      emit('school.created', { schoolId })
      await addPerson(
        { tx, vault, emit, now },
        { schoolId, names: namesFrom('Rosa Roy', 'sv'), role: 'guardian', reason: 'office', by: null, accountId: rosa.accountId },
      )
    },
    rosa.accountId,
  )
  const { ask } = await signsIn(world, rosa)
  const went = await ask(switchSchool, { body: { schoolId } })
  expect(went.body).toEqual({ slug: 'bjork', limited: null })
  const there = asker(world.app, 'bjork', tokenIn(went))
  expect((await there(readMe)).body).toMatchObject({ school: { slug: 'bjork' }, schools: [{}, {}] })
  expect(said(await ask(readMe))).toBe('401 not_signed_in')
  await world.owner.query("update person_role set role = 'office' where school_id = $1 and role = 'guardian'", [schoolId])
  const back = await there(switchSchool, { body: { schoolId: world.schoolId } })
  expect(back.body).toMatchObject({ limited: null })
  const again = await asker(world.app, 'preau', tokenIn(back))(switchSchool, { body: { schoolId } })
  expect(again.body).toMatchObject({ limited: 'must_enrol' })
  const otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  expect(said(await otto.ask(switchSchool, { body: { schoolId } }))).toBe('404 not_found')
})

test('all of it is written down', async () => {
  expect(new Set(await facts(world))).toEqual(
    new Set([
      ...(await facts(world)),
      'password.changed',
      'password.reset_asked',
      'password.rehashed',
      'password.rules_changed',
      'session.confirmed',
      'session.refused',
      'factor.recovery_code_used',
    ]),
  )
})
