import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { askForProof, type Waiting } from '#contract/establishing.ts'
import { askByLeaverKey, makeLeaverKey, openLeaverKey } from '#contract/leaver-key.ts'
import { askRight } from '#contract/rights.ts'
import { dayAfter, dueAfterProof, proofRules } from '#contract/rights-clocks.ts'
import { profiles } from '#contract/roles.ts'
import { dayInParis } from '#tests/days.ts'
import { at, caseOf, codeOf, confirms, establishes, looksAt, mine, noted, recognises } from '#tests/paper-cases.ts'
import { castOf } from '#tests/second-wall.ts'
import { classOf, facts, guard, person, type Someone, type World, withoutAccount } from '#tests/world.ts'

let world: World
let karim: Someone
const { open, who } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['ines', 'Inès Tremblay', 'head'],
  ['dora', 'Dora Lefèvre', 'dpo'],
  ['amal', 'Amal Benali', 'guardian'],
  ['noor', 'Noor Benali', 'pupil'],
] as const)
beforeAll(async () => {
  world = await open()
  karim = await withoutAccount(world, { name: 'Karim Haddad', role: 'guardian' })
  await classOf(world, '6B', [who('rosa')], [who('noor')])
  for (const one of [who('amal'), karim]) await guard(world, one, who('noor'))
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  await world.owner.query('delete from prepared_copy')
  await world.owner.query('delete from rights_request where follows is not null')
  await world.owner.query('delete from rights_request')
})

const told = async (event: string) => {
  await world.doJobs()
  const { rows } = await world.owner.query('delete from telling where event = $1 returning person_id', [event])
  return rows.map((row) => row.person_id).toSorted()
}
const waitsFor = async (id: string): Promise<[Waiting | null | undefined, boolean | undefined]> => {
  const one = await caseOf(who('dora'), id)
  return [one?.waitsFor, one?.can.prepare]
}

test('the head is the second of a school with one officer; where the head wrote it down and nobody else is there, nobody is, and the screen says so', async () => {
  const wrote = await noted(who('ines'), karim)
  expect(await confirms(who('dora'), wrote)).toBe('done')
  await world.owner.query('delete from rights_request')
  await world.owner.query(
    "update person_role set from_at = now() - interval '1 day', until_at = now() - interval '1 minute' where role = 'dpo'",
  )
  const alone = await noted(who('ines'), karim)
  expect((await caseOf(who('ines'), alone))?.waitsFor).toBe('nobody')
  expect(await confirms(who('ines'), alone)).toBe('rights.own_confirmation')
  expect(await told('rights.second_asked')).toEqual([])
  await world.owner.query("update person_role set until_at = null where role = 'dpo'")
  expect(await confirms(who('dora'), alone)).toBe('done')
})

test('a letter of which it is not known who wrote it: more is asked for, the clock runs on, and two establish it', async () => {
  const id = await noted(who('dora'), karim, { identity: 'not_established' })
  const { dueOn } = (await caseOf(who('dora'), id))!
  expect(await caseOf(who('dora'), id)).toMatchObject({
    waitsFor: 'proof',
    can: { establish: true, prepare: false },
    checked: { how: 'not_established', by: null },
  })
  expect(await confirms(who('ines'), id)).toBe('rights.not_established')
  expect(await looksAt(who('dora'), id)).toBe('rights.not_established')
  const asks = (until: string) => codeOf(who('dora').ask(askForProof, at(id, { needed: 'Appelez-nous', until })))
  const soon = dayAfter(dayInParis(), 'P10D')
  expect([await asks(dayInParis()), await asks(dayAfter(dayInParis(), 'P4M')), await asks(soon)]).toEqual([
    'rights.proof_day',
    'rights.proof_day',
    'done',
  ])
  expect(await caseOf(who('dora'), id)).toMatchObject({
    dueOn,
    needed: { words: 'Appelez-nous', until: soon, clockWaits: false },
  })
  expect(await establishes(who('dora'), id)).toBe('done')
  expect(await establishes(who('ines'), id)).toBe('rights.already_closed')
  expect(await confirms(who('dora'), id)).toBe('rights.own_confirmation')
  expect(await confirms(who('ines'), id)).toBe('done')
  expect(await caseOf(who('dora'), id)).toMatchObject({
    dueOn,
    can: { prepare: true },
    checked: { how: 'called_back', by: 'Dora Lefèvre' },
  })
  expect(await asks(soon), 'it is known').toBe('rights.already_closed')
  expect(await facts(world)).toEqual(expect.arrayContaining(['rights.proof_asked', 'rights.established']))
})

