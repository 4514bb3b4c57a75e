import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFeed } from '#contract/feed.ts'
import { makeGroup } from '#contract/groups.ts'
import { listVoices, readReaders, writePost } from '#contract/posts.ts'
import { as, SessionEnded } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { feed } from '#modules/posts/feed.queries.ts'
import { recount } from '#modules/posts/readers.ts'
import { classOf, guard, openWorld, type Person, person, type Someone, type World, withoutAccount } from '#tests/world.ts'

let world: World
let ines: Person
let amal: Person
let class6B: string
const cast: { id: string; name: string; role: string }[] = []
const posts: string[] = []
let noor: { id: string }

const joins = (some: { id: string; name: string }[], role: string) =>
  cast.push(...some.map(({ id, name }) => ({ id, name, role })))

beforeAll(async () => {
  world = await openWorld()
  ines = await person(world, { name: 'Inès Caron', role: 'head' })
  const some = (role: 'teacher' | 'pupil' | 'guardian' | 'office' | 'dpo' | 'support' | 'substitute', ...names: string[]) =>
    Promise.all(names.map((name) => withoutAccount(world, { name, role })))
  const teachers: Someone[] = [...(await some('teacher', 'Rosa', 'Otto')), ...(await some('substitute', 'Léa'))]
  const pupils = await some('pupil', 'Noor', 'Sami', 'Ben')
  const guardians = await some('guardian', 'Bilal', 'Celia', 'Dan', 'Eva')
  const others = [...(await some('office', 'Olga')), ...(await some('dpo', 'Dora')), ...(await some('support', 'Siv'))]
  amal = await person(world, { name: 'Amal', role: 'guardian' })
  noor = pupils[0]!
  class6B = await classOf(world, '6B', [teachers[0]!, teachers[2]!], pupils.slice(0, 2))
  await classOf(world, '7A', [teachers[1]!], [pupils[2]!])
  await guard(world, amal, noor)
  for (const [nth, guardian] of guardians.entries()) await guard(world, guardian, pupils[nth % 3]!)
  joins([ines], 'head')
  joins(teachers, 'teacher')
  joins(pupils, 'pupil')
  joins([amal, ...guardians], 'guardian')
  joins(others, 'other')
  // Latin: Otto's, with Léa beside him; of each class one.
  const latin = { label: 'Latin', ownerId: teachers[1]!.id, staff: [teachers[2]!.id], pupils: [pupils[0]!.id, pupils[2]!.id] }
  expect((await ines.ask(makeGroup, { body: latin })).status).toBe(200)
  const voices = (await ines.ask(listVoices)).body['audiences'] as { id: string; kind: string; classId: string | null }[]
  const placeOf = (kind: string) => voices.find((one) => one.kind === kind)!.id
  const places = [voices.find(({ classId }) => classId === class6B)!.id, placeOf('school'), placeOf('group')]
  for (const audiences of [[places[0]!], [places[1]!], places.slice(0, 2), [places[2]!], [places[0]!, places[2]!]]) {
    const body = { text: 'Pour qui ?', language: 'fr', answers: 'none', when: 'now', audiences }
    posts.push((await ines.ask(writePost, { body })).body['id'] as string)
  }
})
afterAll(() => world.close())

const set = (text: string, values: unknown[]) => world.owner.query(text, values)

/** How things can stand for one of the cast: each is what a school, a court or the calendar does. */
const turns = {
  role: async (id: string, on: boolean) =>
    set('update person_role set until_at = case when $2 then null else now() end where person_id = $1', [id, on]),
  place: async (id: string, on: boolean) =>
    set(
      'update enrolment set until_on = case when $2 then null else greatest(current_date - 1, from_on) end where person_id = $1', // it may begin only soon
      [id, on],
    ),
  group: async (id: string, on: boolean) =>
    set('update group_place set until_at = case when $2 then null else greatest(now(), from_at) end where person_id = $1', [
      id,
      on,
    ]),
  owner: async (id: string, on: boolean) =>
    set('update teaching_group set owner_id = case when $2 then $1::uuid when owner_id = $1 then null else owner_id end', [
      id,
      on,
    ]),
  away: async (_: string, on: boolean) =>
    set('update teaching_group set archived_at = case when $1 then null else now() end', [on]),
  soon: async (id: string, on: boolean) =>
    set(
      'update enrolment set from_on = case when $2 then current_date - 9 else current_date + 9 end where person_id = $1 and until_on is null',
      [id, on],
    ),
  feed: async (id: string, on: boolean) =>
    set(
      "update guardianship set scopes = case when $2 then array['feed', 'progress'] else array['progress'] end where guardian_id = $1",
      [id, on],
    ),
  contact: async (id: string, on: boolean) =>
    set("update guardianship set preset = case when $2 then 'equal' else 'no_contact' end where guardian_id = $1", [id, on]),
  edge: async (id: string, on: boolean) =>
    set('update guardianship set until_at = case when $2 then null else greatest(now(), from_at) end where guardian_id = $1', [
      id,
      on,
    ]),
  minor: async (id: string, on: boolean) =>
    set('update person set born_on = case when $2 then current_date - 4000 else current_date - 9000 end where id = $1', [id, on]),
  state: async (id: string, on: boolean) =>
    set(
      `insert into person_state (school_id, id, person_id, state, reason, from_at, until_at, made_by)
      values ($1, $2, $3, $4, 'office', clock_timestamp(), null, null)`,
      [world.schoolId, uuidv7(), id, on ? 'active' : 'suspended'],
    ),
}
type Turn = keyof typeof turns

