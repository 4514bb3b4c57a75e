import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { slipSheets } from '#contract/activation.ts'
import {
  choosePictures,
  endDevice,
  enrolDevice,
  lookAtDevice,
  printWords,
  readClassDoor,
  renewClassDoor,
  startByPictures,
  startByWords,
  voidWords,
} from '#contract/activation-pupils.ts'
import { listClasses } from '#contract/classes.ts'
import { protect } from '#contract/families.ts'
import { changePassword } from '#contract/passwords.ts'
import { confirmSession } from '#contract/sessions.ts'
import { listMethods } from '#contract/sign-in.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { tokenIn } from '#tests/signing-in.ts'
import {
  asker,
  classOf,
  facts,
  openWorld,
  type Person,
  person,
  type Reply,
  type Someone,
  type World,
  withoutAccount,
} from '#tests/world.ts'

import * as printing from './printing-words.ts'

let world: World
let rosa: Person
let otto: Person
let amal: Person
let noor: Someone
let tess: Someone
let classCp: string
let class7A: string
let slips: Awaited<ReturnType<typeof printed>>

const told = ({ status, body }: Reply) => (body.code ? `${status} ${body.code}` : `${status}`)

/** What is printed, with its words, as only the printer ever sees it. */
const printed = async (people?: string[], why = 'first') => {
  const who = { schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  const asked = { params: { id: classCp }, query: {}, body: { why, ...(people ? { people } : {}) } }
  const { output } = await printing.print.perform(world.installation, who, asked)
  return new Map(slipSheets.parse(output).sections[0]?.slips.map((slip) => [slip.personId, slip]))
}
const slipOf = ({ id }: Someone) => slips.get(id) ?? expect.unreachable()
const comesIn = (someone: Someone, more: object = {}) => {
  const { username, code, door } = slipOf(someone)
  return world.visitor(startByWords, {
    body: { classCode: door?.classCode, username, words: code, sharedDevice: true, ...more },
  })
}
const enrolled = async (by = rosa) => {
  const reply = await by.ask(enrolDevice, { params: { id: classCp } })
  return { id: `${reply.body['id']}`, device: `${reply.body['token']}` }
}
const row = ['boat', 'star', 'key', 'boat']
const hasPictures = async (someone: Someone, device: string) => {
  const ask = asker(world.app, 'preau', tokenIn(await comesIn(someone, { device })))
  return ask(choosePictures, { body: { device, pictures: row } })
}
const taps = (device: string, { id }: Someone, pictures: readonly string[] = row) =>
  world.visitor(startByPictures, { body: { device, personId: id, pictures } })

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await withoutAccount(world, { name: 'Noor Benali', role: 'pupil' })
  tess = await withoutAccount(world, { name: 'Tess Vite', role: 'pupil' })
  classCp = await classOf(world, 'CP-A', [rosa], [noor, tess])
  class7A = await classOf(world, '7A', [otto], [])
  slips = await printed()
})
afterAll(() => world.close())
beforeEach(() => world.owner.query('delete from directory.throttle'))

test('a pupil comes in with the class code, the user name and the words as a child types them', async () => {
  const { code } = slipOf(noor)
  expect(code.split(' ')).toHaveLength(4)
  const reply = await comesIn(noor, { words: ` ${code.toUpperCase().replaceAll(' ', '-')}` })
  expect(told(reply), reply.text).toBe('200')
  const ask = asker(world.app, 'preau', tokenIn(reply))
  expect((await ask(listClasses)).body).toMatchObject({ classes: [{ label: 'CP-A', as: 'pupil' }] })
  const { rows } = await world.owner.query(
    'select shared_device, limited from directory.session order by started_at desc limit 1',
  )
  expect(rows).toEqual([{ shared_device: true, limited: null }])
  expect(await facts(world)).toEqual(expect.arrayContaining(['slip.batch_printed', 'words.printed', 'session.started']))
})

test('words are nowhere in the database', async () => {
  const { rows } = await world.owner.query<{ all: string }>('select w::text as all from pupil_words w')
  for (const word of slipOf(noor).code.split(' ')) expect(rows.map(({ all }) => all).join()).not.toContain(word)
})

test('wrong words, a wrong name, a wrong class and the words of another have one answer', async () => {
  await world.owner.query('delete from directory.throttle')
  const answers = [
    await comesIn(noor, { words: slipOf(tess).code }),
    await comesIn(noor, { username: 'nobody.here' }),
    await comesIn(noor, { classCode: '222222' }),
    await comesIn(noor, { username: amal.id }),
  ].map(({ status, body }) => JSON.stringify([status, { ...body, requestId: '' }]))
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('class_door.refused')
})

test('after three wrong tries at one pupil the fourth waits, and another pupil of the class does not', async () => {
  const wrong = []
  for (let at = 0; at < 5; at++) wrong.push(told(await comesIn(noor, { words: 'une suite de rien' })))
  expect(wrong.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => '401 class_door.refused'))
  expect(wrong).toContain('429 too_many_tries')
  expect(told(await comesIn(tess))).toBe('200')
})

