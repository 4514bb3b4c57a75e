import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readMe } from '#contract/people.ts'
import { askPasskey, startByPasskey, startSession, takeSecondStep } from '#contract/sessions.ts'
import { addPasskey, beginPasskey } from '#contract/sign-in.ts'
import { type Device, newDevice } from '#tests/passkey.ts'
import { hasPassword, said, tokenIn } from '#tests/signing-in.ts'
import { asker, openWorld, type Person, person, type Reply, type World } from '#tests/world.ts'

let world: World
let rosa: Person
const password = 'une bonne dizaine de mots pour une seule clef'

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  await world.owner.query('delete from directory.throttle')
  await hasPassword(world, password)
})

const as = (reply: Reply) => asker(world.app, 'preau', tokenIn(reply))
const challenge = async () => `${(await world.visitor(askPasskey, { body: {} })).body['challenge']}`
const signsIn = (passkey: object) => world.visitor(startByPasskey, { body: { passkey, sharedDevice: false } })

const adds = async (who: Person, device: Device, made?: string) => {
  const begun = await who.ask(beginPasskey, { body: {} })
  return who.ask(addPasskey, { body: { label: 'Phone', passkey: device.makes(made ?? `${begun.body['challenge']}`) } })
}
const withPasskey = async (who: Person) => {
  const device = newDevice()
  const added = await adds(who, device)
  expect(said(added)).toBe('200')
  return { device, ask: as(added) }
}
const half = async (who: Person) =>
  as(await world.visitor(startSession, { body: { login: `${who.accountId}@example.org`, password, sharedDevice: false } }))

test('whoever has the passkey is in, with nothing left to prove; what was signed opens nothing a second time', async () => {
  const { device } = await withPasskey(rosa)
  const passkey = device.signs(await challenge())
  const reply = await signsIn(passkey)
  expect([said(reply), reply.body['limited']]).toEqual(['200', null])
  expect(said(await as(reply)(readMe))).toBe('200')
  expect(said(await signsIn(passkey))).toBe('401 session.wrong_factor')
})

test('of ten who send the same at the same moment, one comes in', async () => {
  const { device } = await withPasskey(rosa)
  const passkey = device.signs(await challenge())
  const replies = await Promise.all(Array.from({ length: 10 }, () => signsIn(passkey)))
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('signed for another site, without the finger, with what we never asked, or by a counter that goes back: refused', async () => {
  const { device } = await withPasskey(rosa)
  const refused = async (passkey: object) => expect(said(await signsIn(passkey))).toBe('401 session.wrong_factor')
  await refused(device.signs(await challenge(), { from: 'https://preau.example.net' }))
  await refused(device.signs(await challenge(), { isUnseen: true }))
  await refused(device.signs('bm90aGluZyB0aGF0IHdhcyBldmVyIGFza2VkIGZvciE'))
  await refused(newDevice().signs(await challenge()))
  device.setsCounter(40)
  expect(said(await signsIn(device.signs(await challenge())))).toBe('200')
  device.setsCounter(12)
  await refused(device.signs(await challenge()))
})

test('a question from five minutes ago is none any more', async () => {
  const { device } = await withPasskey(rosa)
  const old = await challenge()
  await world.owner.query("update directory.sign_in_challenge set expires_at = now() - interval '1 second'")
  expect(said(await signsIn(device.signs(old)))).toBe('401 session.wrong_factor')
})

test('another’s passkey is no second step, and can be added by nobody else', async () => {
  const otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  await hasPassword(world, password)
  const [mine, his] = [await withPasskey(rosa), await withPasskey(otto)]
  const step = await half(rosa)
  expect(said(await step(takeSecondStep, { body: { passkey: his.device.signs(await challenge()) } }))).toBe(
    '401 session.wrong_factor',
  )
  expect(said(await step(takeSecondStep, { body: { passkey: mine.device.signs(await challenge()) } }))).toBe('200')
  expect(said(await adds({ ...otto, ask: his.ask }, mine.device))).toBe('409 factor.known')
  expect(said(await adds({ ...otto, ask: his.ask }, newDevice('preau.example.net')))).toBe('401 session.wrong_factor')
})

test('a school of three hundred that signs in with passkeys behind one address locks nobody out', async () => {
  const { device } = await withPasskey(rosa)
  await challenge()
  await world.owner.query('update directory.throttle set tries = 310')
  for (let nth = 0; nth < 4; nth++) expect(said(await signsIn(device.signs(await challenge())))).toBe('200')
})

test('after ten minutes half a session is none any more', async () => {
  await withPasskey(rosa)
  const step = await half(rosa)
  expect(said(await step(readMe))).toBe('403 session.second_step')
  await world.owner.query("update directory.session set expires_at = expires_at - interval '10 minutes'")
  expect(said(await step(readMe))).toBe('401 not_signed_in')
})
