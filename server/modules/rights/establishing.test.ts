import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { coverPlaces, giveCopy, openCopyFile, uncoverPlaces } from '#contract/covering.ts'
import { readCasesWaiting, type Waiting } from '#contract/establishing.ts'
import { askHuman, askRight, carryOutErasure, decideRight, demandRight, extendRight } from '#contract/rights.ts'
import { addSchool } from '#tests/cast.ts'
import { begins, looks, says } from '#tests/covering.ts'
import {
  answer,
  at,
  caseOf,
  codeOf,
  confirms,
  establishes,
  grants,
  looksAt,
  mine,
  noted,
  recognises,
} from '#tests/paper-cases.ts'
import { castOf } from '#tests/second-wall.ts'
import { classOf, facts, guard, type Person, person, type Someone, type World, withoutAccount } from '#tests/world.ts'
import { rightsPermissions } from './permissions.ts'

let world: World
let karim: Someone
const { open, who, all } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['ines', 'Inès Tremblay', 'head'],
  ['dora', 'Dora Lefèvre', 'dpo'],
  ['olga', 'Olga Nyström', 'office'],
  ['amal', 'Amal Benali', 'guardian'],
  ['bilal', 'Bilal Haddad', 'guardian'],
  ['noor', 'Noor Benali', 'pupil'],
] as const)
const TOLD = 'Noor a pleuré ce matin.'
beforeAll(async () => {
  world = await open()
  karim = await withoutAccount(world, { name: 'Karim Haddad', role: 'guardian' })
  const class6B = await classOf(world, '6B', [who('rosa')], [who('noor')])
  for (const one of [who('amal'), who('bilal'), karim]) await guard(world, one, who('noor'))
  const to = { line: 'teacher_guardian', pupilIds: [who('noor').id], classId: class6B, side: 'school', topic: 'Ce matin' }
  const thread = await begins(who('rosa'), { ...to, text: TOLD, guardianIds: [who('amal').id] })
  await says(who('amal'), thread, 'Merci de me le dire.')
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  await world.owner.query('delete from prepared_copy')
  await world.owner.query('delete from rights_request where follows is not null')
  await world.owner.query('delete from rights_request')
})

const waits = async (by: Person) => (await by.ask(readCasesWaiting)).body['toConfirm']
const told = async (event: string) => {
  await world.doJobs()
  const { rows } = await world.owner.query('delete from telling where event = $1 returning person_id', [event])
  return rows.map((row) => row.person_id).toSorted()
}
const waitsFor = async (id: string): Promise<[Waiting | null | undefined, boolean | undefined]> => {
  const one = await caseOf(who('dora'), id)
  return [one?.waitsFor, one?.can.prepare]
}

test('what Dora wrote down of Amal opens nothing to her, nor to Inès; with Amal’s one tap it does', async () => {
  const id = await noted(who('dora'), who('amal'))
  expect(await told('rights.taken_in')).toEqual([who('amal').id])
  expect(await waitsFor(id)).toEqual(['asker', false])
  for (const by of [who('dora'), who('ines')]) expect(await looksAt(by, id)).toBe('rights.not_established')
  expect(await confirms(who('ines'), id), 'she has an account').toBe('rights.asker_confirms')
  expect([await waits(who('dora')), await waits(who('ines'))]).toEqual([0, 0])
  expect(await mine(who('amal'), id)).toMatchObject({ waitsFor: 'asker', confirmed: null })
  const said = (ago: string) =>
    world.owner.query('update directory.session set authenticated_at = now() - $2::interval where account_id = $1', [
      who('amal').accountId,
      ago,
    ])
  await said('11 minutes')
  expect(await recognises(who('amal'), id, 'mine'), 'an open screen is not enough').toBe('session.must_confirm')
  await said('0 minutes')
  for (const by of [who('dora'), who('bilal')])
    expect([403, 404, 'not_allowed', 'not_found']).toContain(await recognises(by, id, 'mine'))
  expect(await recognises(who('amal'), id, 'mine')).toBe('done')
  expect(await recognises(who('amal'), id, 'mine')).toBe('rights.already_closed')
  expect(await recognises(who('amal'), id, 'not_mine'), 'she has said that it is').toBe('rights.already_closed')
  expect(JSON.stringify(await looks(who('dora'), id))).toContain(TOLD)
  expect(await caseOf(who('dora'), id)).toMatchObject({ waitsFor: null, confirmed: 'own', checked: { how: 'own_tap' } })
  expect(await facts(world)).toEqual(expect.arrayContaining(['rights.taken_in', 'rights.confirmed']))
})

