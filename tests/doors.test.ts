import { afterAll, beforeAll, expect, test } from 'vitest'
import { endSession } from '#contract/sessions.ts'
import { hashPassword } from '#modules/sign-in/index.ts'
import { openWorld, type Person, person, type World } from './world.ts'

let world: World
let rosa: Person
const password = 'une bonne dizaine de mots pour une seule clef'
const bugs: unknown[] = []

beforeAll(async () => {
  world = await openWorld()
  world.installation.log.error = ({ err }: { err?: Error }) => void bugs.push(err?.stack)
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  await world.owner.query('update directory.account set password_hash = $1', [await hashPassword(password)])
})
afterAll(() => world.close())

const opens = (url: string, cookie = '') => world.app.inject({ url, headers: { accept: 'text/html', cookie } })

/** Sends the form of a page, with what stands hidden in it and what is typed. */
const sends = async (page: string, to: string, typed: Record<string, string>, cookie: string) => {
  const { body } = await opens(page, cookie)
  const form = body.slice(body.indexOf(`action="${to}"`)).split('</form>')[0] ?? ''
  const hidden = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
  const payload = new URLSearchParams({ ...Object.fromEntries(hidden), ...typed }).toString()
  const headers = {
    accept: 'text/html',
    cookie,
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'http://localhost:3000',
  }
  return world.app.inject({ method: 'POST', url: to, payload, headers })
}

test('Rosa was signed out elsewhere; with the cookie that is left she signs in again', async () => {
  await rosa.ask(endSession)
  const typed = { login: `${rosa.accountId}@example.org`, password }
  const reply = await sends('/s/preau/sign-in', '/s/preau/sign-in', typed, `preau=${rosa.token}`)
  expect([reply.statusCode, reply.headers.location]).toEqual([303, '/s/preau/today'])
})

test('whoever is signed in, or was, may type a class key at the door of the school', async () => {
  const { statusCode, body } = await sends('/s/preau/', '/join', { key: 'AAAAAAAA' }, `preau=${rosa.token}`)
  expect([statusCode, body.includes('name="key"')]).toEqual([404, true])
})

test.each(['/s/%00/', '/s/%00/today', '//elsewhere.example/..', '/\\elsewhere.example/x', 'http://elsewhere.example/x'])(
  '%s is answered with a page of ours that leads nowhere else',
  async (url) => {
    const { statusCode, body } = await opens(url)
    expect([statusCode < 500, body.startsWith('<!doctype html>')]).toEqual([true, true])
    expect(body).not.toMatch(/href="(?:[/\\]{2}|http:\/\/elsewhere)/)
  },
)

test('and there was no bug', () => expect(bugs).toEqual([]))

test.each([
  ['http://localhost:3000', 'localhost:3000', 401],
  ['http://192.168.1.20:3000', '192.168.1.20:3000', 401],
  ['http://salle-12.local:3000', 'salle-12.local:3000', 401],
  ['http://rebound.example:3000', 'rebound.example:3000', 403],
  ['http://elsewhere.example', 'localhost:3000', 403],
  ['http://192.168.1.21:3000', '192.168.1.20:3000', 403],
])('a form of %s sent to %s', async (origin, host, status) => {
  const payload = { login: 'nobody', password: 'x', sharedDevice: false }
  const reply = await world.app.inject({ method: 'POST', url: '/s/preau/api/session', headers: { origin, host }, payload })
  expect(reply.statusCode).toBe(status)
})
