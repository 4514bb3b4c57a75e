import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import { errors } from '#contract/errors.ts'
import { xsrfTokenOf } from '#kernel/session.ts'
import { actions } from '#server/registry.ts'
import { type CastName, raiseCurtain, type Stage } from './cast.ts'
import { exampleOf } from './examples.ts'
import { asTyped, bodies, headers, ids, mediaTypes, namedByWhoever, nobodysId, texts, values } from './garbage.ts'
import { type Asking, formWith } from './world.ts'

vi.setConfig({ testTimeout: 60_000 }) // some endpoints hash a password for each of fifty requests

let stage: Stage
const bugs: string[] = []
beforeAll(async () => {
  stage = await raiseCurtain()
  stage.world.installation.log.error = ({ err }: { err?: Error }) => void bugs.push(`${err?.stack}`)
})
afterAll(() => stage.world.close())
beforeEach(() => stage.world.owner.query('delete from directory.throttle'))

type Sent = { method?: string; url?: string; payload?: string | undefined; headers?: Record<string, string> }

/** Who may ask an endpoint something sensible: the office for the school's, Amal for an account's own, nobody for the rest. */
const asker = ({ access }: Endpoint): Exclude<CastName, 'visitor'> | undefined =>
  access === 'visitor' ? undefined : access === 'account' ? 'amal' : 'olga'

const addressOf = ({ scope, path }: Endpoint, { params = {}, slug = 'preau' }: Asking) =>
  (scope === 'school' ? `/s/${slug}/api` : '/api') + path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')

let token: string | undefined

/** Sends what is given, however wrong, with the cookie of somebody who may ask. */
const send = async (endpoint: Endpoint, example: Asking, sent: Sent = {}) => {
  const sessionHeaders = token ? { cookie: `preau=${token}`, 'x-xsrf-token': xsrfTokenOf(token) } : {}
  const form = example.file && formWith(example.file)
  const payload = 'payload' in sent ? sent.payload : (form ?? (example.body && JSON.stringify(example.body)))
  const type = payload === form ? 'multipart/form-data; boundary=preau' : 'application/json'
  const reply = await stage.world.app.inject({
    method: (sent.method ?? endpoint.method) as 'GET',
    url: sent.url ?? addressOf(endpoint, example),
    headers: { ...sessionHeaders, ...(payload === undefined ? {} : { 'content-type': type }), ...sent.headers },
    ...(payload === undefined ? {} : { payload }),
  })
  const isProblem = `${reply.headers['content-type']}`.startsWith('application/problem+json')
  return { status: reply.statusCode, code: isProblem ? `${reply.json().code}` : undefined, headers: reply.headers }
}

type Answer = Awaited<ReturnType<typeof send>>

/** What is wrong with an answer to garbage: undefined when it is a refusal with a code of ours. */
const unlikeARefusal = ({ status, code }: Answer) =>
  code !== undefined && code in errors && status >= 400 && status < 500 ? undefined : `${status} ${code}`

/** All the answers that are not refusals, by what was sent. */
const collect = async (sent: Iterable<readonly [string, () => Promise<Answer>]>) => {
  const wrong: string[] = []
  for (const [name, ask] of sent) {
    const fault = unlikeARefusal(await ask())
    if (fault) wrong.push(`${name}: ${fault}`)
    await stage.world.owner.query('delete from directory.throttle')
  }
  return wrong
}

const leavesOf = (body: object, before: string[] = []): string[][] =>
  Object.entries(body).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? leavesOf(value, [...before, key]) : [[...before, key]],
  )

const withLeaf = (body: object, [key = '', ...rest]: string[], value: unknown): object => {
  const inner = Reflect.get(body, key) as object
  return { ...body, [key]: rest.length ? withLeaf(inner, rest, value) : value }
}

