import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type CorrectionRecipient,
  type CorrectionToMake,
  listCorrections,
  listRecipients,
  makeCorrection,
  tellRecipient,
} from '#contract/corrections.ts'
import { takeList } from '#contract/list-exports.ts'
import { erasePerson, exportPerson } from '#contract/privacy.ts'
import { askRight, decideRight, demandRight, listMyRights, type MyRequest } from '#contract/rights.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { type LoggedStage, raiseWithLog } from '#tests/ledger/stage.ts'
import { nasty } from '#tests/nasty.ts'
import { facts, guard, openWorld, type Person, person } from '#tests/world.ts'
import { findRecipients } from './finding-recipients.ts'

let stage: LoggedStage
beforeAll(async () => {
  stage = await raiseWithLog()
}, 60_000)
afterAll(() => stage.close())

const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
const words = 'Le nom s’écrit Benaly.'
/** The mother asks that something is put right, and the officer grants it. */
const corrected = async (field = 'person.names') => {
  const { amal, noor, dora } = stage.people
  await stage.settle()
  const { body } = await amal.ask(askRight, at(noor.id, { kind: 'rectification', field, words }))
  expect((await dora.ask(decideRight, at(body['id'], { outcome: 'granted', answer: 'C’est fait.' }))).status).toBe(200)
  await stage.world.doJobs()
  return `${body['id']}`
}
const toldTo = async (who: Person, id: string) => {
  const { requests } = (await who.ask(listMyRights)).body as { requests: MyRequest[] }
  return requests.find((one) => one.id === id)?.told
}
const atDesk = async (who: Person) => ((await who.ask(listRecipients)).body as { recipients: CorrectionRecipient[] }).recipients
const toMake = async (who: Person) => ((await who.ask(listCorrections)).body as { corrections: CorrectionToMake[] }).corrections
const takes = async (who: Person) => {
  const body = { list: 'class', rows: [stage.people.noor.id], of: stage.class6B }
  expect((await who.ask(takeList, { body, headers: { 'x-purpose': 'class_life' } })).status).toBe(200)
}

test('what nobody of the school took away has to be told to nobody: what a family takes is its own', async () => {
  const { noor } = stage.people
  const karim = await person(stage.world, { name: 'Karim Haddad', role: 'guardian' })
  await guard(stage.world, karim, noor)
  for (const who of [karim, noor]) expect((await who.ask(exportPerson, { params: { id: noor.id } })).status).toBe(200)
  const id = await corrected('person.born_on')
  expect(await toldTo(stage.people.amal, id)).toEqual([])
})

test('a teacher who took the class list away is told that something in it was put right, says that it is, and the family sees both', async () => {
  const { rosa, amal, otto, olga, noor } = stage.people
  await takes(rosa)
  const id = await corrected()
  expect(await toldTo(amal, id)).toEqual([
    { because: 'rectification', kind: 'list', to: null, how: 'app', toldAt: expect.any(String), doneAt: null },
  ])
  const [one] = await toMake(rosa)
  expect(one).toMatchObject({ kind: 'list', person: 'Noor Benali', doneAt: null })
  expect(one?.what).toBeTruthy()
  expect(await toMake(otto)).toEqual([])
  expect((await otto.ask(makeCorrection, at(one!.id))).status).toBe(404)
  expect((await olga.ask(listRecipients)).status).toBe(403)
  expect((await rosa.ask(makeCorrection, at(one!.id))).status).toBe(200)
  expect((await rosa.ask(makeCorrection, at(one!.id))).body.code).toBe('rights.already_closed')
  expect((await toldTo(amal, id))?.[0]?.doneAt).toEqual(expect.any(String))
  expect(await facts(stage.world)).toEqual(expect.arrayContaining(['correction.told', 'correction.made']))
  const own = (await amal.ask(exportPerson, { params: { id: amal.id } })).text
  expect(own).toContain('correction_recipient')
  const ofChild = (await amal.ask(exportPerson, { params: { id: noor.id } })).text
  expect(ofChild).not.toContain(rosa.id)
})

