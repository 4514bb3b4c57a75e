import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFile } from '#contract/files.ts'
import { mostInWords, readPostPhotos, sortPhotos, tagPhoto } from '#contract/photos.ts'
import { publishPost, readPhotoReaders, readPost, withdrawPost } from '#contract/posts.ts'
import { fetches, photo, uploads } from '#tests/files.ts'
import { nasty } from '#tests/nasty.ts'
import { inFeedOf, isServed, photoOf, placesOf, posting, saysOf, seenIn } from '#tests/photos.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [rosa, otto, olga, amal, eva, noor, ben, ines]: Person[] = []
let class6B: string
let [in6B, in7A, inSchool] = ['', '', '']

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  ines = await person(world, { name: 'Inès Caron', role: 'head' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  ben = await person(world, { name: 'Ben Ek', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor, ben])
  const class7A = await classOf(world, '7A', [otto], [])
  await guard(world, amal, noor)
  await guard(world, eva, ben)
  const places = await placesOf(ines)
  ;[in6B, in7A, inSchool] = [places.get(class6B)!, places.get(class7A)!, places.get('school')!]
  await saysOf(eva, ben, 'yes')
})
afterAll(() => world.close())

const sorted = async (files: string[], audiences = [in6B]) => {
  const { body } = await rosa!.ask(sortPhotos, { query: { files: files.join(','), audiences: audiences.join(',') } })
  return new Map((body['photos'] as { id: string; reach: string }[]).map(({ id, reach }) => [id, reach]))
}

test('a photo is shared with the class when everybody on it may be, and nobody has to be on it', async () => {
  const [of, empty] = [await photoOf(world, rosa!, [ben!]), await photoOf(world, rosa!, [])]
  const { status, body } = await posting(rosa!, [in6B], [of, empty])
  expect(status).toBe(200)
  for (const who of [rosa, amal, eva, noor, ben, olga, ines])
    expect(await seenIn(who!, `${body['id']}`), who!.name).toEqual([of, empty])
  expect(await isServed(otto!, of)).toBe(false)
  expect((await inFeedOf(amal!)).get(`${body['id']}`)).toEqual([of, empty])
  const read = await amal!.ask(readPost, { params: { id: `${body['id']}` } })
  expect(read.body).toMatchObject({
    files: [],
    photos: [{ id: of, width: 48, height: 64, words: 'Sortie à la forêt', forFamily: false }, {}],
  })
})

test('without a word about who is on it a photo goes nowhere', async () => {
  const { body } = await uploads(world, rosa!, await photo(64, 48))
  expect((await sorted([body.id])).get(body.id)).toBe('untagged')
  expect((await posting(rosa!, [in6B], [body.id])).body.code).toBe('photo.not_tagged')
  const tags = (more: object) =>
    rosa!.ask(tagPhoto, { params: { id: body.id }, body: { nobody: false, pupils: [], words: '', ...more } })
  expect((await tags({})).body.code).toBe('photo.nobody_or_somebody')
  expect((await tags({ nobody: true, pupils: [{ id: ben!.id, region: null }] })).body.code).toBe('photo.nobody_or_somebody')
})

test('the picker says of three photos what may be shared, and with whom; refused and not answered are one word', async () => {
  const [ofBen, ofNoor, ofBoth] = [
    await photoOf(world, rosa!, [ben!]),
    await photoOf(world, rosa!, [noor!]),
    await photoOf(world, rosa!, [ben!, noor!]),
  ]
  const before = await sorted([ofBen, ofNoor, ofBoth])
  expect([...before.entries()].toSorted()).toEqual(
    [
      [ofBen, 'audience'],
      [ofNoor, 'families'],
      [ofBoth, 'nobody'],
    ].toSorted(),
  )
  await saysOf(amal!, noor!, 'no')
  expect(await sorted([ofBen, ofNoor, ofBoth])).toEqual(before)
  expect([...(await sorted([ofBoth, ofBen, ofNoor])).keys()], 'in the order in which they stand with the post').toEqual([
    ofBoth,
    ofBen,
    ofNoor,
  ])
  expect((await sorted([ofBen], [in6B, in7A])).get(ofBen)).toBe('families') // Ben may be seen in his class, and in no other
})

