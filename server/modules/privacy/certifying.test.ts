import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#contract/locales.ts'
import { erasePerson, readCertificate } from '#contract/privacy.ts'
import { burnNow } from '#server/working/burning.ts'
import { openWorld, type Person, person, type World } from '#tests/world.ts'
import { HEARD_LOCK, RING_LOCK } from '#vault/channel.queries.ts'

let world: World
let office: Person
let noor: Person
let code = ''
beforeAll(async () => {
  world = await openWorld({ heart: { every: 50, patience: 500 } })
  office = await person(world, { name: 'Inès Office', role: 'office' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
})
afterAll(() => world.close())

const DAY = 86_400
const inDays = (days: number) => new Date(world.clock.now().getTime() + days * DAY * 1000).toISOString().slice(0, 10)
const erased = async ({ id }: Person) => (await office.ask(erasePerson, { params: { id }, body: {} })).body
const certificateOf = (wanted: string) => world.visitor(readCertificate, { params: { code: wanted } })
const page = (url: string) => world.app.inject({ url, headers: { accept: 'text/html' } })

test('until the keys of its week are burned, a certificate is provisional and says the day', async () => {
  const answer = await erased(noor)
  code = `${answer['code']}`
  const { status, body } = await certificateOf(code)
  expect(status).toBe(200)
  expect(body).toMatchObject({ state: 'provisional', holdsOn: inDays(8), school: 'École du Préau', keys: 2, keptUntil: null })
  expect(body['holdsOn']).toBe(answer['holdsEverywhereBy'])
  expect(body['deleted']).toBe(answer['deleted'])
})

test('whoever has the code reads it without an account and without JavaScript, in four languages, and it names nobody', async () => {
  for (const locale of locales) {
    const { statusCode, body } = await page(`/verify/${code}?lang=${locale}`)
    expect(statusCode).toBe(200)
    expect(body).toContain(`<html lang="${locale}">`)
    expect(body).toContain('École du Préau')
    for (const told of ['Noor', 'Benali', 'Inès', noor.id, '<script']) expect(body).not.toContain(told)
  }
  const typed = await page(`/verify?code=${encodeURIComponent(` ${code.toUpperCase().replace(/(.{8})/g, '$1-')}`)}`)
  expect([typed.statusCode, typed.headers.location]).toEqual([303, `/verify/${code}`])
})

test('a code that nobody was given leads nowhere', async () => {
  expect((await certificateOf('0'.repeat(32))).status).toBe(404)
  for (const wrong of ['0'.repeat(32), 'noor', 'a%2Fb']) {
    const { statusCode, body } = await page(`/verify/${wrong}?lang=en`)
    expect([statusCode, body.includes('Nothing has this code')]).toEqual([404, true])
  }
})

test('a burn that was missed moves the day, and the certificate says that it is late', async () => {
  world.move(9 * DAY)
  expect((await certificateOf(code)).body).toMatchObject({ state: 'late', holdsOn: inDays(1) })
})

test('once the keys of its week are burned the certificate is final; one of this week waits for the next', async () => {
  await burnNow(world.installation)
  expect((await certificateOf(code)).body).toMatchObject({ state: 'final' })
  expect((await page(`/verify/${code}?lang=sv`)).body).toContain('Slutgiltigt')
  const lea = await person(world, { name: 'Léa Martin', role: 'pupil' })
  const next = await erased(lea)
  expect((await certificateOf(`${next['code']}`)).body).toMatchObject({ state: 'provisional', holdsOn: inDays(8) })
})

test('the code is given when every process has said that it forgot; whoever says nothing is waited for, then loses its line', async () => {
  const kenta = await person(world, { name: 'Kenta Mori', role: 'pupil' })
  const stuck = new pg.Client(world.connection.config('preau_vault'))
  let isLost = false
  stuck
    .on('error', () => undefined)
    .on('end', () => {
      isLost = true
    })
  await stuck.connect()
  const { rows } = await world.owner.query<{ week: number }>('select max(week) as week from vault.ring where burned_at is null')
  await stuck.query('select pg_advisory_lock_shared($1, $2)', [RING_LOCK, rows[0]!.week]) // as one that hears, and does not answer
  expect((await office.ask(erasePerson, { params: { id: kenta.id }, body: {} })).status).toBe(200)
  await expect(stuck.query('select')).rejects.toThrow()
  expect(isLost).toBe(true)
  const answers = 'select from pg_locks where classid = $1::int::oid'
  expect((await world.owner.query(answers, [HEARD_LOCK])).rowCount).toBeGreaterThan(0)
  await expect.poll(async () => (await world.owner.query(answers, [HEARD_LOCK])).rowCount, { timeout: 20_000 }).toBe(0)
})