test('words printed anew, made worthless or left behind by a password open nothing', async () => {
  const before = slipOf(tess)
  const old = { username: before.username, words: before.code }
  slips = new Map([...slips, ...(await printed([tess.id], 'lost'))])
  expect(told(await comesIn(tess, old))).toBe('401 class_door.refused')
  expect(told(await comesIn(tess))).toBe('200')
  expect(told(await rosa.ask(voidWords, { params: { id: tess.id } }))).toBe('200')
  expect(told(await comesIn(tess))).toBe('401 class_door.refused')
  expect(told(await rosa.ask(voidWords, { params: { id: tess.id } }))).toBe('409 slip.none_live')
  slips = new Map([...slips, ...(await printed([tess.id], 'lost'))])
  const paul = await withoutAccount(world, { name: 'Paul Grand', role: 'pupil' })
  await classOf(world, 'CP-B', [rosa], [paul])
  const { rows } = await world.owner.query<{ id: string }>('select class_id as id from enrolment where person_id = $1', [paul.id])
  const own = classCp
  classCp = rows[0]?.id ?? ''
  slips = new Map([...slips, ...(await printed())])
  classCp = own
  const ask = asker(world.app, 'preau', tokenIn(await comesIn(paul)))
  expect(told(await ask(changePassword, { body: { password: 'sju gröna cyklar under bron i mars' } }))).toBe('200')
  expect(told(await comesIn(paul))).toBe('401 class_door.refused')
})

test('who has words and no password says who she is by her words again; wrong ones are slowed down, and a password ends that', async () => {
  const zoe = await withoutAccount(world, { name: 'Zoé Petit', role: 'pupil' })
  const ownClass = await classOf(world, 'CP-C', [rosa], [zoe])
  const [before, all] = [classCp, slips]
  classCp = ownClass
  slips = await printed()
  const ask = asker(world.app, 'preau', tokenIn(await comesIn(zoe)))
  const { code } = slipOf(zoe)
  ;[classCp, slips] = [before, all]
  const password = 'fyra röda båtar över ån i juni'
  await world.owner.query("update directory.session set authenticated_at = now() - interval '1 hour' where person_id = $1", [
    zoe.id,
  ])
  expect(told(await ask(changePassword, { body: { password } }))).toBe('403 session.must_confirm')
  expect((await ask(listMethods)).body).toMatchObject({ hasWords: true, passwordChangedAt: null })
  const wrong = { words: slipOf(noor).code }
  expect(told(await ask(confirmSession, { body: wrong }))).toBe('401 class_door.refused')
  expect(told(await ask(confirmSession, { body: { words: `${code.toUpperCase()} ` } }))).toBe('200')
  const tried = []
  for (let at = 0; at < 5; at++) tried.push(told(await ask(confirmSession, { body: wrong })))
  expect(tried.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => '401 class_door.refused'))
  expect(tried).toContain('429 too_many_tries')
  await world.owner.query('delete from directory.throttle')
  const changed = await ask(changePassword, { body: { password } })
  expect(told(changed)).toBe('200')
  const again = asker(world.app, 'preau', tokenIn(changed))
  expect((await again(listMethods)).body).toMatchObject({ hasWords: false })
  expect(told(await again(confirmSession, { body: { words: code } }))).toBe('401 class_door.refused')
})

test('a new class code makes the old one worthless', async () => {
  const old = slipOf(noor).door?.classCode
  const { body } = await rosa.ask(renewClassDoor, { params: { id: classCp } })
  expect(body['code']).toMatch(/^[2-9A-HJKMNP-Z]{6}$/)
  expect(told(await comesIn(noor, { classCode: old }))).toBe('401 class_door.refused')
  expect(told(await comesIn(noor, { classCode: ` ${`${body['code']}`.toLowerCase()}` }))).toBe('200')
  for (const slip of slips.values()) if (slip.door && slip.door.classCode === old) slip.door.classCode = `${body['code']}`
})

test('the door of a class is for those who teach it and for the office', async () => {
  expect(told(await otto.ask(readClassDoor, { params: { id: classCp } }))).toBe('404 not_found')
  expect(told(await amal.ask(readClassDoor, { params: { id: classCp } }))).toBe('404 not_found')
  expect(told(await otto.ask(enrolDevice, { params: { id: classCp } }))).toBe('404 not_found')
  expect(told(await otto.ask(printWords, { params: { id: classCp }, body: { why: 'first' } }))).toBe('404 not_found')
  const { body } = await rosa.ask(readClassDoor, { params: { id: classCp } })
  expect(body).toMatchObject({
    label: 'CP-A',
    pupils: [
      { display: 'Noor Benali', state: 'words' },
      { display: 'Tess Vite', state: 'words' },
    ],
  })
})