test('of Karim, who has no account, another than whoever wrote it down confirms who asks: never the same person, however often', async () => {
  const id = await noted(who('dora'), karim)
  expect(await told('rights.second_asked')).toEqual([who('ines').id])
  expect(await waitsFor(id)).toEqual(['second', false])
  expect([await confirms(who('dora'), id), await confirms(who('dora'), id)]).toEqual([
    'rights.own_confirmation',
    'rights.own_confirmation',
  ])
  expect([await waits(who('dora')), await waits(who('ines'))], 'on the second person’s day').toEqual([0, 1])
  for (const by of [who('rosa'), who('olga'), who('amal')])
    expect([404, 'not_found', 'not_allowed']).toContain(await confirms(by, id))
  expect(await looksAt(who('dora'), id)).toBe('rights.not_established')
  const said = (ago: string) =>
    world.owner.query('update directory.session set authenticated_at = now() - $2::interval where account_id = $1', [
      who('ines').accountId,
      ago,
    ])
  await said('11 minutes')
  expect(await confirms(who('ines'), id), 'her open screen is not the second person').toBe('session.must_confirm')
  await said('0 minutes')
  expect(await confirms(who('ines'), id)).toBe('done')
  expect(await confirms(who('ines'), id)).toBe('rights.already_closed')
  expect(await waits(who('ines'))).toBe(0)
  expect(await caseOf(who('dora'), id)).toMatchObject({
    waitsFor: null,
    confirmed: 'second',
    checked: { how: 'signature', by: 'Dora Lefèvre' },
  })
  expect(await looksAt(who('dora'), id)).toBe('done')
})

test('an account that nobody has opened for thirty days is none that works', async () => {
  const id = await noted(who('dora'), who('bilal'))
  expect((await waitsFor(id))[0]).toBe('asker')
  const opened = 'update directory.session set seen_at = $2 where account_id = $1'
  await world.owner.query(opened, [who('bilal').accountId, new Date(Date.now() - 31 * 86_400_000)])
  expect((await waitsFor(id))[0]).toBe('second')
  expect(await confirms(who('ines'), id)).toBe('done')
  await world.owner.query(opened, [who('bilal').accountId, new Date()])
})

test('a young child is not asked for a tap: a second of the desk confirms', async () => {
  await world.owner.query('update person set born_on = current_date - 3000 where id = $1', [who('noor').id])
  const id = await noted(who('dora'), who('noor'), { kind: 'human' })
  expect((await waitsFor(id))[0]).toBe('second')
  expect(await confirms(who('ines'), id)).toBe('done')
  await world.owner.query('update person set born_on = null where id = $1', [who('noor').id])
})

test('nobody of another school confirms, establishes or looks', async () => {
  const schoolId = await addSchool(world)
  const ulla = await person(world, { name: 'Ulla Berg', role: 'head', slug: 'bjork', schoolId })
  const id = await noted(who('dora'), karim)
  for (const tried of [await confirms(ulla, id), await establishes(ulla, id), await looksAt(ulla, id)])
    expect(tried).toBe('not_found')
  expect(await waits(ulla)).toBe(0)
})

