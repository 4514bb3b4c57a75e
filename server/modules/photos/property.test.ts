import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFile } from '#contract/files.ts'
import { readPhotoReaders, withdrawPost } from '#contract/posts.ts'
import { as } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fetches } from '#tests/files.ts'
import { inFeedOf, photoOf, placesOf, posting, saysOf } from '#tests/photos.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

/** Not random, so that what is found once is found again: from a seed, as many numbers as are wanted. */
const dice = (seed: string) => {
  let nth = 0
  return (most: number) => createHash('sha256').update(`${seed} ${nth++}`).digest().readUInt32BE(0) % most
}

let world: World
const teachers: Person[] = []
const office: Person[] = []
/** Pupil, and everybody of the family: the pupil and those who see the feed for the child. */
const families: { pupil: Person; guardians: Person[]; classNo: number }[] = []
const classes: string[] = []
const places: string[] = []

/** What was said, as the test itself remembers it. */
const said = new Map<string, 'yes' | 'no'>()
const mayBeShown = (nth: number, audience: 'class' | 'school') => {
  const { guardians } = families[nth]!
  return guardians.every((_, at) => said.get(`${nth} ${at} ${audience}`) === 'yes')
}

beforeAll(async () => {
  world = await openWorld()
  for (const name of ['Rosa Roy', 'Otto Lindqvist']) teachers.push(await person(world, { name, role: 'teacher' }))
  office.push(
    await person(world, { name: 'Inès Caron', role: 'head' }),
    await person(world, { name: 'Dora Lefèvre', role: 'dpo' }),
  )
  for (let nth = 0; nth < 5; nth++) {
    const pupil = await person(world, { name: `Pupil ${nth}`, role: 'pupil' })
    const guardians = [await person(world, { name: `Parent ${nth}`, role: 'guardian' })]
    if (nth % 2) guardians.push(await person(world, { name: `Other parent ${nth}`, role: 'guardian' }))
    families.push({ pupil, guardians, classNo: nth < 3 ? 0 : 1 })
    for (const guardian of guardians) await guard(world, guardian, pupil)
  }
  for (const at of [0, 1]) {
    const pupils = families.filter(({ classNo }) => classNo === at).map(({ pupil }) => pupil)
    classes.push(await classOf(world, `6${at}`, at === 0 ? teachers : [teachers[1]!], pupils))
  }
  const known = await placesOf(office[0]!)
  places.push(...classes.map((id) => known.get(id)!), known.get('school')!)
})
afterAll(() => world.close())

type Sent = { fileId: string; postId: string; by: Person; on: number[]; stands: number[]; toFamily: boolean; withdrawn: boolean }
const sent: Sent[] = []

/** Whether a photo may come to somebody, by the sentence of the promise alone. */
const mayCome = (photo: Sent, who: Person) => {
  if (who === photo.by) return true
  if (photo.withdrawn) return false
  const isOf = (nth: number) => [families[nth]!.pupil, ...families[nth]!.guardians].includes(who)
  const others = photo.on.filter((nth) => !isOf(nth))
  if (others.length === 0 && photo.on.length > 0) return true
  if (photo.toFamily) return false
  return photo.stands.some((place) => {
    const belongs =
      place === 2 ||
      office.includes(who) ||
      (place === 0 && teachers.includes(who)) ||
      (place === 1 && who === teachers[1]) ||
      families.some(({ classNo }, nth) => classNo === place && isOf(nth))
    return belongs && others.every((nth) => mayBeShown(nth, families[nth]!.classNo === place ? 'class' : 'school'))
  })
}

const everybody = () => [...teachers, ...office, ...families.flatMap(({ pupil, guardians }) => [pupil, ...guardians])]

/** What row-level security alone gives somebody, whatever is asked. */
const throughTheWall = ({ id, accountId }: Person) => {
  const actor = {
    schoolId: world.schoolId,
    personId: id,
    accountId,
    session: null,
    purpose: 'class_life',
    requestId: uuidv7(),
  } as const
  return as(world.installation.db, { ...actor, action: 'walls.try' }, async (tx) => {
    const { rows } = await sql<{
      id: string
    }>`select id from file union select file_id from derivative union select file_id from attachment`.execute(tx)
    return new Set(rows.map((row) => row.id))
  })
}

const answer = async (roll: (most: number) => number) => {
  const nth = roll(families.length)
  const { pupil, guardians } = families[nth]!
  const at = roll(guardians.length)
  const [audience, says] = [roll(2) ? ('class' as const) : ('school' as const), roll(2) ? ('yes' as const) : ('no' as const)]
  expect((await saysOf(guardians[at]!, pupil, says, audience)).status).toBe(200)
  said.set(`${nth} ${at} ${audience}`, says)
}

