import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { withdrawPost } from '#contract/posts.ts'
import { fetches } from '#tests/files.ts'
import { photoOf, posting, saysOf, twoFamilies } from '#tests/photos.ts'
import { openWorld, type Person, type World } from '#tests/world.ts'

let world: World
let [rosa, amal, eva, noor, ben]: Person[] = []
let in6B: string
beforeAll(async () => {
  world = await openWorld()
  ;({ rosa, amal, eva, noor, ben, in6B } = await twoFamilies(world))
  await saysOf(amal!, noor!, 'yes')
  await saysOf(eva!, ben!, 'yes')
})
afterAll(() => world.close())

const asks = (who: Person | undefined, whose: Person, headers = {}) =>
  fetches(world, who, `/s/preau/people/${whose.id}/photos.zip`, { headers })
const album = async (who: Person, whose: Person) => {
  const { statusCode, headers, rawPayload } = await asks(who, whose)
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/zip'])
  const found = new Map<string, Buffer>()
  const zip = await yauzl.fromBufferPromise(rawPayload, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) found.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return found
}
const posted = async (...of: Person[]) => {
  const { body } = await posting(rosa!, [in6B], [await photoOf(world, rosa!, of)])
  return `${body['id']}`
}

test('a family takes the photos of its own child as one file, and nobody else’s', async () => {
  await posted(noor!)
  await posted(noor!, ben!)
  await posted(ben!)
  const photos = await album(amal!, noor!)
  expect([...photos.keys()]).toEqual(
    [1, 2].map((nth) => expect.stringMatching(new RegExp(`^files/\\d{4}-\\d\\d-\\d\\d ${nth}\\.(jpg|webp)$`))),
  )
  for (const bytes of photos.values()) expect(bytes.length).toBeGreaterThan(100)
})

test('what a family may no longer see is not in it', async () => {
  const id = await posted(noor!)
  const before = (await album(amal!, noor!)).size
  await saysOf(eva!, ben!, 'no')
  expect((await album(amal!, noor!)).size).toBe(before - 1)
  await rosa!.ask(withdrawPost, { params: { id } })
  expect((await album(amal!, noor!)).size).toBe(before - 2)
})

test('another family, a teacher, a visitor and another site take nothing', async () => {
  for (const who of [eva!, rosa!, ben!]) expect([403, 404]).toContain((await asks(who, noor!)).statusCode)
  expect((await asks(undefined, noor!)).statusCode).toBe(401)
  expect((await asks(amal!, noor!, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
})
