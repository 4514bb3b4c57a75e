import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  clearMailTrouble,
  correctAddress,
  correctOwnAddress,
  listMailTroubles,
  readMailTrouble,
} from '#contract/mail-troubles.ts'
import { readNotifications } from '#contract/notifications.ts'
import { asSchool } from '#kernel/system.ts'
import { openSink } from '#tests/mail-sink.ts'
import { facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let sink: Awaited<ReturnType<typeof openSink>>
let world: World
let amal: Person
let bilal: Person
let olga: Person
let rosa: Person
beforeAll(async () => {
  sink = await openSink()
  world = await openWorld({ mail: sink.url })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian', locale: 'en' })
  olga = await person(world, { name: 'Olga Lind', role: 'office' })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  const noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  await guard(world, amal, noor)
  await guard(world, bilal, noor)
})
afterAll(async () => {
  await world.close()
  await sink.close()
})

const addressOf = (who: Person) => `${who.accountId}@example.org`
const lettersTo = (address: string) => sink.letters.filter(({ to }) => to.includes(address))
/** Something that somebody is told of at once, whatever they have chosen. */
const isTold = async (who: Person) => {
  await asSchool(world.installation, world.schoolId, 'security', 'telling.arrange', async ({ emit }) =>
    emit('password.changed', { why: 'chosen' }, { subject: who.id }),
  )
  await world.doJobs()
}
const bounces = async (who: Person) => {
  sink.refusals.set(addressOf(who), { code: 550, words: '5.1.1 No such user' })
  await isTold(who)
}
beforeEach(async () => {
  await world.owner.query(
    'delete from telling; delete from telling_mail; delete from directory.mail_trouble; delete from directory.address_change',
  )
  await world.owner.query('delete from graphile_worker._private_jobs')
  sink.refusals.clear()
  sink.letters.length = 0
})

const linkIn = (address: string) =>
  /\/mail\/address\?token=([\w-]{43})/.exec(
    lettersTo(address).at(-1)?.text.replaceAll('=\r\n', '').replaceAll('=3D', '=') ?? '',
  )?.[1] ?? ''
const opens = (token: string) =>
  world.app.inject({
    ...{ method: 'POST', url: '/mail/address', payload: `token=${token}` },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
const at = (who: Person) => ({ params: { personId: who.id } })
const marked = async () =>
  ((await olga.ask(listMailTroubles)).body['people'] as { personId: string }[]).map(({ personId }) => personId)

test('the office sees which address mail comes back from, which is a fact, and says another; it holds once it was opened there', async () => {
  await bounces(amal)
  const shown = await olga.ask(readMailTrouble, at(amal))
  expect(shown.body, shown.text).toEqual({ address: addressOf(amal), canCorrect: true, waitsSince: null })
  expect(await facts(world)).toContain('mail.address_read')
  const said = await olga.ask(correctAddress, { ...at(amal), body: { address: 'amal.juste@example.org' } })
  expect(said.status, said.text).toBe(200)
  await world.doJobs()
  expect((await olga.ask(readMailTrouble, at(amal))).body).toMatchObject({
    address: addressOf(amal),
    waitsSince: said.body['waitsSince'],
  })
  expect(await marked()).toEqual([amal.id])
  const token = linkIn('amal.juste@example.org')
  const page = await world.app.inject({ url: `/mail/address?token=${token}`, headers: { 'accept-language': 'fr' } })
  expect(page.body).toContain('Oui, c’est mon adresse')
  expect(await marked(), 'to look at it confirms nothing').toEqual([amal.id])
  const done = await opens(token)
  expect(done.statusCode, done.body).toBe(200)
  expect(done.headers['set-cookie']).toBeUndefined()
  expect([await marked(), (await amal.ask(readNotifications)).body['mailFails']]).toEqual([[], false])
  await world.doJobs()
  await isTold(amal)
  expect(lettersTo('amal.juste@example.org').length).toBeGreaterThan(1)
  expect(lettersTo(addressOf(amal))).toEqual([])
  expect((await opens(token)).statusCode, 'a link opens once').toBe(404)
  expect(await facts(world)).toEqual(
    expect.arrayContaining(['mail.address_proposed', 'mail.address_cleared', 'account.address_changed']),
  )
})

test('the other guardian’s mail goes on all the while; who has the account corrects it too', async () => {
  await bounces(bilal)
  await isTold(olga)
  const own = (address: string) => bilal.ask(correctOwnAddress, { body: { address } })
  expect((await own(addressOf(bilal).toUpperCase())).body.code).toBe('mail.same_address')
  expect((await own('bilal.juste@example.org')).status).toBe(200)
  expect((await own('bilal.vrai@example.org')).status, 'said again, the last holds').toBe(200)
  await world.doJobs()
  expect(lettersTo('bilal.vrai@example.org')).toHaveLength(1)
  const both = await Promise.all([1, 2].map(() => opens(linkIn('bilal.vrai@example.org'))))
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404])
  expect(await marked()).toEqual([])
})

test('an address that another account has is refused to whoever opens it, and to nobody before; the mark stays', async () => {
  await bounces(rosa)
  await rosa.ask(correctOwnAddress, { body: { address: addressOf(olga) } })
  await world.doJobs()
  const reply = await opens(linkIn(addressOf(olga)))
  expect(reply.statusCode).toBe(409)
  expect(await marked()).toEqual([rosa.id])
})

test('of whoever may do much, or is at another school too, only they say another address; families and teachers see nobody’s', async () => {
  await bounces(olga)
  const ines = await person(world, { name: 'Inès Caron', role: 'head' })
  expect((await ines.ask(readMailTrouble, at(olga))).body).toMatchObject({ canCorrect: false })
  expect((await ines.ask(correctAddress, { ...at(olga), body: { address: 'o@example.org' } })).body.code).toBe('mail.own_only')
  for (const who of [rosa, amal, bilal]) {
    expect((await who.ask(readMailTrouble, at(olga))).status, who.name).toBe(403)
    expect((await who.ask(correctAddress, { ...at(olga), body: { address: 'o@example.org' } })).status, who.name).toBe(403)
  }
  expect((await ines.ask(readMailTrouble, at(rosa))).status, 'whose mail arrives').toBe(404)
})

test('another address that takes no mail either tells the office so, and nothing changes; a mail that the server takes lifts the mark', async () => {
  await bounces(rosa)
  sink.refusals.set('rosa.faux@example.org', { code: 550, words: '5.1.1 No such user' })
  await rosa.ask(correctOwnAddress, { body: { address: 'rosa.faux@example.org' } })
  const before = (await facts(world)).filter((name) => name === 'mail.address_failed').length
  await world.doJobs()
  expect((await facts(world)).filter((name) => name === 'mail.address_failed').length).toBe(before + 1)
  expect((await world.owner.query('select from directory.address_change')).rowCount).toBe(0)
  expect(await marked()).toEqual([rosa.id])
  sink.refusals.clear()
  await isTold(rosa)
  expect(lettersTo(addressOf(rosa))).toHaveLength(1)
  expect(await marked()).toEqual([])
  expect((await olga.ask(clearMailTrouble, at(rosa))).status).toBe(404)
})
