import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { correctOwnAddress } from '#contract/mail-troubles.ts'
import { readNotifications } from '#contract/notifications.ts'
import { changePassword } from '#contract/passwords.ts'
import { endOtherSessions } from '#contract/sessions.ts'
import { asSchool } from '#kernel/system.ts'
import { openSink } from '#tests/mail-sink.ts'
import { facts, openWorld, type Person, person, type World } from '#tests/world.ts'

let sink: Awaited<ReturnType<typeof openSink>>
let world: World
let rosa: Person
let amal: Person
let noor: Person
beforeAll(async () => {
  sink = await openSink()
  world = await openWorld({ mail: sink.url })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher', hasAddress: false })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil', hasAddress: false })
})
afterAll(async () => {
  await world.close()
  await sink.close()
})
beforeEach(() => {
  sink.letters.length = 0
})

const plain = (text: string) => text.replaceAll('=\r\n', '').replaceAll('=3D', '=')
const lettersTo = (address: string) => sink.letters.filter(({ to }) => to.includes(address))
const say = (who: Person, address: string) => who.ask(correctOwnAddress, { body: { address } })
const standing = async (who: Person) => {
  const { address, addressWaits, maySayAddress, nextDigest } = (await who.ask(readNotifications)).body
  return { address, waits: addressWaits !== null, may: maySayAddress, hasDigest: nextDigest !== null }
}
const opens = (address: string) => {
  const [, token] = /\/mail\/address\?token=([\w-]{43})/.exec(plain(lettersTo(address).at(-1)?.text ?? '')) ?? []
  return world.app.inject({
    ...{ method: 'POST', url: '/mail/address', payload: `token=${token}` },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
}
const isTold = async (who: Person) => {
  await asSchool(world.installation, world.schoolId, 'security', 'telling.arrange', async ({ emit }) =>
    emit('password.changed', { why: 'chosen' }, { subject: who.id }),
  )
  await world.doJobs()
}

test('whoever came in by a slip has no address, is told that nothing reaches them, and gives one: mail comes once it was opened there', async () => {
  expect(await standing(rosa)).toEqual({ address: null, waits: false, may: true, hasDigest: false })
  await isTold(rosa)
  expect(sink.letters).toEqual([])
  const said = await say(rosa, 'rosa@example.org')
  expect(said.status, said.text).toBe(200)
  await world.doJobs()
  expect(await standing(rosa)).toEqual({ address: null, waits: true, may: true, hasDigest: false })
  await isTold(rosa)
  expect(lettersTo('rosa@example.org'), 'nothing but the question goes there').toHaveLength(1)
  expect((await opens('rosa@example.org')).statusCode).toBe(200)
  expect(await standing(rosa)).toEqual({ address: 'rosa@example.org', waits: false, may: true, hasDigest: true })
  await world.doJobs()
  await isTold(rosa)
  expect(lettersTo('rosa@example.org').length).toBeGreaterThan(2)
})

test('whose mail arrives says another address, too; the former one hears of it before anything changes', async () => {
  const former = `${amal.accountId}@example.org`
  expect((await say(amal, former.toUpperCase())).body.code).toBe('mail.same_address')
  expect((await say(amal, 'amal.nouvelle@example.org')).status).toBe(200)
  await world.doJobs()
  expect(lettersTo(former).map(({ text }) => plain(text).includes('autre adresse'))).toEqual([true])
  expect(await standing(amal)).toMatchObject({ address: former, waits: true })
  expect((await opens('amal.nouvelle@example.org')).statusCode).toBe(200)
  await world.doJobs()
  expect(await standing(amal)).toMatchObject({ address: 'amal.nouvelle@example.org', waits: false })
  expect(lettersTo(former)).toHaveLength(1)
  expect(lettersTo('amal.nouvelle@example.org')).toHaveLength(2)
  expect(await facts(world)).toEqual(expect.arrayContaining(['mail.address_proposed', 'account.address_changed']))
})

test('whoever hears of a wish that was not theirs ends it with another password, or with every other session', async () => {
  const bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian' })
  const wished = async (address: string, ends: () => ReturnType<Person['ask']>) => {
    expect((await say(bilal, address)).status).toBe(200)
    await world.doJobs()
    const { status, text } = await ends()
    expect(status, text).toBe(200)
    expect((await opens(address)).statusCode, address).not.toBe(200)
  }
  await wished('mallory.1@example.org', () => bilal.ask(endOtherSessions))
  expect(await standing(bilal)).toMatchObject({ address: `${bilal.accountId}@example.org`, waits: false })
  const password = 'un-tout-autre-mot-de-passe-7431'
  await wished('mallory.2@example.org', () => bilal.ask(changePassword, { body: { password } }))
})

test('as long as the former address has not been reached the other one is asked nothing; where it takes no mail for good, it is', async () => {
  const dora = await person(world, { name: 'Dora Lefèvre', role: 'guardian' })
  const former = `${dora.accountId}@example.org`
  sink.refusals.set(former, { code: 451, words: '4.7.1 Greylisted, try again' })
  expect((await say(dora, 'dora.nouvelle@example.org')).status).toBe(200)
  await expect(world.doJobs()).rejects.toThrow()
  expect(lettersTo('dora.nouvelle@example.org'), 'not before she could know').toEqual([])
  sink.refusals.clear()
  await world.doJobs()
  await world.doJobs()
  expect([lettersTo(former), lettersTo('dora.nouvelle@example.org')].map(({ length }) => length)).toEqual([1, 1])
  sink.refusals.set(former, { code: 550, words: '5.1.1 No such user' })
  expect((await say(dora, 'dora.autre@example.org')).status).toBe(200)
  await world.doJobs()
  await world.doJobs()
  expect(lettersTo('dora.autre@example.org')).toHaveLength(1)
  sink.refusals.clear()
})

test('nobody makes the school write to one stranger after the other', async () => {
  const carla = await person(world, { name: 'Carla Costa', role: 'guardian' })
  const said: number[] = []
  for (let nth = 1; nth <= 7; nth++) said.push((await say(carla, `stranger.${nth}@example.org`)).status)
  expect([said.slice(0, 5), said.at(-1)]).toEqual([[200, 200, 200, 200, 200], 429])
})

test('a pupil is asked for no address, and gives none: it would keep a parent from coming in with their own', async () => {
  expect(await standing(noor)).toEqual({ address: null, waits: false, may: false, hasDigest: false })
  expect((await say(noor, 'amal@example.org')).body.code).toBe('mail.no_trouble')
})
