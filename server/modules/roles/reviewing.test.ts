import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { decideAccessReview, openAccessReview, readAccessReview } from '#contract/access-review.ts'
import { giveRole } from '#contract/grants.ts'
import { readMe } from '#contract/people.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { type Household, isReachedAt, openHousehold } from '#tests/families.ts'
import { facts, type Person, person } from '#tests/world.ts'
import { reviewNight } from './review-night.ts'

let home: Household
let tove: Person
beforeAll(async () => {
  home = await openHousehold()
})
afterAll(() => home.world.close())
beforeEach(async () => {
  const { world, people } = home
  world.mails.length = 0
  await world.owner.query('delete from access_review_item')
  await world.owner.query('delete from access_review')
  await world.owner.query('update person_role set until_at = null, ended_why = null where grant_id is null')
  tove = await person(world, { name: 'Tove Berg', role: 'guardian' })
  await people.ines.ask(giveRole, { params: { id: tove.id }, body: { role: 'teacher', why: 'duty' } })
})

/** Lets days go by for the review that runs. */
const days = (count: number) =>
  home.world.owner.query(
    'update access_review set opened_at = opened_at - make_interval(days => $1), due_at = due_at - make_interval(days => $1)',
    [count],
  )
const night = () => reviewNight.perform(home.world.installation, { schoolId: home.world.schoolId, requestId: uuidv7() })
const opened = async () => `${(await home.people.ines.ask(openAccessReview)).body['id']}`
const seen = async (who = home.people.ines) => readAccessReview.output.parse((await who.ask(readAccessReview)).body).review!
const itemOf = async (whom: Person, role: string) =>
  (await seen()).items.find((one) => one.person.id === whom.id && one.role === role)!
const decides = (who: Person, id: string, items: string[], decision: string) =>
  who.ask(decideAccessReview, { params: { id }, body: { items, decision } })
const holds = async (whom: Person) => ((await whom.ask(readMe)).body['person'] as { roles: string[] } | undefined)?.roles ?? []

test('every quarter the night opens one review of what was given to staff, and lists bring nothing to it', async () => {
  await home.world.owner.query("update person_role set reason = 'roster' where person_id = $1", [home.people.rosa.id])
  await night()
  await night()
  const review = await seen()
  expect(review.items.map(({ person: { display }, role }) => `${display} ${role}`)).toEqual(
    expect.arrayContaining(['Ada Yasuda administrator', 'Tove Berg teacher', 'Inès Tremblay head', 'Olga Nyström office']),
  )
  expect(review.items.some(({ person: { display } }) => ['Rosa Roy', 'Amal Benali', 'Noor Benali'].includes(display))).toBe(false)
  const { rows } = await home.world.owner.query('select 1 from access_review')
  expect(rows).toHaveLength(1)
  await home.world.owner.query("update person_role set reason = 'office' where person_id = $1", [home.people.rosa.id])
})

test('kept, a role stays; removed, it ends, and is a fact; the holder says nothing about it', async () => {
  const { ines, olga, ada } = home.people
  const id = await opened()
  expect((await olga.ask(openAccessReview)).body.code).toBe('review.open_already')
  const [toves, own, adas] = [await itemOf(tove, 'teacher'), await itemOf(ines, 'head'), await itemOf(ada, 'administrator')]
  expect([own.canDecide, toves.canDecide]).toEqual([false, true])
  expect((await decides(ines, id, [own.id], 'keep')).body).toEqual({ decided: 0, left: 1 })
  expect((await decides(olga, id, [adas.id], 'keep')).body).toEqual({ decided: 0, left: 1 })
  expect((await decides(ada, id, [own.id], 'keep')).body).toEqual({ decided: 1, left: 0 })
  expect((await decides(olga, id, [toves.id], 'remove')).body).toEqual({ decided: 1, left: 0 })
  expect(await holds(tove)).toEqual(['guardian'])
  expect(await itemOf(ines, 'head')).toMatchObject({ decision: 'keep', by: 'Ada Yasuda' })
  expect((await seen()).decided).toBe(2)
  expect(await facts(home.world)).toEqual(expect.arrayContaining(['role.review_opened', 'role.review_decided', 'role.ended']))
})

test('of two who decide about one role at once one decides', async () => {
  const { ines, ada } = home.people
  const id = await opened()
  const toves = await itemOf(tove, 'teacher')
  const replies = await Promise.all([decides(ines, id, [toves.id], 'keep'), decides(ada, id, [toves.id], 'remove')])
  expect(replies.map(({ body }) => Number(body['decided'])).sort()).toEqual([0, 1])
})

test('nobody removes the last administrator', async () => {
  const { ines, ada } = home.people
  const id = await opened()
  const adas = await itemOf(ada, 'administrator')
  expect((await decides(ines, id, [adas.id], 'remove')).body.code).toBe('grant.last_administrator')
  expect((await seen()).decided).toBe(0)
})

test('a week before it is due those who decide are reminded once, by a mail about nobody', async () => {
  await isReachedAt(home.world, home.people.ines, 'ines@example.org')
  await opened()
  await night()
  expect(home.world.mails).toEqual([])
  await days(8)
  await night()
  await night()
  expect(home.world.mails).toMatchObject([{ to: 'ines@example.org' }])
  expect(home.world.mails.map(({ text, html, subject }) => [text, html, subject].join()).join()).not.toMatch(
    /Tove|Ada|Inès|Olga|Rosa/,
  )
})

test('at the end silence removes, but not the last administrator: that is an alarm', async () => {
  const { ines, ada } = home.people
  const id = await opened()
  await decides(ada, id, [(await itemOf(ines, 'head')).id], 'keep')
  await days(15)
  await night()
  expect(await holds(tove)).toEqual(['guardian'])
  const { rows } = await home.world.owner.query<{ role: string; decision: string }>(
    'select r.role, i.decision from access_review_item i join person_role r on r.id = i.person_role_id where i.person_id = any ($1) order by 1',
    [[ada.id, tove.id, ines.id]],
  )
  expect(rows).toEqual([
    { role: 'administrator', decision: 'last' },
    { role: 'head', decision: 'keep' },
    { role: 'teacher', decision: 'silence' },
  ])
  expect((await seen(ines)).alarm).toBe(true)
  expect(await facts(home.world)).toEqual(expect.arrayContaining(['role.review_closed', 'role.review_alarm']))
  expect((await decides(ines, id, [(await seen(ines)).items[0]!.id], 'keep')).body.code).toBe('review.closed')
})

test('teachers have nothing to do with it; the data protection officer looks on', async () => {
  const dora = await person(home.world, { name: 'Dora Lefèvre', role: 'dpo' })
  const id = await opened()
  expect((await home.people.rosa.ask(readAccessReview)).status).toBe(403)
  expect((await dora.ask(readAccessReview)).status).toBe(200)
  expect((await decides(dora, id, [uuidv7()], 'remove')).status).toBe(403)
  expect((await dora.ask(openAccessReview)).status).toBe(403)
})