test('"share one, send one only to its family": each family sees what it may, and the other sees nothing of it', async () => {
  const [ofBen, ofNoor] = [await photoOf(world, rosa!, [ben!]), await photoOf(world, rosa!, [noor!])]
  expect((await posting(rosa!, [in6B], [ofBen, ofNoor])).body).toMatchObject({
    code: 'photo.not_for_audience',
    details: { files: [ofNoor] },
  })
  const { body } = await posting(rosa!, [in6B], [ofBen, ofNoor], { toFamilies: [ofNoor] })
  const id = `${body['id']}`
  for (const who of [rosa, amal, noor]) expect(await seenIn(who!, id), who!.name).toEqual([ofBen, ofNoor])
  for (const who of [eva, ben, olga, ines]) {
    expect(await seenIn(who!, id), who!.name).toEqual([ofBen])
    expect(await isServed(who!, ofNoor), who!.name).toBe(false)
  }
  const { photos } = (await amal!.ask(readPostPhotos, { params: { id } })).body as { photos: { forFamily: boolean }[] }
  expect(photos.map(({ forFamily }) => forFamily)).toEqual([false, true])
})

test('a photo of two goes to no family alone', async () => {
  const ofBoth = await photoOf(world, rosa!, [ben!, noor!])
  expect((await posting(rosa!, [in6B], [ofBoth], { toFamilies: [ofBoth] })).body.code).toBe('photo.not_for_audience')
})

test('what is withdrawn is gone at once, by every way: the feed, the post, the id, the link in hand', async () => {
  const of = await photoOf(world, rosa!, [ben!])
  const { body } = await posting(rosa!, [in6B], [of])
  const id = `${body['id']}`
  const { photos } = (await amal!.ask(readPostPhotos, { params: { id } })).body as { photos: { link: string; small: string }[] }
  for (const url of [photos[0]!.link, photos[0]!.small]) expect((await fetches(world, amal, url)).statusCode).toBe(200)
  await saysOf(eva!, ben!, 'no')
  expect(await seenIn(amal!, id)).toEqual([])
  expect((await inFeedOf(amal!)).get(id)).toEqual([])
  for (const url of [photos[0]!.link, photos[0]!.small]) expect((await fetches(world, amal, url)).statusCode).toBe(404)
  for (const who of [amal, noor, olga, ines]) expect(await isServed(who!, of), who!.name).toBe(false)
  for (const who of [eva, ben, rosa]) expect(await isServed(who!, of), who!.name).toBe(true) // the own family, and who took it
  const seers = { guardians: 1, pupils: 1, staff: [{ id: rosa!.id, display: 'Rosa Roy' }] }
  const asks = (who: Person) => who.ask(readPhotoReaders, { params: { id, photoId: of } })
  for (const who of [eva, ben, rosa]) expect((await asks(who!)).body, who!.name).toEqual(seers)
  for (const who of [amal, ines, otto]) expect((await asks(who!)).status, who!.name).toBe(404)
  await saysOf(eva!, ben!, 'yes')
  expect(await seenIn(amal!, id)).toEqual([of])
})

test('to the whole school goes only who may be shown to the school', async () => {
  const of = await photoOf(world, ines!, [ben!])
  expect((await posting(ines!, [inSchool], [of])).body.code).toBe('photo.not_for_audience')
  await saysOf(eva!, ben!, 'yes', 'school')
  const { body } = await posting(ines!, [inSchool], [of])
  expect(await seenIn(otto!, `${body['id']}`)).toEqual([of])
  await saysOf(eva!, ben!, 'no', 'school')
  expect(await seenIn(otto!, `${body['id']}`)).toEqual([])
})

test('a pupil who has moved to another class is no longer shown in the one of before', async () => {
  const of = await photoOf(world, rosa!, [ben!])
  const { body } = await posting(rosa!, [in6B], [of])
  await world.owner.query('update enrolment set until_on = current_date - 1 where person_id = $1', [ben!.id])
  expect(await seenIn(amal!, `${body['id']}`)).toEqual([])
  expect(await isServed(eva!, of)).toBe(true) // what shows her own child alone stays hers
  await world.owner.query('update enrolment set until_on = null where person_id = $1', [ben!.id])
})

