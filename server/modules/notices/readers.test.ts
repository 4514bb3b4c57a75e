import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup } from '#contract/groups.ts'
import { listNoticeVoices, readNoticeReaders } from '#contract/notices.ts'
import { writeNotice } from '#contract/notices-writing.ts'
import { as, SessionEnded } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { classOf, guard, openWorld, type Person, person, type World, withoutAccount } from '#tests/world.ts'

let world: World
let ines: Person
const cast: { id: string; name: string }[] = []
/** A notice before each audience: everybody, everybody in a role, a class, a group, and two of them at once. */
const notices: Record<string, string> = {}

beforeAll(async () => {
  world = await openWorld()
  ines = await person(world, { name: 'Inès Caron', role: 'head' })
  const some = (role: 'teacher' | 'pupil' | 'guardian' | 'office' | 'dpo', ...names: string[]) =>
    Promise.all(names.map(async (name) => ({ ...(await withoutAccount(world, { name, role })), name })))
  const [rosa, otto] = await some('teacher', 'Rosa', 'Otto')
  const [noor, sami, ben] = await some('pupil', 'Noor', 'Sami', 'Ben')
  const [amal, bilal, celia] = await some('guardian', 'Amal', 'Bilal', 'Celia')
  const others = [...(await some('office', 'Olga')), ...(await some('dpo', 'Dora'))]
  await classOf(world, '6B', [rosa!], [noor!, sami!])
  await classOf(world, '7A', [otto!], [ben!])
  await guard(world, amal!, noor!)
  await guard(world, bilal!, noor!)
  await guard(world, celia!, ben!)
  cast.push(...[rosa!, otto!, noor!, sami!, ben!, amal!, bilal!, celia!, ...others], { id: ines.id, name: ines.name })
  const latin = { label: 'Latin', ownerId: otto!.id, staff: [], pupils: [sami!.id, ben!.id] }
  expect((await ines.ask(makeGroup, { body: latin })).status).toBe(200)
  const voices = (await ines.ask(listNoticeVoices)).body['audiences'] as { id: string; kind: string; label: string | null }[]
  expect(voices.find(({ kind }) => kind === 'group')?.label).toBe('Latin')
  const idOf = (kind: string) => voices.find((one) => one.kind === kind && (kind !== 'class' || one.label === '6B'))!.id
  const before = async (name: string, audiences: string[]) => {
    const body = { texts: [{ language: 'fr', title: name, text: 'Pour qui ?' }], asks: [], when: 'now', audiences }
    const reply = await ines.ask(writeNotice, { body })
    expect(reply.status, reply.text).toBe(200)
    notices[name] = `${reply.body['id']}`
  }
  for (const kind of ['school', 'staff', 'guardians', 'pupils', 'class', 'group']) await before(kind, [idOf(kind)])
  await before('class and guardians', [idOf('class'), idOf('guardians')])
})
afterAll(() => world.close())

const set = (text: string, values: unknown[]) => world.owner.query(text, values)
const turns = {
  role: (id: string, on: boolean) =>
    set('update person_role set until_at = case when $2 then null else greatest(now(), from_at) end where person_id = $1', [
      id,
      on,
    ]),
  soon: (id: string, on: boolean) =>
    set(
      "update person_role set until_at = null, from_at = now() + case when $2 then interval '-9 days' else interval '9 days' end where person_id = $1",
      [id, on],
    ),
  place: (id: string, on: boolean) =>
    set('update enrolment set until_on = case when $2 then null else current_date - 1 end where person_id = $1', [id, on]),
  group: (id: string, on: boolean) =>
    set('update group_place set until_at = case when $2 then null else greatest(now(), from_at) end where person_id = $1', [
      id,
      on,
    ]),
  feed: (id: string, on: boolean) =>
    set(
      "update guardianship set scopes = case when $2 then array['feed', 'progress'] else array['progress'] end where guardian_id = $1",
      [id, on],
    ),
  contact: (id: string, on: boolean) =>
    set("update guardianship set preset = case when $2 then 'equal' else 'no_contact' end where guardian_id = $1", [id, on]),
  minor: (id: string, on: boolean) =>
    set('update person set born_on = case when $2 then current_date - 4000 else current_date - 9000 end where id = $1', [id, on]),
  state: (id: string, on: boolean) =>
    set(
      `insert into person_state (school_id, id, person_id, state, reason, from_at, until_at, made_by)
      values ($1, $2, $3, $4, 'office', clock_timestamp(), null, null)`,
      [world.schoolId, uuidv7(), id, on ? 'active' : 'suspended'],
    ),
} as const
type Turn = keyof typeof turns

/** Whether the wall shows a notice to somebody, asked as they ask. */
const sees = async (personId: string, noticeId: string) => {
  const { schoolId } = world
  const asking = {
    schoolId,
    personId,
    accountId: null,
    session: null,
    purpose: 'family_communication',
    action: 'notice.read',
  } as const
  try {
    return await as(world.installation.db, { ...asking, requestId: uuidv7() }, async (tx) => {
      const rows = await tx
        .selectFrom('notice')
        .select('id')
        .where('schoolId', '=', schoolId)
        .where('id', '=', noticeId)
        .execute()
      return rows.length === 1
    })
  } catch (error) {
    if (error instanceof SessionEnded) return false
    throw error
  }
}

const runsSchool = ['Olga', 'Dora', 'Inès Caron']
/** The chip counts whom a notice is for; those who run the school may look at every one besides. */
const chipOf = async (noticeId: string) => {
  const { body, text, status } = await ines.ask(readNoticeReaders, { params: { id: noticeId } })
  expect(status, text).toBe(200)
  const { staff, pupils, guardians } = body as unknown as { staff: { display: string }[]; pupils: number; guardians: number }
  return staff.filter(({ display }) => !runsSchool.includes(display)).length + pupils + guardians
}
const actual = async (noticeId: string) => {
  let count = 0
  for (const { id, name } of cast) if (!runsSchool.includes(name) && (await sees(id, noticeId))) count += 1
  return count
}

test('at the beginning each notice is for those whose it says it is', async () => {
  const counted = await Promise.all(Object.entries(notices).map(async ([name, id]) => [name, await chipOf(id)] as const))
  expect(Object.fromEntries(counted)).toEqual({
    ...{ school: 8, staff: 2, guardians: 3, pupils: 3 },
    ...{ class: 5, group: 4, 'class and guardians': 6 },
  })
})

test('whatever happens to whom, the chip counts exactly those whom the wall lets through', { timeout: 120_000 }, async () => {
  const names = Object.keys(turns) as Turn[]
  const turn = fc.record({ who: fc.nat({ max: cast.length - 2 }), what: fc.constantFrom(...names), on: fc.boolean() })
  const amal = cast.findIndex(({ name }) => name === 'Amal')
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 6 }), async (happened) => {
      for (const { who, what, on } of happened) await turns[what](cast[who]!.id, on)
      for (const [name, id] of Object.entries(notices)) expect(await chipOf(id), name).toBe(await actual(id))
    }),
    { numRuns: 8, examples: [[[{ who: amal, what: 'role', on: false }]], [[{ who: amal, what: 'feed', on: false }]]] },
  )
})
