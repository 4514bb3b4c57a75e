import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { errors } from '#contract/errors.ts'
import { raiseCurtain, type Stage } from './cast.ts'
import { bodies, ids, texts } from './garbage.ts'

let stage: Stage
const bugs: string[] = []
beforeAll(async () => {
  stage = await raiseCurtain()
  stage.world.installation.log.error = ({ err }: { err?: Error }) => void bugs.push(`${err?.stack}`)
})
afterAll(() => stage.world.close())

const root = path.join(import.meta.dirname, '..')
const code = globSync('server/{app.ts,pages/*.ts}', { cwd: root }).map((file) => readFileSync(path.join(root, file), 'utf8'))

/** Every page that the server has, as its route stands in the source. */
const pages = code.flatMap((text) =>
  [...text.matchAll(/\bapp\.(get|post)(?:<[^(]*>)?\(\s*'([^']+)'/g)].map(([, method, route]) => ({
    method: method === 'get' ? 'GET' : 'POST',
    route: route!,
  })),
)

const addressOf = (route: string, id: string) => route.replace(/:slug/, 'preau').replace(/:\w+|\*/g, () => id)

const ask = async (method: string, url: string, more: { payload?: string; type?: string; cookie?: string } = {}) => {
  const { payload, type = 'application/x-www-form-urlencoded', cookie } = more
  await stage.world.owner.query('delete from directory.throttle')
  const headers = {
    accept: 'text/html',
    ...(cookie ? { cookie } : {}),
    ...(payload === undefined ? {} : { 'content-type': type }),
  }
  const reply = await stage.world.app.inject({
    method: method as 'GET',
    url,
    headers,
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: reply.statusCode, reply }
}

test('every page is asked', () => expect(pages.length).toBeGreaterThan(12))

const forms: Record<string, string> = {
  nothing: '',
  'a form that is none': '%E0%A4%A&=&&&==',
  'a prototype': '__proto__[isAdmin]=1&constructor.prototype.x=1&__proto__=x',
  'the same field twice': 'key=a&key=b&email=a&email=b&password=x&password=y&login=a&login=b',
  'ten thousand fields': Array.from({ length: 10_000 }, (_, at) => `f${at}=1`).join('&'),
  ...Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const typed = encodeURIComponent(text.toWellFormed())
      return [
        name,
        ['key', 'child', 'name', 'email', 'token', 'password', 'login', 'code', 'slug', 'next', 'display']
          .map((field) => `${field}=${typed}`)
          .join('&'),
      ]
    }),
  ),
}

test.each(pages)(
  '$method $route bears whatever is sent',
  async ({ method, route }) => {
    const wrong: string[] = []
    const note = (what: string, { status }: { status: number }) => void (status >= 500 && wrong.push(`${what}: ${status}`))
    for (const id of ids) note(id.slice(0, 30), await ask(method, addressOf(route, id)))
    for (const query of [
      '?lang=%00',
      '?lang=x&lang=y',
      '?next=//elsewhere.example',
      '?next=a&next=b',
      '?lang=fr&code=a&code=b&token=a&token=b',
      '?token=%E0%A4%A',
      `?code=${'x'.repeat(10_000)}`,
      '?__proto__=1',
    ])
      note(query.slice(0, 30), await ask(method, addressOf(route, 'x') + query))
    for (const cookie of ['preau=%', 'preau=x; preau=y', `preau=${'x'.repeat(5_000)}`, 'lang=\u0001', '=;=;='])
      note(cookie.slice(0, 30), await ask(method, addressOf(route, 'x'), { cookie }))
    if (method === 'POST') {
      for (const [name, payload] of Object.entries(forms)) note(name, await ask(method, addressOf(route, 'x'), { payload }))
      for (const [name, payload] of Object.entries(bodies))
        note(name, await ask(method, addressOf(route, 'x'), { payload, type: 'application/json' }))
      const typed = await ask(method, addressOf(route, 'x'), { payload: '<x/>', type: 'application/xml' })
      expect(typed.status).toBe(415)
    }
    expect(wrong).toEqual([])
  },
  60_000,
)

test('nobody is led elsewhere', async () => {
  const credentials = new URLSearchParams({
    login: `${stage.people.olga.accountId}@example.org`,
    password: 'fem ord som hänger ihop länge',
  })
  for (const next of [
    '//elsewhere.example',
    'https://elsewhere.example/',
    '/\\elsewhere.example',
    '/s/preau/../../x',
    'javascript:alert(1)',
    '/s/preau/\r\nSet-Cookie: a=b',
  ]) {
    const { reply } = await ask('POST', '/s/preau/sign-in', { payload: `${credentials}&next=${encodeURIComponent(next)}` })
    const place = new URL(`${reply.headers.location ?? '/'}`, 'http://localhost:3000')
    expect([next, place.origin], reply.body.slice(0, 100)).toEqual([next, 'http://localhost:3000'])
  }
})

test('what a page refuses, it says with a code of ours to whoever is no browser', async () => {
  const reply = await stage.world.app.inject({
    method: 'POST',
    url: '/join',
    payload: '<x/>',
    headers: { 'content-type': 'application/xml' },
  })
  expect([reply.statusCode, reply.json().code in errors]).toEqual([415, true])
})

test('and there was no bug', () => expect(bugs).toEqual([]))
