import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type ImageReceipt,
  imageWording,
  readClassImageRights,
  readImageRights,
  recordImageRight,
} from '#contract/image-rights.ts'
import { nobody } from '#kernel/ids.ts'
import { isServed, photoOf, placesOf, posting, saysOf } from '#tests/photos.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World, withoutAccount } from '#tests/world.ts'

let world: World
let [rosa, otto, olga, amal, eva, noor, ben]: Person[] = []
let class6B: string
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  ben = await person(world, { name: 'Ben Ek', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor, ben])
  await guard(world, amal, noor)
  await guard(world, eva, ben)
})
afterAll(() => world.close())

const writes = (who: Person, pupil: { id: string }, by: { id: string }, says: 'yes' | 'no', more: object = {}) =>
  who.ask(recordImageRight, {
    params: { id: pupil.id },
    body: { byId: by.id, audience: 'class', says, originalKept: true, wording: imageWording, language: 'fr', ...more },
  })
const may = async (pupil: Person) => {
  const { body } = await rosa!.ask(readClassImageRights, { params: { id: class6B } })
  const found = (body['pupils'] as { id: string; may: { class: boolean }; signs: { display: string }[] }[]).find(
    ({ id }) => id === pupil.id,
  )
  return { class: found?.may.class, signs: found?.signs.map(({ display }) => display) }
}
const receipts = async (who: Person) => (await who.ask(readImageRights)).body['receipts'] as ImageReceipt[]

test('what a guardian signed on paper holds; the guardian sees who wrote it down, and can change it', async () => {
  expect(await may(noor!)).toEqual({ class: false, signs: ['Amal Benali'] })
  const { status, body } = await writes(rosa!, noor!, amal!, 'yes')
  expect(status).toBe(200)
  expect((await may(noor!)).class).toBe(true)
  expect(await receipts(amal!)).toMatchObject([{ number: body['number'], says: 'yes', paper: { by: 'Rosa Roy' } }])
  expect(await facts(world)).toEqual(expect.arrayContaining(['image_right.said', 'image_right.recorded']))
  await saysOf(amal!, noor!, 'no')
  expect((await may(noor!)).class).toBe(false)
  expect((await receipts(amal!)).map(({ says, paper, replacedAt }) => [says, paper !== null, replacedAt !== null])).toEqual([
    ['no', false, false],
    ['yes', true, true],
  ])
})

test('what somebody said in their own account no paper turns into a yes; a no on paper always counts', async () => {
  expect((await writes(olga!, noor!, amal!, 'yes')).body.code).toBe('image_right.has_answered')
  await saysOf(amal!, noor!, 'yes')
  expect((await may(noor!)).class).toBe(true)
  expect((await writes(olga!, noor!, amal!, 'no')).status).toBe(200)
  expect((await may(noor!)).class).toBe(false)
})

test('who does not answer for the pupil has no answer written down, nor is one without the paper', async () => {
  for (const by of [eva!, rosa!, ben!]) expect((await writes(olga!, noor!, by, 'yes')).body.code).toBe('image_right.not_theirs')
  expect((await writes(olga!, noor!, amal!, 'no', { originalKept: false })).status).toBe(422)
  expect((await writes(olga!, noor!, amal!, 'no', { wording: 99 })).body.code).toBe('image_right.wording_changed')
})

test('another class’s teacher, a family and a visitor write nothing down', async () => {
  for (const who of [otto!, amal!, eva!, ben!]) expect([403, 404]).toContain((await writes(who, noor!, amal!, 'no')).status)
  const inTheTable = (by: Person | undefined, recorder: string) =>
    world.owner.query('select from image_consent where by_id = $1 and recorded_by = $2', [by?.id ?? nobody, recorder])
  expect((await inTheTable(amal, otto!.id)).rows).toEqual([])
})

test('an adult without an account answers on paper, and it is as good', async () => {
  const lena = await withoutAccount(world, { name: 'Lena Ek', role: 'guardian' })
  const tom = await person(world, { name: 'Tom Ek', role: 'pupil' })
  const class4A = await classOf(world, '4A', [otto!], [tom])
  await guard(world, lena, tom)
  expect((await writes(otto!, tom, lena, 'yes')).status).toBe(200)
  const { body } = await otto!.ask(readClassImageRights, { params: { id: class4A } })
  expect(body['pupils']).toMatchObject([{ id: tom.id, may: { class: true, school: false } }])
})

test('a no on paper hides a photo at once', async () => {
  await writes(rosa!, ben!, eva!, 'yes')
  const photo = await photoOf(world, rosa!, [ben!])
  const place = (await placesOf(rosa!)).get(class6B) ?? ''
  expect((await posting(rosa!, [place], [photo])).status).toBe(200)
  expect(await isServed(amal!, photo)).toBe(true)
  await writes(olga!, ben!, eva!, 'no')
  expect(await isServed(amal!, photo)).toBe(false)
})
