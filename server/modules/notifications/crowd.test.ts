import { afterAll, beforeAll, expect, test } from 'vitest'
import { listNoticeVoices } from '#contract/notices.ts'
import { writeNotice } from '#contract/notices-writing.ts'
import { listVoices, writePost } from '#contract/posts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { doJobs } from '#server/worker.ts'
import { tuesday, weekOf } from '#tests/week.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { tell } from './telling.ts'

let world: World
let [rosa, ines, otto]: Person[] = []
const families: Person[] = []
const places: string[] = []
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  ines = await person(world, { name: 'Inès Caron', role: 'head' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  const pupils: Person[] = []
  for (let nth = 0; nth < 12; nth++) {
    const child = await person(world, { name: `Élève ${nth}`, role: 'pupil' })
    const family = await person(world, { name: `Famille ${nth}`, role: 'guardian' })
    await guard(world, family, child)
    families.push(family)
    pupils.push(child)
  }
  for (const label of ['6B', '6C', '6D']) await classOf(world, label, [rosa!], pupils)
  const { audiences } = (await rosa!.ask(listVoices)).body as { audiences: { id: string; kind: string }[] }
  places.push(...audiences.filter(({ kind }) => kind === 'class').map(({ id }) => id))
  const week = weekOf(world)
  week.goTo(tuesday, '10:00')
}, 60_000)
afterAll(() => world.close())

test('many posts to the same families, told by two workers at once: nobody waits for ever, and everybody is told of each once', async () => {
  for (let nth = 0; nth < 8; nth++) {
    const audiences = nth % 2 ? places : places.toReversed()
    const reply = await rosa!.ask(writePost, {
      body: { text: 'Bonjour', language: 'fr', answers: 'none', when: 'now', audiences },
    })
    expect(reply.status, reply.text).toBe(200)
  }
  await Promise.all([1, 2, 3].map(() => doJobs(world.installation, world.connection)))
  const { rows } = await world.owner.query<{ n: number }>(
    'select count(*)::int as n from telling where person_id = any ($1::uuid[])',
    [families.map(({ id }) => id)],
  )
  expect(rows[0]?.n).toBe(12 * 8)
  const left = await world.owner.query('select 1 from graphile_worker._private_jobs where attempts > 0')
  expect(left.rows).toEqual([])
})

/** So many more who work at the school, each with an account: nobody asks for more of them here than that they are told. */
const crowd = async (like: Person, size: number) => {
  const copies = (table: string, of: string, changes: string) =>
    world.owner.query(
      `insert into ${table} select (jsonb_populate_record(b, ${changes})).* from ${table} b, unnest($2::uuid[], $3::uuid[]) as n (person, account) where ${of} = $1`,
      [table === 'directory.account' ? like.accountId : like.id, people, accounts],
    )
  const ids = () => Array.from({ length: size }, () => uuidv7())
  const [people, accounts] = [ids(), ids()]
  await copies('person', 'b.id', `jsonb_build_object('id', n.person)`)
  await copies('directory.account', 'b.id', `jsonb_build_object('id', n.account)`)
  await copies(
    'directory.membership',
    'b.person_id',
    `jsonb_build_object('person_id', n.person, 'account_id', n.account, 'id', n.person)`,
  )
  await copies('person_role', 'b.person_id', `jsonb_build_object('person_id', n.person, 'id', n.account)`)
}

test('what is urgent is one fact, however many are told and however often the job begins anew', async () => {
  await crowd(otto!, 520)
  await world.owner.query('delete from graphile_worker._private_jobs')
  const { audiences } = (await ines!.ask(listNoticeVoices)).body as { audiences: { id: string; kind: string }[] }
  const staff = audiences.find(({ kind }) => kind === 'staff')?.id
  const texts = [{ language: 'fr', title: 'Fermeture', text: 'L’école ferme.' }]
  const reply = await ines!.ask(writeNotice, { body: { texts, asks: [], when: 'now', audiences: [staff], urgent: 'closure' } })
  expect(reply.status, reply.text).toBe(200)
  const { rows } = await world.owner.query<{ payload: Record<string, string> }>(
    `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'notification.tell'`,
  )
  const urgent = rows.map(({ payload }) => payload).find(({ event }) => event === 'notice.urgent_published')
  const telling = () =>
    tell.perform(world.installation, { ...urgent, schoolId: world.schoolId, requestId: `${urgent?.['requestId']}` })
  await telling()
  await telling()
  const told = await world.owner.query("select count(*)::int as n from telling where event = 'notice.urgent_published'")
  expect(told.rows[0].n).toBeGreaterThan(521)
  expect((await facts(world)).filter((name) => name === 'notification.urgent_told')).toHaveLength(1)
  await world.owner.query('delete from graphile_worker._private_jobs')
})