test('whoever has left since is written to by the desk, and whoever asked sees to whom, or why not', async () => {
  const { amal, dora, olga, noor } = stage.people
  const tove = await person(stage.world, { name: 'Tove Lind', role: 'office' })
  expect((await tove.ask(exportPerson, { params: { id: noor.id } })).status).toBe(200)
  await stage.settle()
  await stage.world.owner.query(
    `update person_role set from_at = now() - interval '2 days', until_at = now() - interval '1 day' where person_id = $1`,
    [tove.id],
  )
  const id = await corrected()
  const waiting = (await atDesk(dora)).filter(({ kind, toldAt }) => kind === 'copy' && toldAt === null)
  expect(waiting).toEqual([expect.objectContaining({ canTell: true, person: { id: noor.id, display: 'Noor Benali' } })])
  expect(await facts(stage.world)).toContain('correction.recipients_wait')
  const body = { how: 'letter', to: nasty['template'] }
  expect((await olga.ask(tellRecipient, at(waiting[0]!.id, body))).status).toBe(404)
  expect((await dora.ask(tellRecipient, at(waiting[0]!.id, body))).status).toBe(200)
  expect((await dora.ask(tellRecipient, at(waiting[0]!.id, body))).status).not.toBe(200)
  expect(await toldTo(amal, id)).toContainEqual(expect.objectContaining({ kind: 'copy', how: 'letter', to: body.to }))
})

test('of two of the desk who note it at once one is told that it is noted', async () => {
  const { dora, ines, noor } = stage.people
  const tove = await person(stage.world, { name: 'Tove Berg', role: 'office' })
  await tove.ask(exportPerson, { params: { id: noor.id } })
  await stage.settle()
  await stage.world.owner.query(
    `update person_role set from_at = now() - interval '2 days', until_at = now() - interval '1 day' where person_id = $1`,
    [tove.id],
  )
  await corrected()
  const [one] = (await atDesk(dora)).filter(({ toldAt }) => toldAt === null)
  const body = { how: 'impossible', to: 'Partie sans adresse' }
  const both = await Promise.all([dora, ines].map((who) => who.ask(tellRecipient, at(one!.id, body))))
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('the same search twice tells nobody twice', async () => {
  const { world } = stage
  const { rows } = await world.owner.query<{ requestId: string; number: string }>(
    'select request_id as "requestId", count(*) as number from correction_recipient group by 1 order by 2 desc limit 1',
  )
  const again = { schoolId: world.schoolId, requestId: uuidv7(), request: rows[0]!.requestId }
  await findRecipients.perform(world.installation, again)
  const { rows: after } = await world.owner.query('select from correction_recipient where request_id = $1', [rows[0]!.requestId])
  expect(after).toHaveLength(Number(rows[0]!.number))
})

test('a correction of an address concerns whoever carries the mail, and one of a birthday does not', async () => {
  const world = await openWorld({ mail: 'smtp://relais.example.org' })
  const [amal, tom, dora] = [
    await person(world, { name: 'Amal Benali', role: 'guardian' }),
    await person(world, { name: 'Tom Benali', role: 'pupil' }),
    await person(world, { name: 'Dora Lefèvre', role: 'dpo' }),
  ]
  await guard(world, amal, tom)
  for (const [field, many] of [
    ['person.born_on', 0],
    ['person.email', 1],
  ] as const) {
    const { body } = await amal.ask(askRight, at(amal.id, { kind: 'rectification', field, words }))
    await dora.ask(decideRight, at(body['id'], { outcome: 'granted', answer: 'Fait.' }))
    await findRecipients.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7(), request: body['id'] })
    const told = await toldTo(amal, `${body['id']}`)
    expect(told).toHaveLength(many)
    if (many) expect(told?.[0]).toMatchObject({ kind: 'mail', to: 'relais.example.org', how: null })
  }
  await world.close()
})

