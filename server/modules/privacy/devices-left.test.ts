import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#contract/locales.ts'
import { readMe } from '#contract/people.ts'
import { erasePerson, readCertificate } from '#contract/privacy.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { dayInParis } from '#tests/days.ts'
import { night } from '#tests/nights.ts'
import { openWorld, type Person, person, signInAgain, type World } from '#tests/world.ts'

let world: World
let office: Person
beforeAll(async () => {
  world = await openWorld()
  office = await person(world, { name: 'Inès Office', role: 'office' })
})
afterAll(() => world.close())

const DAY = 86_400
const erased = async ({ id }: Person) => `${(await office.ask(erasePerson, { params: { id }, body: {} })).body['code']}`
const devicesOf = async (code: string) =>
  readCertificate.output.parse((await world.visitor(readCertificate, { params: { code } })).body).devices
const lastDay = () => dayAfter(dayInParis(world.clock.now()), 'P31D')
const page = async (code: string, locale = 'en') =>
  (await world.app.inject({ url: `/verify/${code}?lang=${locale}`, headers: { accept: 'text/html' } })).body
const tokens = async () => (await world.owner.query('select from erased_device where token_digest is not null')).rowCount

test('whoever never signed in on a device of their own has left none', async () => {
  const kenta = await person(world, { name: 'Kenta Mori', role: 'pupil' })
  await world.owner.query('update directory.session set shared_device = true where account_id = $1', [kenta.accountId])
  const code = await erased(kenta)
  expect(await devicesOf(code)).toEqual({ all: 0, waiting: 0, until: null })
  expect(await page(code, 'sv')).toContain('ingen som sparar något')
})

test('the certificate says how many devices have not called since, and no more once they have', async () => {
  const noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  const phone = await signInAgain(world, noor)
  await signInAgain(world, noor, { sharedDevice: true })
  const drawer = await signInAgain(world, noor)
  await world.owner.query(
    `update directory.session set seen_at = seen_at - interval '40 days'
     where id = (select id from directory.session where account_id = $1 order by started_at desc, id desc limit 1)`,
    [noor.accountId],
  )
  const until = lastDay()
  const code = await erased(noor)
  expect(await devicesOf(code)).toEqual({ all: 2, waiting: 2, until })
  for (const locale of locales) expect(await page(code, locale)).not.toMatch(/Noor|Benali|Inès/)
  expect(await page(code)).toContain('2 of 2 have not called since')
  expect((await phone.ask(readMe)).status).toBe(401)
  expect(await devicesOf(code)).toEqual({ all: 2, waiting: 1, until })
  expect((await phone.ask(readMe)).status).toBe(401)
  expect((await drawer.ask(readMe)).status).toBe(401)
  expect(await devicesOf(code)).toEqual({ all: 2, waiting: 1, until })
  expect(await page(code)).toContain('1 of 2 has not called since')
  expect((await noor.ask(readMe)).status).toBe(401)
  expect(await devicesOf(code)).toEqual({ all: 2, waiting: 0, until: null })
  expect([await tokens(), (await page(code)).includes('2: all have called since')]).toEqual([0, true])
})

test('one that never calls shows nothing after thirty-one days, and its token is forgotten the night after', async () => {
  const lina = await person(world, { name: 'Lina Benali', role: 'pupil' })
  const until = lastDay()
  const code = await erased(lina)
  expect(await devicesOf(code)).toEqual({ all: 1, waiting: 1, until })
  world.move(31 * DAY)
  await night(world)
  expect([await devicesOf(code), await tokens()]).toEqual([{ all: 1, waiting: 1, until }, 1])
  world.move(DAY)
  expect(await devicesOf(code)).toEqual({ all: 1, waiting: 0, until: null })
  await night(world)
  expect(await tokens()).toBe(0)
})
