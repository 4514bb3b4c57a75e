import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { xsrfTokenOf } from '#kernel/session.ts'
import { hashPassword } from '#modules/sign-in/index.ts'
import { codeAt, fromBase32, stepOf } from '#modules/sign-in/totp.ts'
import { openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let olga: Person
const password = 'une bonne dizaine de mots pour une seule clef'
const another = 'le chat dort sur le vieux poirier du jardin'

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  await world.owner.query('delete from directory.throttle')
  await world.owner.query('update directory.account set password_hash = $1 where id = $2', [
    await hashPassword(password),
    olga.accountId,
  ])
})

/** A browser without JavaScript: it keeps one cookie, sends forms, and goes where it is told. */
const browser = () => {
  let token = ''
  const see = async (method: 'GET' | 'POST', url: string, form?: Record<string, string>) => {
    const reply = await world.app.inject({
      method,
      url,
      headers: {
        accept: 'text/html',
        'accept-language': 'fr',
        ...(token ? { cookie: `preau=${token}` } : {}),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { payload: new URLSearchParams({ ...form, ...(token ? { _xsrf: xsrfTokenOf(token) } : {}) }).toString() } : {}),
    })
    token = /preau=([^;]*)/.exec(`${reply.headers['set-cookie'] ?? ''}`)?.[1] ?? token
    return { status: reply.statusCode, to: `${reply.headers.location ?? ''}`, text: reply.body }
  }
  return {
    get: (url: string) => see('GET', url),
    post: (url: string, form: Record<string, string>) => see('POST', url, form),
    holds: (given: string) => {
      token = given
    },
  }
}
const login = () => `${olga.accountId}@example.org`
const today = '/s/preau/today'
const next = encodeURIComponent(today)

test('the office signs in, sets up an app, keeps its ten codes, and comes back with a second step', async () => {
  const page = browser()
  const first = await page.post('/s/preau/sign-in', { login: login(), password, next: today })
  expect(first.to).toBe(`/second-factor?next=${next}`)
  expect((await page.get(today)).to).toBe(`/second-factor?next=${next}`)
  expect((await page.get(first.to)).text).toContain('double authentification')
  const begun = await page.post('/second-factor', { next: today })
  expect(begun.text).toContain('<svg class="qr"')
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(begun.text)?.[1] ?? ''
  const code = (away: number) => codeAt(fromBase32(value('secret')), stepOf(world.clock.now()) + away)
  const wrong = await page.post(`/second-factor/${value('id')}`, {
    next: today,
    secret: value('secret'),
    uri: value('uri'),
    code: '000000',
  })
  expect([wrong.status, wrong.text.includes('role="alert"')]).toEqual([401, true])
  const done = await page.post(`/second-factor/${value('id')}`, {
    next: today,
    secret: value('secret'),
    uri: value('uri'),
    code: code(-1),
  })
  expect(done.text.match(/<li>[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}<\/li>/g)).toHaveLength(10)
  expect((await page.get(today)).to).toBe('')

  const later = browser()
  const half = await later.post('/s/preau/sign-in', { login: login(), password, next: today })
  expect(half.to).toBe(`/second-step?next=${next}`)
  expect((await later.get(today)).to).toBe(half.to)
  expect((await later.post('/second-step', { next: today, code: code(0) })).to).toBe(today)
  expect((await later.get(today)).to).toBe('')
})

test('who must change the password is told why, confirms when the session is old, and goes where the link led', async () => {
  await world.owner.query(
    "update directory.account set must_change = true, must_change_why = 'shared', invented = true where id = $1",
    [olga.accountId],
  )
  const page = browser()
  const first = await page.post('/s/preau/sign-in', { login: login(), password, next: '/s/preau/people' })
  expect(first.to).toBe(`/password?next=${encodeURIComponent('/s/preau/people')}`)
  expect((await page.get(first.to)).text).toContain('connaît peut-être')
  const weak = await page.post('/password', { password: 'olga olga olga olga', next: '/s/preau/people' })
  expect([weak.status, weak.text.includes('Un ordinateur')]).toEqual([422, true])
  await world.owner.query("update directory.session set authenticated_at = now() - interval '1 hour' where account_id = $1", [
    olga.accountId,
  ])
  const asked = await page.post('/password', { password: another, next: '/s/preau/people' })
  expect(asked.to).toMatch(/^\/confirm\?next=%2Fpassword/)
  const back = await page.post('/confirm', { password, next: new URLSearchParams(asked.to.split('?')[1]).get('next') ?? '' })
  expect(back.to).toBe(first.to)
  expect((await page.post('/password', { password: another, next: '/s/preau/people' })).to).toBe('/s/preau/people')
})

test('forgotten: the same page for everyone, a link, a new password, and the door', async () => {
  const page = browser()
  const [known, unknown] = [
    await page.post('/s/preau/forgotten', { login: login() }),
    await page.post('/s/preau/forgotten', { login: 'nobody@example.org' }),
  ]
  expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
  await world.doJobs()
  const link = new URL(/https?:\S+\/reset\?\S+/.exec(world.mails.map(({ text }) => text).join('\n'))?.[0] ?? '')
  expect((await page.get(link.pathname + link.search)).status).toBe(200)
  const done = await page.post('/reset', { token: link.searchParams.get('token') ?? '', password: another })
  expect(done.to).toBe('/s/preau/sign-in?reset=done')
  expect((await page.get(done.to)).text).toContain('role="status"')
})

test('the rules for passwords stand on a page, as they are applied', async () => {
  const { text } = await browser().get('/s/preau/password-rules')
  expect(text).toContain('Au moins 15 caractères, ou 8')
  expect(text).toContain('365 jours')
})

test('of an own device the cookie is kept for ninety days more with every visit', async () => {
  const page = browser()
  page.holds(olga.token)
  await world.owner.query("update directory.session set expires_at = now() + interval '40 days' where account_id = $1", [
    olga.accountId,
  ])
  const reply = await world.app.inject({ url: today, headers: { accept: 'text/html', cookie: `preau=${olga.token}` } })
  expect(`${reply.headers['set-cookie']}`).toContain(`preau=${olga.token}`)
})

test('without a session every page of the account leads to the door', async () => {
  for (const at of ['/password', '/second-factor', '/confirm']) expect((await browser().get(at)).to).toBe('/')
  for (const at of ['/password', '/second-factor', '/confirm', '/second-step'])
    expect([at, (await browser().post(at, { code: 'x', password: 'x' })).to]).toEqual([at, '/'])
})