test('nothing of any kind is done on a letter before: no door of a case leads past', async () => {
  const copy = await noted(who('dora'), karim)
  const erasure = await noted(who('dora'), karim, { kind: 'erasure' }, who('noor'))
  await world.owner.query("update rights_request set cools_until = now() - interval '1 minute' where id = $1", [erasure])
  const desk = (name: string) =>
    Object.entries(rightsPermissions).some(
      ([key, row]) => key === name && 'allow' in row && `${row.allow}` === 'rights_request.desk',
    )
  const given = { version: 0, seen: 'x', answer, unopened: 0 }
  const place = { table: 'message_text', id: 'x', field: null, from: 0, to: 0 }
  const doors: Record<string, () => Promise<string | number>> = {
    'rights.case.decide': () => grants(who('dora'), copy),
    'rights.case.erase': () => codeOf(who('dora').ask(carryOutErasure, at(erasure))),
    'rights.copy.read': () => looksAt(who('dora'), copy),
    'rights.copy.cover': () =>
      codeOf(who('dora').ask(coverPlaces, at(copy, { version: 0, places: [{ ...place, ground: 'safety' }] }))),
    'rights.copy.uncover': () => codeOf(who('dora').ask(uncoverPlaces, at(copy, { version: 0, places: [place] }))),
    'rights.copy.open': () => codeOf(who('dora').ask(openCopyFile, at(copy, { table: place.table, id: place.id }))),
    'rights.copy.give': () => codeOf(who('dora').ask(giveCopy, at(copy, given))),
  }
  const harmless = ['rights.case.establish', 'rights.case.ask_more', 'rights.case.confirm', 'rights.case.extend']
  const known = [...Object.keys(doors), ...harmless].toSorted()
  expect(Object.keys(rightsPermissions).filter(desk).toSorted(), 'a new door on a case stands here').toEqual(known)
  for (const [name, door] of Object.entries(doors)) expect(await door(), name).toBe('rights.not_established')
  for (const kind of ['rectification', 'restriction', 'human', 'objection'])
    expect(await grants(who('dora'), await noted(who('dora'), karim, { kind }, who('noor'))), kind).toBe('rights.not_established')
  expect((await who('dora').ask(extendRight, at(copy, { answer }))).status, 'the clock runs, and may be lengthened').toBe(200)
  const refused = { outcome: 'refused', ground: 'not_identified', answer }
  expect((await who('dora').ask(decideRight, at(copy, refused))).status, 'what is refused opens nothing').toBe(200)
})

test('the database itself grants nothing, gathers nothing and restricts nothing before, and nobody writes there that it was confirmed', async () => {
  const id = await noted(who('dora'), karim)
  const both = ['dora', 'ines'] as const
  const close = "update rights_request set closed_at = now(), outcome = 'granted', closed_by = app.person_id() where id = $1"
  expect(await all(both, close, [id])).toEqual({ dora: 'refused', ines: 'refused' })
  const gather = `insert into prepared_copy (school_id, id, request_id, person_id, asked_by, version, covered, changed_at, changed_by, sealed)
    select school_id, gen_random_uuid(), id, person_id, asked_by, 1, 0, now(), app.person_id(), sealed from rights_request where id = $1`
  expect(await all(both, gather, [id])).toEqual({ dora: 'refused', ines: 'refused' })
  const opens = `insert into opened_copy_file (school_id, id, request_id, person_id, asked_by, file_id, opened_at, opened_by)
    select school_id, gen_random_uuid(), id, person_id, asked_by, gen_random_uuid(), now(), app.person_id() from rights_request where id = $1`
  expect(await all(both, opens, [id])).toEqual({ dora: 'refused', ines: 'refused' })
  const restrict = `insert into restriction (school_id, id, person_id, request_id, from_at, made_by)
    select school_id, gen_random_uuid(), person_id, id, now(), app.person_id() from rights_request where id = $1`
  expect(await all(both, restrict, [id])).toEqual({ dora: 'refused', ines: 'refused' })
  for (const column of ['confirmed_at = now()', "confirmed_how = 'second'", 'known_by = null', "identity = 'known'"])
    expect(await all(both, `update rights_request set ${column} where id = $1`, [id])).toEqual({
      dora: 'refused',
      ines: 'refused',
    })
  expect(await confirms(who('ines'), id)).toBe('done')
  for (const once of [close, opens]) expect(await all(both, once, [id])).toEqual({ dora: 1, ines: 1 })
})

