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
const path = (url = '') => url.replace('http://localhost:3000', '')

test('a mail program stops the digests with one click, from where nobody is signed in; the account is still told of', async () => {
  const [digest] = await anEvening()
  const link = path(digest?.unsubscribe)
  expect(link).toMatch(/^\/mail\/stop\?token=[\w-]{43}$/)
  const reply = await post(link, 'List-Unsubscribe=One-Click')
  expect(reply.statusCode, reply.body).toBe(200)
  expect(reply.headers['set-cookie']).toBeUndefined()
  expect(reply.body).toContain('École du Préau')
  expect(await anEvening()).toEqual([])
  expect(await anEvening('password.changed')).toMatchObject([{ subject: 'Om ditt konto' }])
  expect(world.mails[0]?.unsubscribe).toBeUndefined()
  expect((await olga.ask(readNotifications)).body).toMatchObject({ mailsStopped: true, nextDigest: null })
  expect((await post(link, 'List-Unsubscribe=One-Click')).statusCode).toBe(200)
  expect(await facts(world)).toContain('notification.mails_stopped')
})

test('to open the link does nothing yet; its page asks, says what was done, and takes it back', async () => {
  await olga.ask(resumeMails)
  const [digest] = await anEvening()
  const token = `${digest?.unsubscribe}`.split('token=')[1] ?? ''
  const asked = await world.app.inject({ url: path(digest?.unsubscribe), headers: { 'accept-language': 'fr' } })
  expect(asked.body).toContain('Ne plus recevoir ces e-mails')
  expect((await anEvening()).length).toBe(1)
  expect((await post('/mail/stop', `token=${token}`)).body).toContain('action="/mail/restart"')
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
