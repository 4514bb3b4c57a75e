import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { writeOfReports } from '#server/working/alarming.ts'
import { isReachedAt } from '#tests/families.ts'
import { facts, openWorld, person, type World } from '#tests/world.ts'
import { openIncident } from './incidents.ts'
import { tellOfReports } from './reports.ts'
import { askSubscribers, tellSubscribers } from './telling.ts'

let world: World
let tried: string[] = []
beforeAll(async () => {
  world = await openWorld()
  const { post } = world.installation
  world.installation.post = {
    send: (mail) => {
      tried.push(mail.to)
      return mail.to.endsWith('.invalid') ? Promise.reject(new Error('450 4.1.2 domain not found')) : post.send(mail)
    },
  }
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  tried = []
  world.mails.length = 0
  await world.owner.query('delete from directory.throttle')
})

const form = (url: string, fields: Record<string, string>) =>
  world.app.inject({
    ...{ method: 'POST', url, payload: new URLSearchParams(fields).toString() },
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  })
const tokenIn = (text: string | undefined) => /token=([\w-]+)/.exec(text ?? '')?.[1] ?? ''

/** So many whose mail server never takes anything now, and always may later. */
const floods = async (count: number) => {
  for (let nth = 0; nth < count; nth++)
    expect((await form('/status/subscribers', { email: `x${nth}@nowhere${nth}.invalid` })).statusCode).toBe(200)
}
// Of those who wait most are taken in each round: six of them leave out hardly anybody in a hundred thousand runs.
const rounds = async (count: number, round: () => Promise<unknown>) => {
  for (let nth = 0; nth < count; nth++) await round()
}

test('addresses whose mail never leaves do not keep the first mail from everybody who asks after them', async () => {
  await floods(230)
  expect((await form('/status/subscribers', { email: 'amal@example.org' })).statusCode).toBe(200)
  await rounds(6, () => askSubscribers(world.installation))
  expect(world.mails.map(({ to }) => to)).toEqual(['amal@example.org'])
}, 60_000)

test('nor what was said', async () => {
  await form('/status/subscribers', { email: 'noor@example.org' })
  await rounds(6, () => askSubscribers(world.installation))
  await form('/status/confirm', { token: tokenIn(world.mails[0]?.text) })
  await world.owner.query('update directory.status_subscriber set confirmed_at = made_at, told_at = made_at')
  world.mails.length = 0
  world.move(60)
  const texts = [{ language: 'en', title: 'The mail is slow', body: '' }]
  await openIncident(world.installation, { impact: 'minor', components: ['mail'], beganAt: world.clock.now(), texts })
  await rounds(6, () => tellSubscribers(world.installation))
  expect(world.mails.map(({ to }) => to)).toContain('noor@example.org')
  world.move(-60)
}, 60_000)

const tell = () => tellOfReports(world.installation, (numbers) => writeOfReports(world.installation, numbers))

test('a report that nobody could be written to is not noted as told', async () => {
  expect((await form('/trust/reporting', { words: 'A weak point' })).statusCode).toBe(200)
  expect(await tell()).toBe(0)
  expect(await facts(world)).not.toContain('weak_point.told')
})

test('where one of those who run the machine cannot be written to, the others are written to once', async () => {
  await isReachedAt(world, await person(world, { name: 'Olle Ek', role: 'operator' }), 'olle@example.org')
  await isReachedAt(world, await person(world, { name: 'Ossi Ek', role: 'operator' }), 'ossi@gone.invalid')
  expect((await form('/trust/reporting', { words: 'Another one' })).statusCode).toBe(200)
  await rounds(3, () => tell().catch(() => 0))
  expect(tried.filter((to) => to === 'olle@example.org')).toHaveLength(1)
  expect((await facts(world)).filter((name) => name === 'weak_point.told')).toHaveLength(2)
})