test('whoever wrote it down is not the second either where another established it: a third is', async () => {
  const id = await noted(who('dora'), karim, { identity: 'not_established' })
  expect(await establishes(who('ines'), id)).toBe('done')
  expect((await caseOf(who('dora'), id))?.waitsFor).toBe('nobody')
  const paul = await person(world, { name: 'Paul Lenoir', role: 'head' })
  expect((await caseOf(who('dora'), id))?.waitsFor).toBe('second')
  for (const one of [who('dora'), who('ines')]) expect(await confirms(one, id)).toBe('rights.own_confirmation')
  expect(await confirms(paul, id)).toBe('done')
})

test('what is needed of Amal she reads with the case, and her tap is enough', async () => {
  const id = await noted(who('dora'), who('amal'), { identity: 'not_established' })
  const until = dayAfter(dayInParis(), 'P7D')
  await who('dora').ask(askForProof, at(id, { needed: 'Dites-le dans Mes données', until }))
  expect(await told('rights.proof_asked')).toEqual([who('amal').id])
  expect(await mine(who('amal'), id)).toMatchObject({ needed: { words: 'Dites-le dans Mes données', until, clockWaits: false } })
  expect(await recognises(who('amal'), id, 'mine')).toBe('done')
  expect(await looksAt(who('dora'), id)).toBe('done')
})

test('the clock waits where the profile of the law says so, and nowhere else', () => {
  for (const profile of profiles)
    expect(dueAfterProof(proofRules[profile], '2026-03-10', '2026-02-01', '2026-02-08')).toBe('2026-03-10')
  const rule = { article: 'art. 1', verifiedOn: null, by: null }
  expect(dueAfterProof({ ...rule, waits: true }, '2026-03-10', '2026-02-01', '2026-02-08')).toBe('2026-03-17')
  expect(dueAfterProof({ ...rule, waits: false }, '2026-03-10', '2026-02-01', '2026-02-08')).toBe('2026-03-10')
})

test('what a leaver’s key asked is opened by two of the desk; the owner who has an account yet says that it was not them, and the key ends', async () => {
  const key = `${(await who('rosa').ask(makeLeaverKey, at(who('rosa').id))).body['code']}`
  const asks = async () =>
    `${(await world.visitor(askByLeaverKey, { body: { code: key, kind: 'access', words: 'Tout', answerTo: 'ici' } })).body['id']}`
  const id = await asks()
  expect(await told('rights.word_asked')).toEqual([who('rosa').id])
  expect([await looksAt(who('dora'), id), await confirms(who('ines'), id)]).toEqual([
    'rights.not_established',
    'rights.asker_confirms',
  ])
  expect(await recognises(who('rosa'), id, 'not_mine')).toBe('done')
  expect((await world.visitor(openLeaverKey, { body: { code: key } })).body.code).toBe('leaver_key.unknown')
})

test('whoever taps what somebody else asked with their key is answered in their account, and not where that one said', async () => {
  const key = `${(await who('rosa').ask(makeLeaverKey, at(who('rosa').id))).body['code']}`
  const body = { code: key, kind: 'access', words: 'Tout', answerTo: 'Mallory, 1 rue Noire' } as const
  const id = `${(await world.visitor(askByLeaverKey, { body })).body['id']}`
  expect(await caseOf(who('dora'), id)).toMatchObject({ confirmed: null, answerTo: 'Mallory, 1 rue Noire' })
  const tapped = await who('rosa').ask(askRight, at(who('rosa').id, { kind: 'access', byHand: true, words: 'Mes mots' }))
  expect(tapped.body).toMatchObject({ id, isAgain: true })
  expect(await caseOf(who('dora'), id)).toMatchObject({ confirmed: 'own', answerTo: null })
})

test('of whoever is locked out, the key alone is no proof: one establishes who asks, and another confirms', async () => {
  const key = `${(await who('rosa').ask(makeLeaverKey, at(who('rosa').id))).body['code']}`
  const state =
    "insert into person_state (school_id, id, person_id, state, reason, from_at) values ($1, gen_random_uuid(), $2, 'alumni_locked', 'office', now())"
  await world.owner.query(state, [world.schoolId, who('rosa').id])
  const body = { code: key, kind: 'access', words: 'Tout', answerTo: 'ici' } as const
  const id = `${(await world.visitor(askByLeaverKey, { body })).body['id']}`
  expect((await waitsFor(id))[0]).toBe('proof')
  expect([await looksAt(who('dora'), id), await confirms(who('dora'), id)]).toEqual([
    'rights.not_established',
    'rights.not_established',
  ])
  expect(await establishes(who('dora'), id)).toBe('done')
  expect([await confirms(who('dora'), id), await confirms(who('ines'), id)]).toEqual(['rights.own_confirmation', 'done'])
  expect(await looksAt(who('dora'), id)).toBe('done')
  await world.owner.query('delete from person_state where person_id = $1', [who('rosa').id])
})
