import { afterAll, beforeAll, expect, test } from 'vitest'
import { askHold, type Hold, listHolds, releaseHold, reviewHold, signHold } from '#contract/holding.ts'
import { readMe } from '#contract/people.ts'
import { erasePerson, readCertificate } from '#contract/privacy.ts'
import { carryOutErasure, demandRight, type GoneCase, listMyRights, listRightCases, type MyRequest } from '#contract/rights.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { twoNights } from '#tests/nights.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import * as holding from './following-holds.ts'

let world: World
let [rosa, amal, dora, ines, olga]: Person[] = []
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  ines = await person(world, { name: 'Inès Tremblay', role: 'head' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
})
afterAll(() => world.close())

const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
const DAY = 86_400
const wanted = { ground: 'dispute', why: 'Litige sur une blessure', told: true, days: 90 }
let classes = 0
const childOf = async (guardian: Person) => {
  const child = await person(world, { name: 'Tom Benali', role: 'pupil' })
  await classOf(world, `6${'BCDEFGHIJK'[classes++]}`, [rosa!], [child])
  await guard(world, guardian, child)
  return child
}
const holdsOf = async () => ((await dora!.ask(listHolds)).body as { holds: Hold[] }).holds
const held = async (child: { id: string }, more: object = {}) => {
  const { body } = await dora!.ask(askHold, at(child.id, { ...wanted, ...more }))
  expect((await ines!.ask(signHold, at(body['id'], { verdict: 'signed' }))).status).toBe(200)
  return `${body['id']}`
}
/** An erasure that has been thought over. */
const asked = async (guardian: Person, child: { id: string }) => {
  const { body } = await guardian.ask(demandRight, at(child.id, { kind: 'erasure' }))
  await world.owner.query("update rights_request set cools_until = now() - interval '1 minute' where id = $1", [body['id']])
  return { id: `${body['id']}`, code: `${body['code']}` }
}
const mine = async (who: Person, id: string) =>
  ((await who.ask(listMyRights)).body as { requests: MyRequest[] }).requests.find((one) => one.id === id)
const isThere = async ({ id }: { id: string }) =>
  (await world.owner.query('select from person where id = $1', [id])).rowCount === 1
const expire = (id: string) => world.owner.query('update legal_hold set review_on = current_date - 1 where id = $1', [id])
const watchHolds = () => holding.watch.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })

test('a hold needs two: who asked cannot sign, and until another has signed it holds nothing', async () => {
  const child = await childOf(amal!)
  const { body } = await dora!.ask(askHold, at(child.id, wanted))
  expect((await dora!.ask(signHold, at(body['id'], { verdict: 'signed' }))).body.code).toBe('hold.own')
  expect((await olga!.ask(signHold, at(body['id'], { verdict: 'signed' }))).status).toBe(404)
  expect((await dora!.ask(askHold, at(child.id, wanted))).body.code).toBe('hold.exists')
  expect((await holdsOf()).find(({ id }) => id === body['id'])).toMatchObject({ signedAt: null, can: { sign: false } })
  expect((await olga!.ask(erasePerson, at(child.id))).status).toBe(200)
})

test('one of the desk does not learn of a hold on the own child that may not be told; the others do', async () => {
  await world.doJobs()
  const child = await person(world, { name: 'Noor Benali', role: 'pupil' })
  const aida = await person(world, { name: 'Aïda Benali', role: 'head' })
  await guard(world, aida, child)
  const id = await held(child, { told: false })
  await world.doJobs()
  const seenBy = async (who: Person) => ((await who.ask(listHolds)).body as { holds: Hold[] }).holds.map((one) => one.id)
  expect(await seenBy(ines!)).toContain(id)
  expect(await seenBy(aida)).not.toContain(id)
  const { rows } = await world.owner.query("select person_id from telling where event = 'hold.asked' and person_id = any ($1)", [
    [ines!.id, aida.id],
  ])
  expect(new Set(rows.map((row) => row.person_id)), 'nobody is told but who may know').not.toContain(aida.id)
  expect((await aida.ask(releaseHold, at(id))).status, 'it does not exist for them').toBe(404)
  const told = await held(child, { ground: 'claim' })
  expect(await seenBy(aida), 'what may be told is').toContain(told)
})

