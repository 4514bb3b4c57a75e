import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { subscribeToStatus } from '#contract/status.ts'
import { as } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { nasty } from '#tests/nasty.ts'
import { facts, openWorld, person, type World } from '#tests/world.ts'
import { openIncident } from './incidents.ts'
import { sweepStatus } from './reading.ts'
import { askSubscribers, tellSubscribers } from './telling.ts'

let world: World
let away = false
beforeAll(async () => {
  world = await openWorld({ refuses: ({ to }) => (to.startsWith('nobody') ? { status: '5.1.1' } : undefined) })
  const { post } = world.installation
  world.installation.post = {
    send: (mail) => (away ? Promise.reject(new Error('the mail server is away')) : post.send(mail)),
  }
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  world.mails.length = 0
  await world.owner.query('delete from directory.throttle')
})

const form = (url: string, fields: Record<string, string>, locale = 'fr') =>
  world.app.inject({
    ...{ method: 'POST', url, payload: new URLSearchParams(fields).toString() },
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', cookie: `lang=${locale}` },
  })
const asks = (email: string, locale = 'fr') => form('/status/subscribers', { email }, locale)
const tokenIn = (mail: { text: string } | undefined) => /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
const subscribed = async (email: string, locale = 'fr') => {
  expect((await asks(email, locale)).statusCode).toBe(200)
  await askSubscribers(world.installation)
  const token = tokenIn(world.mails.find(({ to }) => to === email))
  expect((await form('/status/confirm', { token })).statusCode).toBe(200)
  world.mails.length = 0
  return token
}
const rows = async () => (await world.owner.query('select * from directory.status_subscriber order by id')).rows
const saying = (title: string, body = '') => {
  world.move(60)
  return openIncident(world.installation, {
    ...{ impact: 'minor', components: ['mail'], beganAt: world.clock.now() },
    texts: [
      { language: 'en', title, body },
      { language: 'fr', title: `${title} (fr)`, body },
    ],
  })
}
const clear = () => world.owner.query('delete from directory.status_subscriber')

test('an address is asked first; before its link was opened nothing else comes, and afterwards what is new', async () => {
  expect((await asks('amal@example.org')).body).toContain('Consultez vos e-mails')
  expect(await askSubscribers(world.installation)).toBe(1)
  expect(await askSubscribers(world.installation)).toBe(0)
  const [mail] = world.mails
  expect(mail).toMatchObject({ to: 'amal@example.org', subject: 'État du service sur localhost:3000 : merci de confirmer' })
  await saying('Too early')
  expect(await tellSubscribers(world.installation)).toBe(0)
  const token = tokenIn(mail)
  expect((await world.app.inject({ url: `/status/confirm?token=${token}` })).body).toContain('action="/status/confirm"')
  expect((await rows())[0]?.confirmed_at).toBeNull()
  expect((await form('/status/confirm', { token })).body).toContain('Vous serez prévenu')
  expect(await tellSubscribers(world.installation)).toBe(0)
  await saying('Mails are late', 'Be patient.')
  expect(await tellSubscribers(world.installation)).toBe(1)
  expect(await tellSubscribers(world.installation)).toBe(0)
  const told = world.mails.at(-1)
  expect(told?.subject).toBe('État du service sur localhost:3000 : du nouveau')
  expect(told?.text).toContain('Mails are late (fr)')
  expect(told?.text).not.toContain('Too early')
  expect(told?.unsubscribe).toBe(`http://localhost:3000/status/stop?token=${token}`)
  expect(await facts(world)).toEqual(
    expect.arrayContaining(['status.subscription_asked', 'status.subscription_confirmed', 'status.subscribers_told']),
  )
})

test('the click of a mail program erases the address with its key; opening the link alone does not', async () => {
  const token = await subscribed('ines@example.org')
  const url = `/status/stop?token=${token}`
  expect((await world.app.inject({ url })).statusCode).toBe(200)
  const id = (await rows()).at(-1)?.id
  const keys = () => world.owner.query('select from vault.key where owner_id = $1', [id]).then(({ rowCount }) => rowCount)
  expect(await keys()).toBe(1)
  const clicked = await form(url, { 'List-Unsubscribe': 'One-Click' })
  expect(clicked.body).toContain('Votre adresse est effacée')
  expect((await rows()).map((row) => row.id)).not.toContain(id)
  expect(await keys()).toBe(0)
  expect((await form(url, { 'List-Unsubscribe': 'One-Click' })).statusCode).toBe(404)
  expect(await facts(world)).toContain('status.subscription_ended')
})

test('a link that nobody was sent opens nothing', async () => {
  const before = await rows()
  for (const token of ['x'.repeat(43), '', '%00', "' or 1=1 --", '<script>'])
    for (const way of ['confirm', 'stop']) expect([404, 422]).toContain((await form(`/status/${way}`, { token })).statusCode)
  expect(await rows()).toEqual(before)
})

test('who gives an address twice is told once, and one link ends it', async () => {
  await clear()
  await subscribed('twice@example.org')
  await subscribed('Twice@example.org')
  await saying('Something')
  expect(await tellSubscribers(world.installation)).toBe(1)
  expect(await rows()).toHaveLength(1)
})

