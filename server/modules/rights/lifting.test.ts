import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type CorrectionRecipient,
  type CorrectionToMake,
  listCorrections,
  listRecipients,
  tellRecipient,
} from '#contract/corrections.ts'
import { takeList } from '#contract/list-exports.ts'
import { exportPerson } from '#contract/privacy.ts'
import { endRestriction, liftRestriction, listRestrictions, type Restriction } from '#contract/restricting.ts'
import { askHuman, decideRight, demandRight, extendRight, listMyRights, type MyRequest } from '#contract/rights.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { type LoggedStage, raiseWithLog } from '#tests/ledger/stage.ts'
import { guard, type Person, person, type World } from '#tests/world.ts'
import { tellOfLifting } from './finding-recipients.ts'

let stage: LoggedStage
let world: World
let [noor, amal, bilal, dora, rosa]: Person[] = []
beforeAll(async () => {
  stage = await raiseWithLog()
  world = stage.world
  ;({ noor, amal, dora, rosa } = stage.people)
  bilal = await person(world, { name: 'Karim Haddad', role: 'guardian' })
  await guard(world, bilal, noor)
}, 60_000)
afterAll(() => stage.close())

const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
const answer = 'Voici notre réponse.'
/** Who was told of such a fact since the last time somebody looked. */
const told = async (event: string) => {
  await world.doJobs()
  const { rows } = await world.owner.query<{ personId: string }>(
    'delete from telling where event = $1 returning person_id as "personId"',
    [event],
  )
  return rows.map(({ personId }) => personId).toSorted()
}

test('whoever answers is told that something was asked, and whoever asked that it was put off and answered', async () => {
  const { body } = await amal!.ask(askHuman, at(amal!.id, { words: 'Qui voit mon adresse ?' }))
  expect(await told('rights.requested')).toEqual([dora!.id])
  expect((await dora!.ask(extendRight, at(body['id'], { answer }))).status).toBe(200)
  expect(await told('rights.extended')).toEqual([amal!.id])
  expect((await dora!.ask(decideRight, at(body['id'], { outcome: 'granted', answer }))).status).toBe(200)
  expect(await told('rights.decided')).toEqual([amal!.id])
})

const DAY = 86_400
/** What a parent asks is granted: pictures of the child are no longer used. */
const restricted = async (by: Person = amal!) => {
  const { body } = await by.ask(demandRight, at(noor!.id, { kind: 'restriction', words: 'Pendant que vous vérifiez' }))
  const granted = { outcome: 'granted', answer, parts: ['pictures'] }
  expect((await dora!.ask(decideRight, at(body['id'], granted))).status).toBe(200)
  await world.doJobs()
  const { requests } = (await by.ask(listMyRights)).body as { requests: MyRequest[] }
  return { request: `${body['id']}`, restriction: `${requests.find(({ id }) => id === body['id'])?.restriction?.id}` }
}
const isLive = async (id: string) =>
  ((await dora!.ask(listRestrictions)).body as { restrictions: Restriction[] }).restrictions.some((one) => one.id === id)
const toMake = async (who: Person) => ((await who.ask(listCorrections)).body as { corrections: CorrectionToMake[] }).corrections
const waiting = async () =>
  ((await dora!.ask(listRecipients)).body as { recipients: CorrectionRecipient[] }).recipients.filter(({ toldAt }) => !toldAt)
const toldBy = async (who: Person, request: string) =>
  ((await who.ask(listMyRights)).body as { requests: MyRequest[] }).requests
    .find(({ id }) => id === request)
    ?.told.map(({ because, how }) => [because, how])
const endsNow = (restriction: string) =>
  tellOfLifting.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7(), restriction })

test('before a restriction ends whom it protects and who asked for it are told, and the other parent is not', async () => {
  const { restriction } = await restricted()
  const lifting = await dora!.ask(liftRestriction, at(restriction))
  expect(lifting.body).toMatchObject({ told: 2 })
  expect(await told('rights.restriction_lifting')).toEqual([amal!.id, noor!.id].toSorted())
  expect(await isLive(restriction)).toBe(true)
  world.move(8 * DAY)
  expect(await isLive(restriction)).toBe(false)
  world.move(-8 * DAY)
})