test('each refusal: another’s photo, a pupil one does not teach, a document, a film', async () => {
  const of = await photoOf(world, rosa!, [ben!])
  const body = { nobody: true, pupils: [], words: '' }
  expect((await otto!.ask(tagPhoto, { params: { id: of }, body })).status).toBe(404)
  expect((await amal!.ask(tagPhoto, { params: { id: of }, body })).status).toBe(404)
  const { body: own } = await uploads(world, otto!, await photo(64, 48))
  const tags = { nobody: false, pupils: [{ id: ben!.id, region: null }], words: '' }
  expect((await otto!.ask(tagPhoto, { params: { id: own.id }, body: tags })).body.code).toBe('photo.not_your_pupil')
  const { body: list } = await uploads(world, rosa!, Buffer.from('Une liste'), { name: 'liste.txt', type: 'text/plain' })
  expect((await rosa!.ask(tagPhoto, { params: { id: list.id }, body })).body.code).toBe('photo.not_a_photo')
  expect((await amal!.ask(sortPhotos, { query: { files: of, audiences: in6B } })).body.code).toBe('not_allowed')
})

test('a draft that waited asks again when it goes out; what was scheduled goes without what was withdrawn', async () => {
  const of = await photoOf(world, rosa!, [ben!])
  const draft = await posting(rosa!, [in6B], [of], { when: 'draft' })
  expect(await isServed(amal!, of)).toBe(false)
  await saysOf(eva!, ben!, 'no')
  expect((await rosa!.ask(publishPost, { params: { id: `${draft.body['id']}` }, body: { when: 'now' } })).body.code).toBe(
    'photo.not_for_audience',
  )
  await saysOf(eva!, ben!, 'yes')
  const at = new Date(world.clock.now().getTime() + 60_000).toISOString()
  const later = await posting(rosa!, [in6B], [await photoOf(world, rosa!, [ben!])], { when: at })
  await saysOf(eva!, ben!, 'no')
  world.move(120)
  await world.doJobs()
  expect((await inFeedOf(amal!)).get(`${later.body['id']}`)).toEqual([])
  await saysOf(eva!, ben!, 'yes')
})

test('with the post its photos go, for the family too', async () => {
  const of = await photoOf(world, rosa!, [ben!])
  const { body } = await posting(rosa!, [in6B], [of])
  await rosa!.ask(withdrawPost, { params: { id: `${body['id']}` } })
  for (const who of [amal, eva, ines]) expect(await isServed(who!, of), who!.name).toBe(false)
})

test('Eva takes her yes back while Rosa posts: Rosa is refused, or what she posted is hidden; never a third', async () => {
  for (let nth = 0; nth < 6; nth++) {
    await saysOf(eva!, ben!, 'yes')
    const of = await photoOf(world, rosa!, [ben!])
    const [posted, said] = await Promise.all([posting(rosa!, [in6B], [of]), saysOf(eva!, ben!, 'no')])
    expect(said.status).toBe(200)
    expect([200, 409]).toContain(posted.status)
    expect(await isServed(amal!, of)).toBe(false)
  }
  await saysOf(eva!, ben!, 'yes')
})

test.each(Object.entries(nasty))('what is said of a photo is kept as it was typed: %s', async (_, typed) => {
  const words = typed.slice(0, mostInWords)
  const { body } = await uploads(world, rosa!, await photo(32, 32))
  const tagged = await rosa!.ask(tagPhoto, { params: { id: body.id }, body: { nobody: true, pupils: [], words } })
  expect(tagged.status, tagged.text).toBe(200)
  const { body: post } = await posting(rosa!, [in6B], [body.id])
  const { body: read } = await amal!.ask(readPostPhotos, { params: { id: `${post['id']}` } })
  expect((read['photos'] as { words: string }[]).map((one) => one.words)).toEqual([words])
})

test('opening a photo is a fact about each pupil on it', async () => {
  await saysOf(amal!, noor!, 'yes')
  const of = await photoOf(world, rosa!, [ben!, noor!])
  expect((await posting(rosa!, [in6B], [of])).status).toBe(200)
  const before = (await facts(world)).length
  await ines!.ask(readFile, { params: { id: of } })
  expect((await facts(world)).slice(before)).toEqual(['file.read', 'file.read'])
})
