import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFile } from '#contract/files.ts'
import { blurPhoto, listHiddenPhotos, readChildPhotos, removePhoto, tagPhoto } from '#contract/photos.ts'
import { fetches, uploads } from '#tests/files.ts'
import { isServed, photoOf, posting, saysOf, seenIn, twoFamilies } from '#tests/photos.ts'
import { facts, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [rosa, otto, amal, eva, noor, ben]: Person[] = []
let in6B = ''

beforeAll(async () => {
  world = await openWorld()
  ;({ rosa, amal, eva, noor, ben, in6B } = await twoFamilies(world))
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
})
afterAll(() => world.close())

const left = { left: 0, top: 0, width: 500, height: 1000 }
const right = { left: 500, top: 0, width: 500, height: 1000 }

/** Ben on the left, in fine stripes; Noor on the right, in others: what is left of either can be measured. */
const stripes = async () => {
  const row = (width: number, every: number) => Array.from({ length: width }, (_, at) => (Math.floor(at / every) % 2 ? 255 : 0))
  const line = [...row(200, 2), ...row(200, 5)].flatMap((grey) => [grey, grey, grey])
  const raw = Buffer.from(Array.from({ length: 300 }, () => line).flat())
  return sharp(raw, { raw: { width: 400, height: 300, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer()
}
const contrast = async (bytes: Buffer, half: 'left' | 'right') => {
  const part = await sharp(bytes)
    .extract({ left: half === 'left' ? 20 : 220, top: 20, width: 160, height: 260 })
    .greyscale()
    .toBuffer()
  return (await sharp(part).stats()).channels[0]!.stdev
}

const posted = async () => {
  await saysOf(eva!, ben!, 'yes')
  await saysOf(amal!, noor!, 'yes')
  const { body } = await uploads(world, rosa!, await stripes())
  const pupils = [
    { id: ben!.id, region: left },
    { id: noor!.id, region: right },
  ]
  expect(
    (await rosa!.ask(tagPhoto, { params: { id: body.id }, body: { nobody: false, pupils, words: 'Ben et Noor' } })).status,
  ).toBe(200)
  const reply = await posting(rosa!, [in6B], [body.id])
  return { fileId: body.id, postId: `${reply.body['id']}` }
}
const bytesFor = async (who: Person, id: string) => {
  const { body } = await who.ask(readFile, { params: { id } })
  return (await fetches(world, who, (body['link'] as { url: string }).url)).rawPayload
}
const toMend = async () =>
  (await rosa!.ask(listHiddenPhotos)).body['photos'] as { id: string; postId: string; pupils: { id: string }[] }[]

test('Eva withdraws; Rosa is shown which photo and where, and puts one there on which Ben cannot be recognised', async () => {
  const { fileId, postId } = await posted()
  await saysOf(eva!, ben!, 'no')
  expect(await seenIn(amal!, postId)).toEqual([])
  expect(await toMend()).toMatchObject([{ id: fileId, postId, pupils: [{ id: ben!.id, display: 'Ben Ek', region: left }] }])
  const { status, body } = await rosa!.ask(blurPhoto, {
    params: { id: fileId },
    body: { pupils: [{ id: ben!.id, region: left }] },
  })
  expect(status).toBe(200)
  const blurred = `${body['id']}`
  expect(await seenIn(amal!, postId)).toEqual([blurred])
  expect(await seenIn(noor!, postId)).toEqual([blurred])
  expect(await seenIn(rosa!, postId)).toEqual([fileId])
  expect(await seenIn(eva!, postId)).toEqual([fileId]) // her own child, and Noor, who may be shown to the class
  expect(await isServed(amal!, fileId)).toBe(false)
  const [whole, shown] = [await bytesFor(rosa!, fileId), await bytesFor(amal!, blurred)]
  expect([await contrast(whole, 'left'), await contrast(whole, 'right')].every((one) => one > 60)).toBe(true)
  expect(await contrast(shown, 'left')).toBeLessThan(10)
  expect(await contrast(shown, 'right')).toBeGreaterThan(60)
  expect(await toMend()).toEqual([])
  expect((await facts(world)).filter((name) => name === 'photo.blurred')).toHaveLength(1)
})

test('once Noor may not be shown either, the blurred one is hidden too, and can be blurred further', async () => {
  const [, { fileId, postId }] = [await saysOf(eva!, ben!, 'yes'), await posted()]
  await saysOf(eva!, ben!, 'no')
  const first = await rosa!.ask(blurPhoto, { params: { id: fileId }, body: { pupils: [{ id: ben!.id, region: left }] } })
  await saysOf(amal!, noor!, 'no')
  expect(await seenIn(eva!, postId)).toEqual([])
  const waiting = (await toMend()).filter((one) => one.postId === postId)
  expect(waiting).toMatchObject([{ id: first.body['id'], pupils: [{ id: noor!.id }] }])
  const second = await rosa!.ask(blurPhoto, {
    params: { id: `${first.body['id']}` },
    body: { pupils: [{ id: noor!.id, region: right }] },
  })
  expect(await seenIn(eva!, postId)).toEqual([second.body['id']])
})

test('a version stands where the photo stood, between those before and after it', async () => {
  await saysOf(eva!, ben!, 'yes')
  const [first, second, last] = [
    await photoOf(world, rosa!, []),
    await photoOf(world, rosa!, []),
    await photoOf(world, rosa!, []),
  ]
  const ofBen = await photoOf(world, rosa!, [ben!])
  const { body: post } = await posting(rosa!, [in6B], [first, second, ofBen, last])
  await saysOf(eva!, ben!, 'no')
  const { body } = await rosa!.ask(blurPhoto, { params: { id: ofBen }, body: { pupils: [{ id: ben!.id, region: left }] } })
  expect(await seenIn(amal!, `${post['id']}`)).toEqual([first, second, `${body['id']}`, last])
})

test('each refusal: a place for nobody who has to go, twice, another’s photo, of what is in no post', async () => {
  const { fileId } = await posted()
  await saysOf(eva!, ben!, 'no')
  const asks = (who: Person, id: string, pupil: Person) =>
    who.ask(blurPhoto, { params: { id }, body: { pupils: [{ id: pupil.id, region: left }] } })
  expect((await asks(rosa!, fileId, noor!)).body.code).toBe('photo.not_covered')
  expect((await asks(otto!, fileId, ben!)).status).toBe(404)
  expect((await asks(eva!, fileId, ben!)).status).toBe(404)
  expect((await asks(rosa!, fileId, ben!)).status).toBe(200)
  expect((await asks(rosa!, fileId, ben!)).body.code).toBe('photo.already_blurred')
  expect((await asks(rosa!, await photoOf(world, rosa!, [ben!]), ben!)).status).toBe(404)
})

test('Rosa takes a photo out for good: nobody has it any more, the family neither', async () => {
  const { fileId, postId } = await posted()
  await saysOf(eva!, ben!, 'no')
  const { body } = await rosa!.ask(blurPhoto, { params: { id: fileId }, body: { pupils: [{ id: ben!.id, region: left }] } })
  expect((await otto!.ask(removePhoto, { params: { id: fileId } })).status).toBe(404)
  expect((await amal!.ask(removePhoto, { params: { id: `${body['id']}` } })).body.code).toBe('not_allowed')
  expect((await rosa!.ask(removePhoto, { params: { id: fileId } })).status).toBe(200)
  for (const who of [rosa, amal, eva]) expect(await seenIn(who!, postId), who!.name).toEqual([])
  const { rows } = await world.owner.query('select from file where id = any ($1)', [[fileId, body['id']]])
  expect(rows).toEqual([])
})

test('a family has the photos of its own child: those of the child alone, and others as far as it may see them', async () => {
  await saysOf(eva!, ben!, 'yes')
  await saysOf(amal!, noor!, 'yes')
  const [alone, both, noors] = [
    await photoOf(world, rosa!, [ben!]),
    await photoOf(world, rosa!, [ben!, noor!]),
    await photoOf(world, rosa!, [noor!]),
  ]
  await posting(rosa!, [in6B], [alone, both, noors])
  const ofBen = async (who: Person) => {
    const { body } = await who.ask(readChildPhotos, { params: { id: ben!.id } })
    return ((body['photos'] ?? []) as { id: string }[]).map(({ id }) => id).filter((id) => [alone, both, noors].includes(id))
  }
  expect((await ofBen(eva!)).toSorted()).toEqual([alone, both].toSorted())
  await saysOf(amal!, noor!, 'no')
  expect(await ofBen(eva!)).toEqual([alone])
  expect(await ofBen(ben!)).toEqual([alone])
  expect((await amal!.ask(readChildPhotos, { params: { id: ben!.id } })).status).toBe(404)
  expect((await rosa!.ask(readChildPhotos, { params: { id: ben!.id } })).body.code).toBe('not_allowed')
})

test('who is taken off a photo by being erased takes the photo along; nobody sees it for want of a tag', async () => {
  const { fileId, postId } = await posted()
  await world.owner.query('delete from depiction where file_id = $1 and pupil_id = $2', [fileId, ben!.id])
  for (const who of [amal, eva]) expect(await seenIn(who!, postId), who!.name).toEqual([])
})