const send = async (roll: (most: number) => number) => {
  const by = [teachers[0]!, teachers[1]!, office[0]!][roll(3)]!
  const stands = by === teachers[0] ? [0] : by === teachers[1] ? [[0], [1], [0, 1]][roll(3)]! : [[2], [0], [1, 2]][roll(3)]!
  const mine = families.map((_, nth) => nth).filter((nth) => by !== teachers[0] || families[nth]!.classNo === 0)
  const on = [...new Set(Array.from({ length: roll(3) }, () => mine[roll(mine.length)]!))]
  const toFamily = on.length === 1 && roll(3) === 0
  const fileId = await photoOf(
    world,
    by,
    on.map((nth) => families[nth]!.pupil),
  )
  const reply = await posting(
    by,
    stands.map((place) => places[place]!),
    [fileId],
    toFamily ? { toFamilies: [fileId] } : {},
  )
  const may =
    toFamily || stands.every((place) => on.every((nth) => mayBeShown(nth, families[nth]!.classNo === place ? 'class' : 'school')))
  expect(reply.status, `${on} to ${stands}`).toBe(may ? 200 : 409)
  if (reply.status === 200) sent.push({ fileId, postId: `${reply.body['id']}`, by, on, stands, toFamily, withdrawn: false })
}

/** Tries every photo with everybody: through the wall, in the feed; and by id and link for one of them, at random. */
const look = async (roll: (most: number) => number) => {
  for (const who of everybody()) {
    const [given, inFeed] = [await throughTheWall(who), [...(await inFeedOf(who)).values()].flat()]
    for (const photo of sent) {
      const what = `${who.name}: ${photo.on} in ${photo.stands}${photo.toFamily ? ' for the family' : ''}`
      const may = mayCome(photo, who)
      expect(`${what}: ${given.has(photo.fileId)}`).toBe(`${what}: ${may}`)
      if (!may) expect(inFeed, what).not.toContain(photo.fileId)
    }
    const one = sent[roll(Math.max(1, sent.length))]
    if (!one) continue
    const reply = await who.ask(readFile, { params: { id: one.fileId } })
    expect(reply.status === 200, who.name).toBe(mayCome(one, who))
    const { url } = (reply.body['link'] ?? { url: '' }) as { url: string }
    if (url) expect((await fetches(world, who, url)).statusCode).toBe(200)
  }
}

/** What whoever sent a photo is told of who sees it is what is so. */
const told = async () => {
  const pupils = families.map(({ pupil }) => pupil)
  const staff = [...teachers, ...office]
  for (const photo of sent.filter(({ withdrawn }) => !withdrawn)) {
    const seeing = everybody().filter((who) => mayCome(photo, who))
    const { body } = await photo.by.ask(readPhotoReaders, { params: { id: photo.postId, photoId: photo.fileId } })
    const what = `${photo.on} in ${photo.stands}`
    expect({ what, ...body, staff: (body['staff'] as { id: string }[]).map(({ id }) => id).toSorted() }).toEqual({
      what,
      staff: seeing.flatMap((who) => (staff.includes(who) ? [who.id] : [])).toSorted(),
      pupils: seeing.filter((who) => pupils.includes(who)).length,
      guardians: seeing.filter((who) => !pupils.includes(who) && !staff.includes(who)).length,
    })
  }
}

test('whatever was said, and to whomever it was sent, nobody is served a photo of a pupil without consent, outside that pupil’s family and who took it', async () => {
  const roll = dice('photos 2026')
  for (const [nth, { pupil, guardians }] of families.entries())
    for (const [at, guardian] of guardians.entries())
      for (const audience of ['class', 'school'] as const) {
        await saysOf(guardian, pupil, 'yes', audience)
        said.set(`${nth} ${at} ${audience}`, 'yes')
      }
  for (let round = 0; round < 3; round++) {
    for (let nth = 0; nth < 5; nth++) await send(roll)
    for (let nth = 0; nth < 6; nth++) await answer(roll)
    await look(roll)
    await told()
    const gone = sent[roll(sent.length)]
    if (gone && round === 1 && !gone.withdrawn) {
      expect((await gone.by.ask(withdrawPost, { params: { id: gone.postId } })).status).toBe(200)
      gone.withdrawn = true
    }
  }
  await look(roll)
  await told()
  expect(sent.length).toBeGreaterThan(5)
  expect(sent.some(({ on }) => on.length > 1) && sent.some(({ toFamily }) => toFamily)).toBe(true)
})