describe.each(actions.map(({ endpoint }) => endpoint))('$name', (endpoint) => {
  let example: Asking
  beforeAll(async () => {
    example = await exampleOf(stage, endpoint)
    const who = asker(endpoint)
    token = who && (await stage.session(who))
  })

  const isWrite = endpoint.method !== 'GET'

  test('refuses bodies that are none', async () => {
    const type = (value: string) => ({ headers: { 'content-type': value }, payload: '<x/>' })
    const isNeeded = !endpoint.body.safeParse({}).success
    const wrong = Object.entries(bodies).filter(([name]) => isNeeded || !['null', 'deep objects'].includes(name)) // nothing, and more than was asked
    const sent = isWrite ? wrong.map(([name, payload]) => [name, () => send(endpoint, example, { payload })] as const) : []
    const typed = isWrite ? mediaTypes.map((value) => [value, () => send(endpoint, example, type(value))] as const) : []
    expect(await collect([...sent, ...typed])).toEqual([])
  })

  test('refuses fields of the wrong kind', async () => {
    const body = example.body ?? {}
    const sent = leavesOf(body).flatMap((leaf) =>
      Object.entries({ ...values, ...texts }).flatMap(([name, value]) => {
        const wrong = withLeaf(body, leaf, value)
        const isFree = value === undefined || value === null || asTyped.has(`${endpoint.name} ${leaf.join('.')}`)
        if (isFree && endpoint.body.safeParse(wrong).success) return []
        return [[`${leaf.join('.')} is ${name}`, () => send(endpoint, example, { payload: JSON.stringify(wrong) })] as const]
      }),
    )
    expect(await collect(sent)).toEqual([])
  })

  test('refuses identifiers that are none, or nobody’s', async () => {
    const places = [...Object.keys(example.params ?? {}), ...(endpoint.scope === 'school' ? ['slug'] : [])]
    const at = (place: string, id: string): Asking =>
      place === 'slug' ? { ...example, slug: id } : { ...example, params: { ...example.params, [place]: id } }
    const sent = places.flatMap((place) =>
      [...ids, ...(namedByWhoever.has(endpoint.name) ? [] : [nobodysId])].map(
        (id) =>
          [`${place} is ${id.slice(0, 40)}`, () => send(endpoint, example, { url: addressOf(endpoint, at(place, id)) })] as const,
      ),
    )
    expect(await collect(sent)).toEqual([])
  })

  test('refuses headers that are wrong', async () => {
    for (const { name, value, code, writes } of headers) {
      if (writes && !isWrite) continue
      const extra: Record<string, string> = value === 'null' ? { 'sec-fetch-site': 'cross-site' } : {}
      const answer = await send(endpoint, example, { headers: { [name]: value, ...extra } })
      expect(answer.code, `${name}: ${value}`).toBe(code)
    }
  })

  test('refuses a forged request, and one with a session that is none', async () => {
    if (endpoint.access === 'visitor') return
    if (isWrite) {
      expect((await send(endpoint, example, { headers: { 'x-xsrf-token': 'x' } })).code).toBe('forgery')
      expect((await send(endpoint, example, { headers: { 'x-xsrf-token': '' } })).code).toBe('forgery')
    }
    const none = 'é'.repeat(43)
    const cookie = { cookie: `preau=${encodeURIComponent(none)}`, 'x-xsrf-token': xsrfTokenOf(none) }
    expect((await send(endpoint, example, { headers: cookie })).code).toBe('not_signed_in')
  })

  test('answers other methods with what is allowed', async () => {
    const known = new Set(
      actions
        .filter(({ endpoint: other }) => other.path === endpoint.path && other.scope === endpoint.scope)
        .map(({ endpoint: { method } }) => method),
    )
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'] as const) {
      if (known.has(method as 'GET')) continue
      const answer = await send(endpoint, {}, { method, url: addressOf(endpoint, example), payload: undefined })
      expect([method, answer.code]).toEqual([
        method,
        method === 'TRACE' ? expect.stringMatching(/^(method_not_allowed|not_found)$/) : 'method_not_allowed',
      ])
      if (answer.code === 'method_not_allowed') expect(`${answer.headers['allow']}`.split(', ')).toContain(endpoint.method)
    }
  })

  test('bears what it did not ask for', async () => {
    const address = addressOf(endpoint, example)
    const queries = [
      '?x=1&x=2',
      '?__proto__=1',
      '?constructor[prototype]=1',
      '?%',
      '?a=%E0%A4%A',
      `?${'a=1&'.repeat(2_000)}`,
      '?%00=%00',
    ]
    const body = { ...(example.body ?? {}), extra: JSON.parse(bodies['deep arrays']!) }
    const answers = [
      ...(await Promise.all(
        queries.map((query) =>
          send(
            endpoint,
            { ...example, body: { wrong: true } },
            { url: address + query, ...(isWrite ? {} : { payload: undefined }) },
          ),
        ),
      )),
      isWrite ? await send(endpoint, example, { payload: deepJson(body), headers: { 'idempotency-key': nobodysId } }) : undefined,
    ]
    expect(
      answers.flatMap((answer) =>
        answer && (answer.status >= 500 || (answer.status >= 400 && !answer.code)) ? [`${answer.status} ${answer.code}`] : [],
      ),
    ).toEqual([])
  })
})

/** JSON of what JSON.stringify would run out of stack for. */
const deepJson = ({ extra: _, ...rest }: Record<string, unknown>) =>
  `${JSON.stringify(rest).slice(0, -1)}${Object.keys(rest).length ? ',' : ''}"extra":${bodies['deep arrays']}}`

test('after all this the house still answers', async () => {
  const reply = await stage.world.app.inject('/healthz')
  expect([reply.statusCode, reply.json()]).toEqual([200, { ok: true }])
  expect(bugs).toEqual([])
})

test('an address that is nobody’s is not found, in words that a program understands', async () => {
  for (const url of [
    '/api',
    '/api/nothing',
    '/s/preau/api/nothing',
    '/s/nowhere/api/classes',
    '/api/%00',
    '/s/%E0%A4%A/api/classes',
    `/api/${'x/'.repeat(500)}`,
  ]) {
    const reply = await stage.world.app.inject({ url })
    expect([url, reply.statusCode >= 400 && reply.statusCode < 500, reply.json().code in errors]).toEqual([url, true, true])
  }
})
