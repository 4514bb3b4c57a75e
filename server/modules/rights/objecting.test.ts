import { afterAll, beforeAll, expect, test } from 'vitest'
import { categories } from '#contract/notifications.ts'
import { objectables, servings } from '#contract/objecting.ts'
import { listVoices, writePost } from '#contract/posts.ts'
import { decideRight, demandRight, listMyRights, type MyRequest, withdrawRight } from '#contract/rights.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { findSame } from '#modules/families/same.ts'
import { deliver } from '#modules/notifications/delivering.ts'
import { jobs } from '#server/registry.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [rosa, amal, bilal, dora]: Person[] = []
let audienceId = ''
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  const noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  bilal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  const classId = await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
  await guard(world, bilal, noor)
  const { body } = await rosa.ask(listVoices)
  audienceId = (body['audiences'] as { id: string; classId: string }[]).find((one) => one.classId === classId)?.id ?? ''
})
afterAll(() => world.close())

const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
const objects = async (who: Person, purpose: string) => {
  const reply = await who.ask(demandRight, at(who.id, { kind: 'objection', words: 'Pour mes raisons', purpose }))
  expect(reply.status, reply.text).toBe(200)
  return `${reply.body['id']}`
}

test('every purpose that can be objected to is served by jobs and tellings that there are', () => {
  const names = jobs.map(({ name }) => name)
  for (const one of objectables) {
    const { jobs: serving, tellings = [] } = servings[one]
    expect(serving.length, one).toBeGreaterThan(0)
    expect(serving.filter((name) => !names.includes(name))).toEqual([])
    expect(tellings.filter((category) => !categories.includes(category))).toEqual([])
  }
})

/** Whom a new post of the class is noted to be told. */
const told = async () => {
  await world.owner.query('delete from telling')
  const body = { text: 'Demain, piscine.', language: 'fr', answers: 'none', when: 'now', audiences: [audienceId] }
  const reply = await rosa!.ask(writePost, { body })
  expect(reply.status, reply.text).toBe(200)
  world.move(60)
  await world.doJobs()
  const { rows } = await world.owner.query<{ id: string }>(
    "select distinct person_id as id from telling where event = 'post.published'", // what became of one's request is told as well
  )
  return new Set(rows.map(({ id }) => id))
}

test('two records of one name are proposed as one person, but not of whoever objects to being compared', async () => {
  const pairs = async () => {
    await world.owner.query('delete from same_person')
    await findSame.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
    return (await world.owner.query('select from same_person')).rowCount
  }
  expect(await pairs()).toBe(1)
  const id = await objects(amal!, 'matching')
  expect(await pairs()).toBe(0)
  expect(await facts(world)).toContain('objection.heeded')
  expect((await dora!.ask(decideRight, at(id, { outcome: 'granted', answer: 'Entendu.' }))).status).toBe(200)
  expect(await pairs()).toBe(0)
  expect((await amal!.ask(withdrawRight, at(id))).status).toBe(200)
  expect(await pairs()).toBe(1)
  expect((await amal!.ask(withdrawRight, at(id))).body.code).toBe('rights.already_closed')
})

test('an objection that is refused stops nothing any more', async () => {
  const id = await objects(bilal!, 'matching')
  const refusal = { outcome: 'refused', ground: 'compelling', answer: 'Il le faut.' }
  expect((await dora!.ask(decideRight, at(id, refusal))).status).toBe(200)
  await world.owner.query('delete from same_person')
  await findSame.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
  expect((await world.owner.query('select from same_person')).rowCount).toBe(1)
})

test('one may object to several things at once, and to the same only once', async () => {
  const [news, again, reminders] = [
    await objects(amal!, 'class_news'),
    await objects(amal!, 'class_news'),
    await objects(amal!, 'reminders'),
  ]
  expect([again === news, reminders === news]).toEqual([true, false])
  const { requests } = (await amal!.ask(listMyRights)).body as { requests: MyRequest[] }
  expect(
    requests
      .filter(({ closedAt, kind }) => !closedAt && kind === 'objection')
      .map(({ purpose }) => purpose)
      .toSorted(),
  ).toEqual(['class_news', 'reminders'])
})

test('whoever objects to news of the class is not told of them, and is again once it is taken back', async () => {
  const { requests } = (await amal!.ask(listMyRights)).body as { requests: MyRequest[] }
  const { id } = requests.find(({ purpose, closedAt }) => purpose === 'class_news' && !closedAt)!
  const passed = await told()
  expect([passed.has(amal!.id), passed.has(bilal!.id)]).toEqual([false, true])
  expect((await amal!.ask(withdrawRight, at(id))).status).toBe(200)
  expect((await told()).has(amal!.id)).toBe(true)
})

test('whoever objects to companies outside finds it in the app, and nothing leaves for them but what concerns their account', async () => {
  const { installation, owner, schoolId } = world
  await owner.query(
    `insert into notification_rules (school_id, quiet_from, quiet_until, quiet_days) values ($1, 0, 0, 0)
     on conflict (school_id) do update set quiet_from = 0, quiet_until = 0, quiet_days = 0`,
    [schoolId],
  )
  const id = await objects(bilal!, 'outside')
  const mailed = async (category: 'class_life' | 'account') => {
    expect((await told()).has(bilal!.id)).toBe(true)
    await owner.query(`update telling set due_at = now() - interval '1 minute', taken_at = null, category = $1`, [category])
    await owner.query('delete from telling_mail')
    for (const personId of [amal!.id, bilal!.id]) await deliver.perform(installation, { schoolId, requestId: uuidv7(), personId })
    const { rows } = await owner.query<{ id: string }>('select distinct person_id as id from telling_mail')
    return new Set(rows.map(({ id: person }) => person))
  }
  const news = await mailed('class_life')
  expect([news.has(amal!.id), news.has(bilal!.id)]).toEqual([true, false])
  expect(await facts(world)).toContain('objection.heeded')
  expect((await mailed('account')).has(bilal!.id)).toBe(true)
  expect((await bilal!.ask(withdrawRight, at(id))).status).toBe(200)
  expect((await mailed('class_life')).has(bilal!.id)).toBe(true)
})