test('an erasure that is held waits, the family is told until when and why, and it is done when the hold is let go', async () => {
  const child = await childOf(amal!)
  const hold = await held(child)
  const { id, code } = await asked(amal!, child)
  expect((await olga!.ask(erasePerson, at(child.id))).body.code).toBe('erasure.held')
  const tried = await dora!.ask(carryOutErasure, at(id))
  expect(tried.body, tried.text).toMatchObject({ heldUntil: expect.any(String), erasureId: null, deleted: 0 })
  expect(await mine(amal!, id)).toMatchObject({ closedAt: null, held: { until: tried.body['heldUntil'], ground: 'dispute' } })
  expect((await child.ask(readMe)).status).toBe(200)
  expect((await holdsOf()).find((one) => one.id === hold)).toMatchObject({ delays: 1, why: wanted.why })
  expect((await dora!.ask(releaseHold, at(hold))).body).toMatchObject({ delayed: 1 })
  await world.doJobs()
  expect(await isThere(child)).toBe(false)
  expect((await world.visitor(readCertificate, { params: { code } })).status).toBe(200)
  expect(await facts(world)).toEqual(expect.arrayContaining(['hold.signed', 'rights.held', 'rights.held_told', 'hold.ended']))
})

test('what may not be told is not: whoever asked sees a request that is open', async () => {
  const child = await childOf(amal!)
  const hold = await held(child, { told: false, ground: 'order' })
  const { id } = await asked(amal!, child)
  expect((await dora!.ask(carryOutErasure, at(id))).body).toMatchObject({ erasureId: null })
  expect(await mine(amal!, id)).toMatchObject({ closedAt: null, held: null })
  await dora!.ask(releaseHold, at(hold))
  await world.doJobs()
  expect(await isThere(child)).toBe(false)
})

test('a hold that nobody looks at again is announced, lapses in sight, and what it delayed is done', async () => {
  const child = await childOf(amal!)
  const hold = await held(child, { days: 10 })
  await watchHolds()
  expect(await facts(world)).toContain('hold.review_due')
  const longer = await dora!.ask(reviewHold, at(hold, { days: 91 }))
  expect(longer.status).toBe(422)
  expect((await dora!.ask(reviewHold, at(hold, { days: 90 }))).status).toBe(200)
  const { id } = await asked(amal!, child)
  expect((await dora!.ask(carryOutErasure, at(id))).body).toMatchObject({ erasureId: null })
  await expire(hold)
  await watchHolds()
  expect((await holdsOf()).find((one) => one.id === hold)).toMatchObject({ endedHow: 'lapsed', can: { release: false } })
  await world.doJobs()
  expect(await isThere(child)).toBe(false)
})

test('whoever stands in a row of somebody who is held takes it nowhere: the erasure waits, too', async () => {
  const bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian' })
  const child = await childOf(bilal)
  const hold = await held(child)
  expect((await olga!.ask(erasePerson, at(bilal.id))).body.code).toBe('erasure.held')
  await dora!.ask(releaseHold, at(hold))
  expect((await olga!.ask(erasePerson, at(bilal.id))).status).toBe(200)
})

test('the database itself lets nobody delete what is held, nor its key', async () => {
  const child = await childOf(amal!)
  await held(child)
  const { rows } = await world.owner.query<{ cmd: string; permissive: string }>(
    "select cmd, permissive from pg_policies where policyname = 'held: the key stays'",
  )
  expect(rows).toEqual([{ cmd: 'DELETE', permissive: 'RESTRICTIVE' }])
})

test('the desk keeps the case of somebody who was erased, without a name, with what the certificate says', async () => {
  const child = await childOf(amal!)
  const { id } = await asked(amal!, child)
  const before = ((await dora!.ask(listRightCases)).body as { cases: { id: string; number: string }[] }).cases.find(
    (one) => one.id === id,
  )!
  const done = await dora!.ask(carryOutErasure, at(id))
  expect(done.body, done.text).toMatchObject({ heldUntil: null, erasureId: expect.any(String) })
  const reply = await dora!.ask(listRightCases)
  const { gone } = reply.body as { gone: GoneCase[] }
  expect(gone.find((one) => one.id === id)).toMatchObject({
    ...{ number: before.number, kind: 'erasure', outcome: 'granted' },
    certificate: { deleted: done.body['deleted'], kept: done.body['kept'] },
  })
  expect(JSON.stringify(gone)).not.toContain('Tom')
})

test('what is kept no longer stays while it is held, and goes the night after', async () => {
  const child = await childOf(amal!)
  const other = await childOf(amal!)
  const hold = await held(child)
  const places = async ({ id }: { id: string }) =>
    (await world.owner.query('select from enrolment where person_id = $1', [id])).rowCount
  await world.owner.query('update legal_hold set review_on = current_date + 5000 where id = $1', [hold])
  world.move(3 * 366 * DAY)
  const sweep = () => twoNights(world)
  await sweep()
  expect([await places(child), await places(other)]).toEqual([1, 0])
  await world.owner.query("update legal_hold set ended_at = now(), ended_by = signed_by, ended_how = 'released' where id = $1", [
    hold,
  ])
  await sweep()
  expect(await places(child)).toBe(0)
})
