import { afterAll, beforeAll, expect, test } from 'vitest'
import { readNotifications, resumeMails } from '#contract/notifications.ts'
import { asSchool } from '#kernel/system.ts'
import { tuesday, weekOf } from '#tests/week.ts'
import { facts, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let week: ReturnType<typeof weekOf>
let olga: Person
beforeAll(async () => {
  world = await openWorld()
  olga = await person(world, { name: 'Olga Lind', role: 'office', locale: 'sv' })
  week = weekOf(world)
  week.goTo(tuesday, '10:00')
})
afterAll(() => world.close())

const arrange = (name: 'mail.address_failed' | 'password.changed') =>
  asSchool(world.installation, world.schoolId, 'security', 'telling.arrange', async ({ emit }) =>
    name === 'password.changed'
      ? emit(name, { why: 'chosen' }, { subject: olga.id })
      : emit(name, { way: 'report' }, { subject: olga.id }),
  )
const evenings = { next: 0 }
/** What an evening brings after something has happened. */
const anEvening = async (name: Parameters<typeof arrange>[0] = 'mail.address_failed') => {
  week.goTo(tuesday, '10:00', evenings.next)
  world.mails.length = 0
  await arrange(name)
  await world.doJobs()
  week.goTo(tuesday, '17:30', evenings.next++)
  await world.doJobs()
  return world.mails
}
const post = (url: string, payload: string) =>
  world.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
const tokenIn = (url = '') => new URLSearchParams(url.split('?')[1]).get('token') ?? ''
const path = (url = '') => url.replace('http://localhost:3000', '')

test('a mail program stops the digests with one click, from where nobody is signed in; the account is still told of', async () => {
  const [digest] = await anEvening()
  const link = path(digest?.unsubscribe)
  expect(link).toMatch(/^\/mail\/stop\?token=[\w-]{43}&kind=to_do$/)
  const reply = await post(link.replace('&kind=to_do', ''), 'List-Unsubscribe=One-Click')
  expect(reply.statusCode, reply.body).toBe(200)
  expect(reply.headers['set-cookie']).toBeUndefined()
  expect(reply.body).toContain('École du Préau')
  expect(await anEvening()).toEqual([])
  expect(await anEvening('password.changed')).toMatchObject([{ subject: 'Om ditt konto' }])
  expect(world.mails[0]?.unsubscribe).toBeUndefined()
  expect((await olga.ask(readNotifications)).body).toMatchObject({ mailsStopped: true, nextDigest: null })
  expect((await post(link.replace('&kind=to_do', ''), 'List-Unsubscribe=One-Click')).statusCode).toBe(200)
  expect(await facts(world)).toContain('notification.mails_stopped')
})

test('to open the link does nothing yet; its page asks, says what was done, and takes it back', async () => {
  await olga.ask(resumeMails)
  const [digest] = await anEvening()
  const token = tokenIn(digest?.unsubscribe)
  const asked = await world.app.inject({ url: path(digest?.unsubscribe), headers: { 'accept-language': 'fr' } })
  expect(asked.body).toContain('Ne plus recevoir ces e-mails')
  expect((await anEvening()).length).toBe(1)
  expect((await post('/mail/stop', `token=${token}`)).body).toContain('action="/mail/kinds"')
  expect(await anEvening()).toEqual([])
  expect((await post('/mail/restart', `token=${token}`)).statusCode).toBe(200)
  expect((await anEvening()).map(({ unsubscribe }) => unsubscribe)).toEqual([digest?.unsubscribe])
})

test('a link that nobody was sent stops nothing, and neither does one with something else in it', async () => {
  for (const token of ['x'.repeat(43), '', '%00', "' or 1=1 --", '<script>'])
    expect([404, 422]).toContain((await post('/mail/stop', `token=${encodeURIComponent(token)}`)).statusCode)
  expect((await anEvening()).length).toBe(1)
})

test('a page elsewhere cannot send it from the browser of whoever reads it', async () => {
  const [digest] = await anEvening()
  const reply = await world.app.inject({
    ...{ method: 'POST', url: path(digest?.unsubscribe), payload: 'List-Unsubscribe=One-Click' },
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://elsewhere.example' },
  })
  expect(reply.statusCode).toBe(403)
})

test('the click of a mail of one kind stops that kind alone, and the settings say which; the others still come', async () => {
  await olga.ask(resumeMails)
  const [digest] = await anEvening()
  const reply = await post(path(digest?.unsubscribe), 'List-Unsubscribe=One-Click')
  expect(reply.statusCode, reply.body).toBe(200)
  expect(await anEvening()).toEqual([])
  expect((await olga.ask(readNotifications)).body).toMatchObject({ mailsStopped: false, stoppedKinds: ['to_do'] })
  expect(await anEvening('password.changed')).toHaveLength(1)
  await olga.ask(resumeMails)
  expect((await olga.ask(readNotifications)).body).toMatchObject({ mailsStopped: false, stoppedKinds: [] })
  expect(await anEvening()).toHaveLength(1)
})

test('the page shows each kind as it stands, says what is sent in any case, and keeps what is ticked; nothing ticked is all stopped', async () => {
  await olga.ask(resumeMails)
  const [digest] = await anEvening()
  const token = tokenIn(digest?.unsubscribe)
  const ticked = (body: string) => [...body.matchAll(/name="(\w+)" value="on" checked/g)].map(([, kind]) => kind)
  const page = await world.app.inject({ url: path(digest?.unsubscribe), headers: { 'accept-language': 'fr' } })
  expect(ticked(page.body)).toEqual(['to_do', 'messages', 'class_life', 'homework'])
  expect(page.body).toContain('Ce qui est envoyé dans tous les cas')
  const chosen = await post('/mail/kinds', `token=${token}&messages=on&homework=on&urgent=on`)
  expect(ticked(chosen.body)).toEqual(['messages', 'homework'])
  expect((await olga.ask(readNotifications)).body).toMatchObject({ mailsStopped: false, stoppedKinds: ['to_do', 'class_life'] })
  await post('/mail/kinds', `token=${token}`)
  expect((await olga.ask(readNotifications)).body).toMatchObject({ mailsStopped: true, stoppedKinds: [] })
  await post('/mail/kinds', `token=${token}&to_do=on&messages=on&class_life=on&homework=on`)
  expect((await olga.ask(readNotifications)).body).toMatchObject({ mailsStopped: false, stoppedKinds: [] })
})