test('“that was not me” closes it, is a fact, and the head is told', async () => {
  const id = await noted(who('dora'), who('amal'), { kind: 'objection', purpose: 'class_news' }, who('noor'))
  const objecting = () => all(['ines'], "select app.objecting('class_news', array[$1::uuid])", [who('noor').id])
  expect(await objecting(), 'what only stops something holds at once').toEqual({ ines: 1 })
  expect(await recognises(who('amal'), id, 'not_mine')).toBe('done')
  expect(await mine(who('amal'), id)).toMatchObject({ outcome: 'disowned', waitsFor: null })
  expect(await objecting()).toEqual({ ines: 0 })
  expect(await told('rights.disowned')).toEqual([who('dora').id, who('ines').id].toSorted())
  expect(await facts(world)).toContain('rights.disowned')
  expect(await confirms(who('ines'), id)).toBe('rights.already_closed')
  expect(await grants(who('ines'), id)).toBe('rights.already_closed')
})

test('whoever taps the same, or complains that it was refused, says by that that the letter was theirs', async () => {
  const id = await noted(who('dora'), who('amal'))
  const again = await who('amal').ask(askRight, at(who('amal').id, { kind: 'access', byHand: true }))
  expect(again.body).toMatchObject({ id, isAgain: true })
  expect(await looksAt(who('dora'), id)).toBe('done')
  const other = await noted(who('dora'), who('amal'), { kind: 'rectification', field: 'person.names' }, who('noor'))
  const refused = { outcome: 'refused', ground: 'is_accurate', answer }
  expect((await who('dora').ask(decideRight, at(other, refused))).status).toBe(200)
  const complaint = { kind: 'complaint', words: 'C’est faux', follows: other }
  expect((await who('amal').ask(askHuman, at(who('noor').id, complaint))).status).toBe(200)
  expect(await mine(who('amal'), other)).toMatchObject({ confirmed: 'own' })
})

test('a deletion in a letter of long ago is thought over from the tap on, as one that is tapped', async () => {
  const days = (one: unknown) => Math.round((Date.parse(`${one}`) - Date.now()) / 86_400_000)
  const longAgo = async () => {
    const id = await noted(who('dora'), who('amal'), { kind: 'erasure' }, who('noor'))
    await world.owner.query("update rights_request set cools_until = now() - interval '9 days' where id = $1", [id])
    return id
  }
  const id = await longAgo()
  expect(await recognises(who('amal'), id, 'mine')).toBe('done')
  expect(await codeOf(who('dora').ask(carryOutErasure, at(id)))).toBe('rights.cooling')
  await world.owner.query('delete from rights_request')
  const other = await longAgo()
  const { body } = await who('amal').ask(demandRight, at(who('noor').id, { kind: 'erasure' }))
  expect([body['id'], body['isAgain'], days(body['coolsUntil'])]).toEqual([other, true, 7])
  expect(await codeOf(who('dora').ask(carryOutErasure, at(other)))).toBe('rights.cooling')
})

test('a complaint that was not theirs takes nobody the real one', async () => {
  const asked = await who('amal').ask(askHuman, at(who('noor').id, { words: 'Pourquoi ?' }))
  const refused = `${asked.body['id']}`
  const no = { outcome: 'refused', ground: 'excessive', answer }
  expect((await who('dora').ask(decideRight, at(refused, no))).status).toBe(200)
  const forged = await noted(who('dora'), who('amal'), { kind: 'complaint', follows: refused }, who('noor'))
  expect((await mine(who('amal'), refused))?.next).toEqual([])
  expect(await recognises(who('amal'), forged, 'not_mine')).toBe('done')
  expect((await mine(who('amal'), refused))?.next).toEqual(['complaint'])
  const complaint = { kind: 'complaint', words: 'Je me plains', follows: refused }
  expect((await who('amal').ask(askHuman, at(who('noor').id, complaint))).status).toBe(200)
})