test('an enrolled device shows those who have pictures, by given name and initial, and lets them in with four pictures', async () => {
  const { device, id } = await enrolled()
  expect((await world.visitor(lookAtDevice, { body: { device } })).body).toEqual({ label: 'CP-A', pupils: [] })
  expect(told(await hasPictures(noor, device))).toBe('200')
  const { body } = await world.visitor(lookAtDevice, { body: { device } })
  expect(body).toEqual({ label: 'CP-A', pupils: [{ id: noor.id, alias: 'Noor B.' }] })
  expect(told(await taps(device, noor, ['boat', 'star', 'boat', 'key']))).toBe('401 class_door.refused')
  const reply = await taps(device, noor)
  expect(told(reply)).toBe('200')
  const ask = asker(world.app, 'preau', tokenIn(reply))
  expect((await ask(listClasses)).body).toMatchObject({ classes: [{ label: 'CP-A' }] })
  await world.owner.query("update directory.session set seen_at = seen_at - interval '21 minutes' where person_id = $1", [
    noor.id,
  ])
  expect(told(await asker(world.app, 'preau', tokenIn(reply))(listClasses))).toBe('401 not_signed_in')
  expect(told(await rosa.ask(endDevice, { params: { id: classCp, deviceId: id } }))).toBe('200')
})

test('whose identity is protected stands there under the alias, and the slip without a name', async () => {
  const { device } = await enrolled()
  const olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  const body = { kind: 'marked', alias: 'Camille', reference: 'Skatteverket 2026' }
  expect(told(await olga.ask(protect, { params: { id: noor.id }, body }))).toBe('200')
  expect((await world.visitor(lookAtDevice, { body: { device } })).body['pupils']).toEqual([{ id: noor.id, alias: 'Camille' }])
  slips = new Map([...slips, ...(await printed([noor.id], 'lost'))])
  expect(slipOf(noor)).toMatchObject({ name: null, byHand: true })
  expect(told(await world.visitor(lookAtDevice, { body: { device: 'invented' } }))).toBe('404 class_device.unknown')
})

test('the device of another class, one that was taken out and one of last year let nobody in', async () => {
  const reply = await otto.ask(enrolDevice, { params: { id: class7A } })
  expect(told(await taps(`${reply.body['token']}`, noor))).toBe('401 class_door.refused')
  const { device, id } = await enrolled()
  expect(told(await taps(device, noor))).toBe('200')
  expect(told(await otto.ask(endDevice, { params: { id: class7A, deviceId: id } }))).toBe('404 not_found')
  expect(told(await rosa.ask(endDevice, { params: { id: classCp, deviceId: id } }))).toBe('200')
  expect(told(await taps(device, noor))).toBe('404 class_device.unknown')
  const other = await enrolled()
  await world.owner.query('update enrolled_device set ends_on = current_date - 1 where id = $1', [other.id])
  expect(told(await taps(other.device, noor))).toBe('404 class_device.unknown')
})

test('at a device of the class nobody stays signed in', async () => {
  const { device } = await enrolled()
  expect(told(await comesIn(tess, { device, sharedDevice: false }))).toBe('200')
  const newest = 'select shared_device from directory.session where person_id = $1 order by started_at desc, id desc limit 1'
  expect((await world.owner.query(newest, [tess.id])).rows).toEqual([{ shared_device: true }])
})

test('too plain a row is refused, and at another class’s device nobody chooses', async () => {
  const { device } = await enrolled()
  const ask = asker(world.app, 'preau', tokenIn(await comesIn(tess)))
  const plain = { body: { device, pictures: ['boat', 'boat', 'star', 'boat'] } }
  expect(told(await ask(choosePictures, plain))).toBe('422 pictures.too_plain')
  const elsewhere = `${(await otto.ask(enrolDevice, { params: { id: class7A } })).body['token']}`
  expect(told(await ask(choosePictures, { body: { device: elsewhere, pictures: row } }))).toBe('404 class_device.unknown')
})

test('the tenth wrong row ends the pictures; the words let in again', async () => {
  const { device } = await enrolled()
  for (let at = 0; at < 10; at++) {
    await world.owner.query('delete from directory.throttle')
    expect(told(await taps(device, noor, ['cup', 'cup', 'bell', 'tree']))).toBe('401 class_door.refused')
  }
  await world.owner.query('delete from directory.throttle')
  expect(told(await taps(device, noor))).toBe('401 class_door.refused')
  expect(told(await comesIn(noor))).toBe('200')
  expect(await facts(world)).toContain('pictures.ended')
})

test('of fifty rows tried at the same moment few are looked at', async () => {
  const { device } = await enrolled()
  await hasPictures(noor, device)
  const answers = await Promise.all(Array.from({ length: 50 }, () => taps(device, noor, ['cup', 'bell', 'bell', 'tree'])))
  const looked = answers.filter(({ status }) => status === 401).length // four within the first second; a slow machine has more of them
  expect(looked).toBeLessThan(10)
})
