import { afterAll, beforeAll, expect, test } from 'vitest'
import { tagPhoto } from '#contract/photos.ts'
import { editPost, publishPost, readPost } from '#contract/posts.ts'
import { photo, uploads } from '#tests/files.ts'
import { isServed, photoOf, posting, saysOf, seenIn, twoFamilies } from '#tests/photos.ts'
import { openWorld, type Person, type World } from '#tests/world.ts'

let world: World
let [rosa, amal, eva, noor, ben]: Person[] = []
let in6B: string
beforeAll(async () => {
  world = await openWorld()
  ;({ rosa, amal, eva, noor, ben, in6B } = await twoFamilies(world))
  await saysOf(eva!, ben!, 'yes')
})
afterAll(() => world.close())

const untagged = async () => (await uploads(world, rosa!, await photo(64, 48))).body.id
const drafts = async (files: readonly string[]) => {
  const { status, body, text } = await posting(rosa!, [in6B], files, { when: 'draft' })
  expect(status, text).toBe(200)
  return `${body['id']}`
}
const publishes = async (id: string, when = 'now') => (await rosa!.ask(publishPost, { params: { id }, body: { when } })).body
const tags = (id: string, pupils: readonly Person[]) =>
  rosa!.ask(tagPhoto, {
    params: { id },
    body: { nobody: pupils.length === 0, pupils: pupils.map(({ id: pupil }) => ({ id: pupil, region: null })), words: '' },
  })
const read = async (id: string) => (await rosa!.ask(readPost, { params: { id } })).body
const edits = async (id: string, files: readonly string[], toFamilies: readonly string[] = []) => {
  const headers = { 'if-match': `"${(await read(id))['version']}"` }
  return rosa!.ask(editPost, {
    params: { id },
    headers,
    body: { text: 'Photos', language: 'fr', answers: 'none', files, toFamilies },
  })
}

test('a draft keeps a photo of which nobody has said yet who is on it; it goes out when somebody has', async () => {
  const of = await untagged()
  const id = await drafts([of])
  expect(await read(id)).toMatchObject({ state: 'draft', files: [], photos: [], pictures: [{ id: of }] })
  for (const who of [amal, eva, noor]) expect(await isServed(who!, of), who!.name).toBe(false)
  const inAnHour = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
  for (const when of ['now', inAnHour])
    expect(await publishes(id, when)).toMatchObject({ code: 'photo.not_tagged', details: { files: [of] } })
  await tags(of, [ben!])
  expect(await publishes(id)).toMatchObject({ state: 'published' })
  for (const who of [amal, eva, noor]) expect(await seenIn(who!, id), who!.name).toEqual([of])
  expect(await read(id)).toMatchObject({ pictures: [], photos: [{ id: of }] })
})

test('a draft keeps what may not be shown, and does not go out with it; without it, it does', async () => {
  const [ofNoor, ofBen] = [await photoOf(world, rosa!, [noor!]), await photoOf(world, rosa!, [ben!])]
  const id = await drafts([ofNoor, ofBen])
  expect(await publishes(id)).toMatchObject({ code: 'photo.not_for_audience', details: { files: [ofNoor] } })
  expect((await edits(id, [ofBen])).status).toBe(200)
  expect(await read(id)).toMatchObject({ pictures: [{ id: ofBen }] })
  expect(await publishes(id)).toMatchObject({ state: 'published' })
  expect(await seenIn(amal!, id)).toEqual([ofBen])
})

test('what is for one family alone is said of a draft, too, and asked again: with a second pupil on it, it goes to nobody', async () => {
  const [ofNoor, other] = [await untagged(), await untagged()]
  const id = await drafts([ofNoor, other])
  await tags(ofNoor, [noor!])
  await tags(other, [])
  expect((await edits(id, [other, ofNoor], [ofNoor])).status).toBe(200)
  await tags(ofNoor, [noor!, ben!])
  expect((await publishes(id))['code']).toBe('photo.not_for_audience')
  await tags(ofNoor, [noor!])
  expect(await publishes(id)).toMatchObject({ state: 'published' })
  expect(await seenIn(amal!, id), 'in the order in which they were put').toEqual([other, ofNoor])
  expect(await seenIn(eva!, id)).toEqual([other])
})

test('what has been published is changed as ever: an untagged photo does not come to it', async () => {
  const id = `${(await posting(rosa!, [in6B], [])).body['id']}`
  expect((await edits(id, [await untagged()])).body.code).toBe('photo.not_tagged')
})