/** Whether the wall shows a post to somebody, asked as they ask. */
const sees = async (personId: string, postId: string) => {
  const actor = {
    schoolId: world.schoolId,
    personId,
    accountId: null,
    session: null,
    purpose: 'class_life',
    requestId: uuidv7(),
    action: 'post.read',
  } as const
  try {
    return await as(world.installation.db, actor, async (tx) => {
      const row = await tx
        .selectFrom('post')
        .select('id')
        .where('schoolId', '=', world.schoolId)
        .where('id', '=', postId)
        .executeTakeFirst()
      // Where one belongs, said by the audiences and by the walls of classes: two questions with one answer.
      const { rows } = await sql<{ isSame: boolean }>`select array(select a.target_id from audience a where a.kind = 'class'
        and a.id = any (array(select app.my_audiences())) order by 1) = array(select distinct c from app.my_classes('any') c order by 1) as is_same`.execute(
        tx,
      )
      expect(rows[0]?.isSame, `${personId} belongs elsewhere`).toBe(true)
      const { rows: groups } = await sql<{
        isSame: boolean
      }>`select array(select a.target_id from audience a where a.kind = 'group'
        and a.id = any (array(select app.my_audiences())) order by 1) = array(select g from app.my_groups('any') g order by 1) as is_same`.execute(
        tx,
      )
      expect(groups[0]?.isSame, `${personId} belongs to another group`).toBe(true)
      const page = await feed(tx, world.schoolId, 31, {})
      return { row: row !== undefined, feed: page.some(({ what, id }) => what === 'post' && id === postId) }
    })
  } catch (error) {
    if (error instanceof SessionEnded) return { row: false, feed: false }
    throw error
  }
}

const chipOf = async (postId: string) => {
  const { body, text, status } = await ines.ask(readReaders, { params: { id: postId } })
  expect(status, text).toBe(200)
  const { staff, pupils, guardians } = body as unknown as { staff: { id: string }[]; pupils: number; guardians: number }
  return { staff: staff.map(({ id }) => id).sort(), pupils, guardians }
}

const actual = async (postId: string) => {
  const found: typeof cast = []
  for (const one of cast) if ((await sees(one.id, postId)).row) found.push(one)
  const count = (role: string) => found.filter((one) => one.role === role).length
  const families = count('pupil') + count('guardian')
  const staff = found.filter(({ role }) => role !== 'pupil' && role !== 'guardian').map(({ id }) => id)
  return { staff: staff.sort(), pupils: count('pupil'), guardians: families - count('pupil') }
}

test('at the beginning the chip says who is there', async () => {
  expect(await chipOf(posts[0]!)).toMatchObject({ pupils: 2, guardians: 4 })
  expect(await chipOf(posts[1]!)).toMatchObject({ pupils: 3, guardians: 5 })
  expect(await chipOf(posts[3]!)).toMatchObject({ pupils: 2, guardians: 4 })
})

/** A pupil of 6B and of the group, who leaves the group. */
const pupilAt = () => cast.findIndex(({ name }) => name === 'Noor')
/** Somebody who is the guardian of a pupil of 6B. */
const guardianAt = () => cast.findIndex(({ name }) => name === 'Amal')

test('whatever happens to whom, the chip names exactly those whom the wall lets through', { timeout: 120_000 }, async () => {
  const names = Object.keys(turns) as Turn[]
  const turn = fc.record({ who: fc.nat({ max: cast.length - 1 }), what: fc.constantFrom(...names), on: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 8 }), async (happened) => {
      for (const { who, what, on } of happened) if (cast[who]!.id !== ines.id) await turns[what](cast[who]!.id, on)
      for (const postId of posts) expect(await chipOf(postId)).toEqual(await actual(postId))
    }),
    {
      numRuns: 12,
      examples: [
        [[{ who: guardianAt(), what: 'feed', on: false }]],
        [[{ who: pupilAt(), what: 'group', on: false }]],
        [(['soon', 'place'] as const).map((what) => ({ who: pupilAt(), what, on: false }))], // gone before the first day
      ],
    },
  )
})

test('what is in somebody’s feed exists for them, and the number in the feed is the chip’s', async () => {
  for (const one of cast)
    for (const postId of posts) {
      const { row, feed: isThere } = await sees(one.id, postId)
      if (isThere) expect(row, `${one.name} has in the feed what does not exist`).toBe(true)
    }
  recount(world.installation.vault)
  const { body } = await ines.ask(readFeed)
  const { posts: shown, audiences } = body as unknown as {
    posts: { id: string; audiences: string[] }[]
    audiences: { id: string; readers: { staff: number; pupils: number; guardians: number } }[]
  }
  const whole = shown.find(({ id }) => id === posts[1])!
  const { staff, ...families } = await chipOf(posts[1]!)
  expect(audiences.find(({ id }) => id === whole.audiences[0])!.readers).toEqual({ ...families, staff: staff.length })
})

test('families learn numbers of families and names of staff, and nothing else', async () => {
  await set('delete from person_state where person_id = $1 and state = $2', [amal.id, 'suspended'])
  await set("update guardianship set scopes = array['feed'], preset = 'equal', until_at = null where guardian_id = $1", [amal.id])
  await set('update enrolment set from_on = current_date - 9, until_on = null where person_id = $1', [noor.id])
  await set('update person set born_on = null where id = $1', [noor.id])
  await set('update person_role set until_at = null', [])
  const { text, status } = await amal.ask(readReaders, { params: { id: posts[0]! } })
  expect(status, text).toBe(200)
  expect(text).toContain('Inès Caron')
  for (const name of ['Bilal', 'Celia', 'Noor', 'Sami']) expect(text).not.toContain(name)
  expect(nobody).not.toBe(amal.id)
})