test('what did not leave is tried again, and an address that takes no mail is forgotten', async () => {
  await clear()
  await subscribed('late@example.org')
  await asks('nobody@example.org')
  await saying('The mail server is away')
  away = true
  expect([await askSubscribers(world.installation), await tellSubscribers(world.installation)]).toEqual([0, 0])
  away = false
  expect(await askSubscribers(world.installation)).toBe(0)
  expect(await rows()).toHaveLength(1)
  expect(await tellSubscribers(world.installation)).toBe(1)
  expect(world.mails.at(-1)).toMatchObject({ to: 'late@example.org' })
})

test('whoever has strangers written to is slowed down', async () => {
  const asked = async (email: string) => (await world.visitor(subscribeToStatus, { body: { email, locale: 'sv' } })).status
  const answers: number[] = []
  for (let nth = 0; nth < 6; nth++) answers.push(await asked(nth % 2 === 0 ? 'x@example.org' : 'X@Example.org'))
  expect(answers.slice(0, 3)).toEqual([200, 200, 200])
  expect(answers.at(-1)).toBe(429)
  expect(await asked('y@example.org')).toBe(200)
  const tagged: number[] = []
  for (let nth = 0; nth < 5; nth++) tagged.push(await asked(`z+${nth}@example.org`))
  expect(tagged.slice(0, 3), 'one letter box under many names is one').toEqual([200, 200, 200])
  expect(tagged.at(-1)).toBe(429)
  await world.owner.query('delete from directory.status_subscriber where confirmed_at is null')
})

test('what is no address comes back to the form, as it was typed and harmless', async () => {
  for (const typed of [
    'nobody',
    nasty['script'] ?? '',
    `a@example.org\r\nBcc: all@example.org`,
    `${'x'.repeat(250)}@example.org`,
  ]) {
    const { statusCode, body } = await asks(typed)
    expect(statusCode).toBe(422)
    expect(body).not.toContain('<script>')
    expect(body).toContain('aria-invalid="true"')
  }
})

test('whatever is said is harmless in a mail', async () => {
  await clear()
  await subscribed('careful@example.org')
  await saying((nasty['script'] ?? '').slice(0, 150), nasty['closing'])
  await tellSubscribers(world.installation)
  const [mail] = world.mails
  expect(mail?.html).not.toMatch(/<script>|<svg|<img/)
  expect(mail?.text).toContain('<script>alert(1)</script>')
  expect(mail?.subject).not.toContain('script')
})

test('an address that nobody confirmed goes after a week, and every one after two years', async () => {
  await clear()
  await subscribed('kept@example.org')
  await asks('forgotten@example.org')
  world.move(8 * 86_400)
  await sweepStatus(world.installation)
  expect(await rows()).toHaveLength(1)
  world.move(731 * 86_400)
  await sweepStatus(world.installation)
  expect(await rows()).toEqual([])
})

test('nobody of a school sees an address or a report, or writes one but through its door, and neither does a visitor', async () => {
  await clear()
  await subscribed('hidden@example.org')
  const head = await person(world, { name: 'Ada Head', role: 'administrator' })
  const nobodys = { session: null, purpose: 'security', requestId: uuidv7() } as const
  const visitor = { ...nobodys, schoolId: null, personId: null, accountId: null }
  const actors = [
    { ...nobodys, schoolId: world.schoolId, personId: head.id, accountId: head.accountId, action: 'walls.try' },
    { ...visitor, action: 'walls.try' },
    { ...visitor, action: 'status.subscribe' },
    { ...visitor, action: 'weak_point.report' },
  ]
  for (const actor of actors)
    for (const table of ['status_subscriber', 'weak_point', 'incident', 'incident_text', 'component_day', 'component_now']) {
      const { rows } = await as(world.installation.db, actor, (tx) =>
        sql`select 1 from ${sql.table(`directory.${table}`)}`.execute(tx),
      )
      expect(rows, `${actor.action} in ${table}`).toEqual([])
    }
  const writing = (action: string) =>
    as(world.installation.db, { ...visitor, action }, (tx) =>
      sql`insert into directory.weak_point (id, made_at, sealed) values (${uuidv7()}, now(), 'x')`.execute(tx),
    )
  await expect(writing('walls.try')).rejects.toThrow(/row-level security/)
  await expect(writing('status.subscribe')).rejects.toThrow(/row-level security/)
  await writing('weak_point.report')
})

test('a letter is not lost with the process that was about to send it: two hours later another one sends it, and once', async () => {
  await subscribed('dora@example.org')
  await saying('Again')
  await world.owner.query('update directory.status_subscriber set claimed_at = $1', [world.clock.now()])
  expect(await tellSubscribers(world.installation), 'somebody is about to').toBe(0)
  world.move(2 * 3600 + 60)
  expect(await tellSubscribers(world.installation)).toBeGreaterThan(0)
  expect(world.mails.filter(({ to }) => to === 'dora@example.org')).toHaveLength(1)
  expect(await tellSubscribers(world.installation)).toBe(0)
  expect((await rows()).filter((row) => row.claimed_at !== null)).toEqual([])
})
