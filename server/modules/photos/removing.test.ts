import { afterAll, beforeAll, expect, test } from 'vitest'
import { removePhoto } from '#contract/photos.ts'
import { mostFiles, readPost, readVersions } from '#contract/posts.ts'
import { photoOf, posting, saysOf, seenIn, twoFamilies } from '#tests/photos.ts'
import { facts, openWorld, type Person, type World } from '#tests/world.ts'

let world: World
let [rosa, amal, eva, noor, ben]: Person[] = []
let in6B: string
beforeAll(async () => {
  world = await openWorld()
  ;({ rosa, amal, eva, noor, ben, in6B } = await twoFamilies(world))
  await saysOf(eva!, ben!, 'yes')
})
afterAll(() => world.close())

const removes = (fileId: string) => rosa!.ask(removePhoto, { params: { id: fileId } })
const historyFor = async (who: Person, id: string) => {
  const { body } = await who.ask(readVersions, { params: { id } })
  const { body: post } = await who.ask(readPost, { params: { id } })
  return { lines: (body['removedPhotos'] as { by: string; at: string }[]).map(({ by }) => by), has: post['hasHistory'] }
}

test('a photo that is taken out leaves a line for all who saw it: one went, by whom and when, and nothing of the photo', async () => {
  const [one, other] = [await photoOf(world, rosa!, [ben!]), await photoOf(world, rosa!, [])]
  const { body } = await posting(rosa!, [in6B], [one, other])
  const id = `${body['id']}`
  expect(await historyFor(amal!, id)).toEqual({ lines: [], has: false })
  const before = (await facts(world)).length
  expect((await removes(one)).status).toBe(200)
  expect((await facts(world)).slice(before)).toEqual(['file.deleted', 'photo.removed'])
  const at = (await amal!.ask(readPost, { params: { id } })).body['editedAt']
  expect(await seenIn(amal!, id)).toEqual([other])
  const { body: said, text } = await amal!.ask(readVersions, { params: { id } })
  expect(said).toEqual({ versions: [], removedPhotos: [{ id: expect.any(String), by: 'Rosa Roy', at }] })
  expect(text).not.toContain(one)
  for (const who of [rosa, amal, eva, noor, ben])
    expect(await historyFor(who!, id), who!.name).toEqual({ lines: ['Rosa Roy'], has: true })
})

test('of a photo that one family had alone, no other family learns that it was there', async () => {
  const ofNoor = await photoOf(world, rosa!, [noor!])
  const { body } = await posting(rosa!, [in6B], [ofNoor], { toFamilies: [ofNoor] })
  const id = `${body['id']}`
  await removes(ofNoor)
  for (const who of [rosa, amal, noor]) expect(await historyFor(who!, id), who!.name).toEqual({ lines: ['Rosa Roy'], has: true })
  for (const who of [eva, ben]) expect(await historyFor(who!, id), who!.name).toEqual({ lines: [], has: false })
})

test('what a draft held nobody has seen, and nobody misses', async () => {
  const of = await photoOf(world, rosa!, [ben!])
  const { body } = await posting(rosa!, [in6B], [of], { when: 'draft' })
  await removes(of)
  expect(await historyFor(rosa!, `${body['id']}`)).toEqual({ lines: [], has: false })
})

test('where a photo was taken out, there is room for another', async () => {
  const of = await photoOf(world, rosa!, [ben!])
  const { body } = await posting(rosa!, [in6B], [of])
  const counts = async () =>
    (await world.owner.query('select files, photos from post where id = $1', [body['id']])).rows as {
      files: number
      photos: number
    }[]
  expect(await counts()).toEqual([{ files: 1, photos: 1 }])
  await removes(of)
  expect(await counts(), `of ${mostFiles}`).toEqual([{ files: 0, photos: 0 }])
})
