import { afterAll, beforeAll, expect, test } from 'vitest'
import { archiveGroup, makeGroup, readGroup } from '#contract/groups.ts'
import { listHiddenPhotos, tagPhoto } from '#contract/photos.ts'
import { listVoices } from '#contract/posts.ts'
import { as } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { photo, uploads } from '#tests/files.ts'
import { photoOf, posting, saysOf, seenIn } from '#tests/photos.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { replaceTags } from './photos.queries.ts'

let world: World
let [rosa, otto, olga, eva, noor, ben]: Person[] = []
let group = { id: '', audience: '' }

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  ben = await person(world, { name: 'Ben Ek', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor, ben])
  await guard(world, eva, ben)
  const body = { label: 'Latin', ownerId: otto.id, staff: [], pupils: [ben.id] }
  const { body: made } = await olga.ask(makeGroup, { body })
  const voices = (await otto.ask(listVoices)).body['audiences'] as { id: string; groupId: string | null }[]
  group = { id: `${made['id']}`, audience: voices.find(({ groupId }) => groupId === made['id'])?.id ?? '' }
})
afterAll(() => world.close())

const tags = async (who: Person, pupil: Person) => {
  const { body } = await uploads(world, who, await photo(64, 48))
  const said = { nobody: false, pupils: [{ id: pupil.id, region: null }], words: '' }
  return who.ask(tagPhoto, { params: { id: body.id }, body: said })
}

test('whoever teaches a group says of its pupils that they are on a photo, and of no others', async () => {
  expect((await otto!.ask(readGroup, { params: { id: group.id } })).body['pupils']).toMatchObject([{ id: ben!.id }])
  expect((await tags(otto!, ben!)).status).toBe(200)
  expect((await tags(otto!, noor!)).body.code).toBe('photo.not_your_pupil')
  expect((await tags(olga!, noor!)).status).toBe(200)
})

test('a photo of a pupil goes to the group once the family lets it go beyond the class; hidden again, its sender knows whose it is', async () => {
  const of = await photoOf(world, otto!, [ben!])
  expect((await posting(otto!, [group.audience], [of])).body.code).toBe('photo.not_for_audience')
  await saysOf(eva!, ben!, 'yes', 'school')
  const { body } = await posting(otto!, [group.audience], [of])
  expect(await seenIn(eva!, `${body['id']}`)).toEqual([of])
  await saysOf(eva!, ben!, 'no', 'school')
  expect((await otto!.ask(listHiddenPhotos)).body['photos']).toMatchObject([{ id: of, pupils: [{ display: 'Ben Ek' }] }])
})

test('the wall alone lets nobody tag a pupil who is in no group of theirs', async () => {
  const { installation, schoolId, clock } = world
  const fileId = await photoOf(world, otto!, [ben!])
  const actor = { schoolId, personId: otto!.id, accountId: otto!.accountId, session: null, purpose: 'class_life' } as const
  const unread = { schoolYearId: '', sealed: Buffer.alloc(0) }
  const said = { ...unread, schoolId, fileId, state: 'tagged', taggedBy: otto!.id, now: clock.now() } as const
  const tag = (pupil: Person) =>
    as(installation.db, { ...actor, requestId: uuidv7(), action: 'photo.tag' }, (tx) =>
      replaceTags(tx, said, [{ id: uuidv7(), pupilId: pupil.id, region: null }]),
    )
  await expect(tag(noor!)).rejects.toMatchObject({ code: '42501' })
  await expect(tag(ben!)).resolves.toBeUndefined()
})

test('with the group it ends', async () => {
  await olga!.ask(archiveGroup, { params: { id: group.id } })
  expect((await tags(otto!, ben!)).body.code).toBe('photo.not_your_pupil')
})
