import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueClassKey, readClassKey } from '#contract/classes.ts'
import { classOf, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let class6B: string
let key: string
const odd = `Anne "Nan" d’Arc & <b>fils</b> ${'é'.repeat(30)}`

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  class6B = await classOf(world, '6B', [rosa], [])
  key = await newKey()
})
afterAll(() => world.close())

const newKey = async () => {
  const { body } = await rosa.ask(issueClassKey, { params: { id: class6B } })
  const made = body['key'] ?? ((await rosa.ask(readClassKey, { params: { id: class6B } })).body['current'] as { key: string }).key
  return `${made}`
}

/** A form that is sent without JavaScript; answers the page that came. */
const sends = async (url: string, form: Record<string, string>) => {
  const reply = await world.app.inject({
    method: 'POST',
    url,
    headers: { accept: 'text/html', 'accept-language': 'fr', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
  return { status: reply.statusCode, page: reply.body }
}

const plain = (text: string) =>
  text
    .replace(/&quot;|&#34;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

/** What stands in the fields of a page, seen and unseen, by name. */
const standsIn = (page: string) => {
  const found: Record<string, string> = {}
  for (const [input] of page.matchAll(/<input\b[^>]*>/g)) {
    const of = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(input)?.[1]
    const name = of('name')
    const isChoice = /type="(radio|checkbox)"/.test(input)
    if (name && (!isChoice || /\schecked/.test(input))) found[name] = plain(of('value') ?? 'on')
  }
  return found
}

const secret = 'secret-que-personne-ne-relit-1'
const forms = [
  {
    of: 'joining a class',
    url: () => '/join/request',
    typed: () => ({ key, locale: 'fr', child: odd, relation: 'father', name: odd, email: 'karim@' }),
    secrets: {},
  },
  { of: 'the key of a class', url: () => '/join', typed: () => ({ key: 'K7P2W9M5' }), secrets: {} },
  {
    of: 'the link of the mail',
    url: () => '/join/confirm',
    typed: () => ({ token: 'abcdefghijklmnopqrstuvwxyz012345' }),
    secrets: { password: secret },
  },
  {
    of: 'signing in',
    url: () => '/s/preau/sign-in',
    typed: () => ({ login: odd, next: '/s/preau/people', sharedDevice: 'on' }),
    secrets: { password: secret },
  },
  { of: 'a forgotten password', url: () => '/s/preau/forgotten', typed: () => ({ login: 'x'.repeat(500) }), secrets: {} },
  {
    of: 'a recovery code',
    url: () => '/s/preau/recover',
    typed: () => ({ login: odd, code: 'ABCD-EFGH' }),
    secrets: { password: secret },
  },
  {
    of: 'a new password',
    url: () => '/reset',
    typed: () => ({ token: 'abcdefghijklmnopqrstuvwxyz' }),
    secrets: { password: 'kort' },
  },
]

test.each(forms)(
  '$of: what was typed stands there again after a refusal, and no password does',
  async ({ url, typed, secrets }) => {
    const { status, page } = await sends(url(), { ...typed(), ...secrets })
    expect(status).toBeGreaterThanOrEqual(200)
    expect(page).toContain('banner bad')
    expect(standsIn(page)).toMatchObject(typed())
    for (const one of Object.values<string>(secrets)) expect(page).not.toContain(one)
  },
)

test('a key that ended while a family typed is asked for once more, and nothing else is', async () => {
  const typed = { child: 'Noor', relation: 'mother', name: 'Amal Benali', email: 'amal@example.org' }
  const old = key
  key = await newKey()
  const refused = await sends('/join/request', { ...typed, key: old, locale: 'fr' })
  expect(refused.page).toContain('banner bad')
  const again = standsIn(refused.page)
  expect(again).toMatchObject({ ...typed, key: old })
  const shown = await sends('/join', { ...again, key })
  expect(standsIn(shown.page)).toMatchObject({ ...typed, key })
  const last = await sends('/join/you', standsIn(shown.page))
  expect(standsIn(last.page)).toMatchObject({ ...typed, key })
  expect((await sends('/join/request', standsIn(last.page))).page).toContain('banner ok')
})