test('a child who is too young is not told, and where whoever asked no longer decides, whoever does is', async () => {
  const { restriction } = await restricted()
  await world.owner.query("update person set born_on = current_date - interval '9 years' where id = $1", [noor!.id])
  await world.owner.query("update guardianship set authority = 'limited' where guardian_id = $1", [amal!.id])
  expect((await dora!.ask(liftRestriction, at(restriction))).body).toMatchObject({ told: 1 })
  expect(await told('rights.restriction_lifting')).toEqual([bilal!.id])
  await world.owner.query("update guardianship set authority = 'joint' where guardian_id = $1", [amal!.id])
  await world.owner.query('update person set born_on = null where id = $1', [noor!.id])
})

test('what one asked for oneself ends at once; what the other parent asked for ends after they were told', async () => {
  const mine = await restricted()
  expect((await amal!.ask(endRestriction, at(mine.restriction))).status).toBe(200)
  expect(await isLive(mine.restriction)).toBe(false)
  const theirs = await restricted()
  const { status, body } = await bilal!.ask(endRestriction, at(theirs.restriction))
  expect([status, Date.parse(`${body['liftsAt']}`) > world.clock.now().getTime() + 6 * DAY * 1000]).toEqual([200, true])
  expect(await told('rights.restriction_lifting')).toContain(amal!.id)
  expect(await isLive(theirs.restriction)).toBe(true)
})

test('whoever was told to set something aside is told when it may be used again, and not a day before', async () => {
  const body = { list: 'class', rows: [noor!.id], of: stage.class6B }
  expect((await rosa!.ask(takeList, { body, headers: { 'x-purpose': 'class_life' } })).status).toBe(200)
  const tove = await person(world, { name: 'Tove Lind', role: 'office' })
  expect((await tove.ask(exportPerson, { params: { id: noor!.id } })).status).toBe(200)
  await stage.settle()
  const left = `update person_role set from_at = now() - interval '2 days', until_at = now() - interval '1 day' where person_id = $1`
  await world.owner.query(left, [tove.id])
  const { request, restriction } = await restricted()
  const [letter] = await waiting()
  expect((await dora!.ask(tellRecipient, at(letter?.id, { how: 'letter', to: 'Tove Lind, Lund' }))).status).toBe(200)
  await dora!.ask(liftRestriction, at(restriction))
  await endsNow(restriction)
  expect((await toMake(rosa!)).map(({ because }) => because)).toEqual(['restriction'])
  world.move(8 * DAY)
  await endsNow(restriction)
  await endsNow(restriction)
  expect(await told('correction.told')).toContain(rosa!.id)
  expect((await toMake(rosa!)).map(({ because }) => because)).toEqual(['lifting'])
  expect(await waiting()).toMatchObject([{ because: 'lifting', kind: 'copy', to: 'Tove Lind, Lund' }])
  expect(await told('rights.lifting_waits')).toContain(dora!.id)
  expect(await toldBy(amal!, request)).toEqual(
    expect.arrayContaining([
      ['restriction', 'app'],
      ['restriction', 'letter'],
      ['lifting', 'app'],
      ['lifting', null],
    ]),
  )
  world.move(-8 * DAY)
})

test('whoever had not been told of it yet when it ended hears of neither', async () => {
  const tove = await person(world, { name: 'Tove Berg', role: 'office' })
  expect((await tove.ask(exportPerson, { params: { id: noor!.id } })).status).toBe(200)
  await stage.settle()
  const left = `update person_role set from_at = now() - interval '2 days', until_at = now() - interval '1 day' where person_id = $1`
  await world.owner.query(left, [tove.id])
  const before = (await waiting()).length
  const { restriction } = await restricted()
  expect((await waiting()).length).toBeGreaterThan(before)
  await amal!.ask(endRestriction, at(restriction))
  await endsNow(restriction)
  expect((await waiting()).filter(({ takenBy }) => takenBy?.id === tove.id)).toEqual([])
})