test('whoever took something away is told that it may not be used any more, once it is restricted', async () => {
  const { rosa, amal, dora, noor } = stage.people
  await takes(rosa)
  await stage.settle()
  const { body } = await amal.ask(demandRight, at(noor.id, { kind: 'restriction', words: 'Pendant que vous vérifiez' }))
  const granted = { outcome: 'granted', answer: 'Limité.', parts: ['pictures'] }
  expect((await dora.ask(decideRight, at(body['id'], granted))).status).toBe(200)
  await stage.world.doJobs()
  const told = await toldTo(amal, `${body['id']}`)
  expect(told).toContainEqual(expect.objectContaining({ kind: 'list', how: 'app', doneAt: null }))
  const [one] = (await toMake(rosa)).filter(({ because, doneAt }) => because === 'restriction' && doneAt === null)
  expect(one).toMatchObject({ kind: 'list', person: 'Noor Benali' })
  expect((await rosa.ask(makeCorrection, at(one!.id))).status).toBe(200)
  expect((await toldTo(amal, `${body['id']}`))?.map(({ doneAt }) => doneAt)).toContainEqual(expect.any(String))
})

test('a restriction that is refused is told to nobody', async () => {
  const { rosa, amal, dora, noor } = stage.people
  const before = (await toMake(rosa)).length
  const { body } = await amal.ask(demandRight, at(noor.id, { kind: 'restriction', words: 'Encore' }))
  await dora.ask(decideRight, at(body['id'], { outcome: 'refused', ground: 'excessive', answer: 'Non.' }))
  await stage.world.doJobs()
  expect(await toMake(rosa)).toHaveLength(before)
})

test('whoever took something away learns that somebody in it was erased, and not who; whoever has left is written to', async () => {
  const { rosa, otto, dora, olga } = stage.people
  const { world } = stage
  const lina = await person(world, { name: 'Lina Perrault', role: 'pupil' })
  const [tove, mona] = [
    await person(world, { name: 'Tove Sand', role: 'office' }),
    await person(world, { name: 'Mona Perrault', role: 'guardian' }),
  ]
  await guard(world, mona, lina)
  for (const who of [olga, tove, mona]) expect((await who.ask(exportPerson, { params: { id: lina.id } })).status).toBe(200)
  await stage.settle()
  await world.owner.query(
    `update person_role set from_at = now() - interval '2 days', until_at = now() - interval '1 day' where person_id = $1`,
    [tove.id],
  )
  const { body } = await olga.ask(erasePerson, { params: { id: lina.id } })
  await world.doJobs()
  const [one] = (await toMake(olga)).filter(({ because }) => because === 'erasure')
  expect(one).toMatchObject({ kind: 'copy', person: '', what: null, doneAt: null })
  expect([...(await toMake(rosa)), ...(await toMake(otto))].filter(({ because }) => because === 'erasure')).toEqual([])
  const { rows } = await world.owner.query<{ row: string }>(
    "select c::text as row from correction_recipient c where because = 'erasure'",
  )
  expect(rows).toHaveLength(2)
  for (const { row } of rows) for (const id of [lina.id, mona.id]) expect(row).not.toContain(id)
  const waiting = (await atDesk(dora)).filter(({ because, toldAt }) => because === 'erasure' && toldAt === null)
  expect(waiting).toEqual([expect.objectContaining({ kind: 'copy', person: null, canTell: true })])
  expect((await dora.ask(tellRecipient, at(waiting[0]!.id, { how: 'letter', to: 'Tove Sand' }))).status).toBe(200)
  expect((await olga.ask(makeCorrection, at(one!.id))).status).toBe(200)
  expect(await facts(world)).toContain('erasure.recipients_wait')
  expect(body['erasureId']).toEqual(expect.any(String))
})

test('a guardian who did not ask sees nothing of it, and the wall of the table says the same', async () => {
  const { world, people } = stage
  const otto = await person(world, { name: 'Omar Benali', role: 'guardian' })
  await guard(world, otto, people.noor)
  const { requests } = (await otto.ask(listMyRights)).body as { requests: MyRequest[] }
  expect(requests).toEqual([])
  expect((await otto.ask(exportPerson, { params: { id: people.noor.id } })).text).not.toContain('correction_recipient')
})
