import { afterAll, beforeAll, expect, test } from 'vitest'
import { listAskers, openCase, placeStatement, readContested } from '#contract/desk-cases.ts'
import { recogniseRequest } from '#contract/establishing.ts'
import { listPeople } from '#contract/people.ts'
import { endPolicy, listPolicies, makePolicy, readMyPolicies, sayToPolicy } from '#contract/policies.ts'
import {
  askHuman,
  askRight,
  decideRight,
  demandRight,
  extendRight,
  listMyRights,
  listRightCases,
  type MyRequest,
  type RightCase,
  readPackage,
  withdrawRight,
} from '#contract/rights.ts'
import { checkOf, dayAfter, rightKinds } from '#contract/rights-clocks.ts'
import { searchSchool } from '#contract/search.ts'
import { dayInParis } from '#tests/days.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [rosa, noor, amal, bilal, dora, ines]: Person[] = []
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  ines = await person(world, { name: 'Inès Tremblay', role: 'head' })
  await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
  await guard(world, bilal, noor)
}, 60_000)
afterAll(() => world.close())

const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
const answer = 'Voici notre réponse.'
const dayBefore = (days: number) => dayInParis(world.clock.now().getTime() - days * 86_400_000)
const paper = (more: object = {}) => ({
  ...{ kind: 'human', askedBy: amal!.id, receivedOn: dayBefore(0), words: 'Par lettre', came: 'letter', identity: 'signature' },
  ...more,
})
const opens = (who: Person, whom: Person, more: object = {}) => who.ask(openCase, at(whom.id, paper(more)))
const mine = async (who: Person) => ((await who.ask(listMyRights)).body as { requests: MyRequest[] }).requests
const mineWith = async (who: Person, id: unknown) => (await mine(who)).find((one) => one.id === id)
const caseWith = async (id: unknown) =>
  ((await dora!.ask(listRightCases)).body as { cases: RightCase[] }).cases.find((one) => one.id === id)
const told = async (event: string) => {
  await world.doJobs()
  const { rows } = await world.owner.query('delete from telling where event = $1 returning person_id', [event])
  return rows.map((row) => row.person_id)
}
const under = (profile: string) => world.owner.query('update school set profile = $1', [profile])
const refuses = (who: Person, id: unknown, ground = 'is_accurate') =>
  who.ask(decideRight, at(id, { outcome: 'refused', ground, answer }))
const grants = (who: Person, id: unknown) => who.ask(decideRight, at(id, { outcome: 'granted', answer }))
/** Amal says that a letter is hers. */
const recognises = async (id: unknown) =>
  expect((await amal!.ask(recogniseRequest, at(id, { verdict: 'mine' }))).status).toBe(200)
/** A correction that the officer refused. */
const refused = async (field = 'person.names') => {
  const { body } = await amal!.ask(askRight, at(noor!.id, { kind: 'rectification', field, words: 'Benaly' }))
  expect((await refuses(dora!, body['id'])).status).toBe(200)
  return `${body['id']}`
}

test('a letter is a case like any other: its clock runs from the day it came, and whoever wrote it is told and sees it', async () => {
  const { status, body, text } = await opens(dora!, noor!, { receivedOn: dayBefore(10) })
  expect(status, text).toBe(200)
  expect(Date.parse(`${body['dueOn']}`)).toBeLessThan(Date.parse(dayBefore(-22)))
  expect(await mineWith(amal!, body['id'])).toMatchObject({ came: 'letter', words: 'Par lettre', closedAt: null })
  expect(await told('rights.taken_in')).toEqual([amal!.id])
  await recognises(body['id'])
  expect((await grants(ines!, body['id'])).status).toBe(200)
  expect(await facts(world)).toContain('rights.taken_in')
})

test('every kind of case leaves its line when the person goes', async () => {
  const { rows } = await world.owner.query<{ said: string }>(
    "select pg_get_constraintdef(oid) as said from pg_constraint where conname in ('rights_request_kind_check', 'rights_case_done_kind_check')",
  )
  expect(rows).toHaveLength(2)
  for (const { said } of rows) for (const kind of rightKinds) expect(said).toContain(`'${kind}'`)
})

test('the desk writes down what people may ask, for those who may, and nobody writes in their own cause', async () => {
  const { body } = await dora!.ask(listAskers, { params: { id: noor!.id } })
  expect((body['askers'] as { id: string }[]).map(({ id }) => id).toSorted()).toEqual([noor!.id, amal!.id, bilal!.id].toSorted())
  expect((await opens(dora!, noor!, { askedBy: rosa!.id })).body.code).toBe('rights.not_theirs')
  expect((await opens(dora!, noor!, { receivedOn: dayBefore(-2) })).body.code).toBe('rights.not_yet_received')
  await world.owner.query("update guardianship set authority = 'limited' where guardian_id = $1", [bilal!.id])
  expect((await opens(dora!, noor!, { askedBy: bilal!.id, kind: 'erasure' })).body.code).toBe('rights.not_theirs')
  expect((await opens(dora!, noor!, { askedBy: bilal!.id })).status).toBe(200)
  await world.owner.query("update guardianship set authority = 'joint' where guardian_id = $1", [bilal!.id])
  expect((await opens(dora!, dora!, { askedBy: dora!.id })).status).toBe(403)
  expect((await opens(rosa!, noor!)).status).toBe(403)
  expect((await opens(amal!, noor!)).status).toBe(403)
})

test('what had come by letter before it was tapped, or before the letter that is known, is due from the first day on which it came', async () => {
  const { body } = await amal!.ask(demandRight, at(noor!.id, { kind: 'restriction', words: 'Stop' }))
  const id = body['id']
  expect(await mineWith(amal!, id)).toMatchObject({ came: 'app', receivedOn: null, dueOn: dayAfter(dayBefore(0), 'P1M') })
  const earlier = await opens(dora!, noor!, { kind: 'restriction', receivedOn: dayBefore(12) })
  expect(earlier.body).toMatchObject({ id, isAgain: true, dueOn: dayAfter(dayBefore(12), 'P1M') })
  expect(await mineWith(amal!, id)).toMatchObject({ receivedOn: dayBefore(12), dueOn: dayAfter(dayBefore(12), 'P1M') })
  expect((await opens(dora!, noor!, { kind: 'restriction', receivedOn: dayBefore(5) })).body['dueOn']).toBe(earlier.body['dueOn'])
  expect((await opens(dora!, noor!, { kind: 'restriction', receivedOn: dayBefore(-3) })).body.code).toBe(
    'rights.not_yet_received',
  )
  await dora!.ask(extendRight, at(id, { answer: 'Il nous faut du temps.' }))
  const first = await opens(dora!, noor!, { kind: 'restriction', receivedOn: dayBefore(20) })
  expect(first.body['dueOn']).toBe(dayAfter(dayAfter(dayBefore(20), 'P1M'), 'P2M'))
  expect((await facts(world)).filter((one) => one === 'rights.moved_up')).toHaveLength(2)
  expect((await amal!.ask(withdrawRight, at(id))).status).toBe(200)
})

test('a request says what was checked of who asks: by signing in, by saying so once more, or on paper by whom', async () => {
  const tapped = await amal!.ask(askHuman, at(noor!.id, { words: 'Pourquoi ?' }))
  const demanded = await amal!.ask(demandRight, at(noor!.id, { kind: 'objection', words: 'Non' }))
  const copied = await amal!.ask(askRight, at(noor!.id, { kind: 'access' }))
  const written = await opens(dora!, noor!, { identity: 'document_seen', came: 'in_person' })
  const of = async (id: unknown) => (await mineWith(amal!, id))?.checked
  expect(await of(tapped.body['id'])).toEqual({ how: 'signed_in', by: null })
  expect(await of(demanded.body['id'])).toEqual({ how: 'confirmed', by: null })
  expect(await of(copied.body['id'])).toEqual({ how: 'at_fetch', by: null })
  expect(await of(written.body['id']), 'a family is not told names of the desk').toEqual({ how: 'document_seen', by: null })
  expect((await caseWith(written.body['id']))?.checked).toEqual({ how: 'document_seen', by: 'Dora Lefèvre' })
  expect((await amal!.ask(withdrawRight, at(demanded.body['id']))).status).toBe(200)
})

test('what a request says was checked is what its way in asks for', () => {
  expect([demandRight.confirmed, readPackage.confirmed, 'confirmed' in askRight, 'confirmed' in askHuman]).toEqual([
    true,
    true,
    false,
    false,
  ])
  for (const kind of demandRight.body.shape.kind.options) expect(checkOf(kind, null)).toBe('confirmed')
  for (const kind of ['access', 'portability'] as const) expect(checkOf(kind, null)).toBe('at_fetch')
  for (const kind of ['rectification', 'human', 'complaint', 'hearing'] as const) expect(checkOf(kind, null)).toBe('signed_in')
})

test('the desk is offered what the law there knows, and every value that may be wrong by its name', async () => {
  const offered = async () => (await dora!.ask(listAskers, { params: { id: noor!.id }, query: { locale: 'fr' } })).body
  const kinds = async () => (await offered())['kinds'] as string[]
  expect(await kinds()).toEqual(expect.not.arrayContaining(['hearing', 'deindexing']))
  await under('US')
  expect(await kinds()).toContain('hearing')
  await under('QC-PRIV')
  expect(await kinds()).toContain('deindexing')
  for (const kind of (await kinds()).filter((one) => !['hearing', 'complaint', 'withdrawal'].includes(one))) {
    const { status, body, text } = await opens(dora!, noor!, { kind, ...(kind === 'objection' ? { purpose: 'class_news' } : {}) })
    expect(status, text).toBe(200)
    expect((await amal!.ask(withdrawRight, at(body['id']))).status).toBe(200)
  }
  await under('EU-FR')
  expect((await opens(dora!, noor!, { kind: 'deindexing' })).body.code).toBe('rights.not_here')
  const fields = (await offered())['fields'] as { field: string; label: string }[]
  expect(fields.map(({ field }) => field)).toContain('person.names')
  const field = fields.find((one) => one.field === 'person.names')!
  expect(field.label).not.toContain('Noor')
  const { body } = await opens(dora!, noor!, { kind: 'rectification', field: field.field, words: 'Nour, et non Noor' })
  expect(await mineWith(amal!, body['id'])).toMatchObject({ field: 'person.names', words: 'Nour, et non Noor' })
  const { body: seen } = await rosa!.ask(readContested, { params: { id: noor!.id }, query: { locale: 'fr' } })
  expect(seen['contested']).toEqual(expect.arrayContaining([{ what: 'nom', since: expect.any(String) }]))
  expect((await amal!.ask(withdrawRight, at(body['id']))).status).toBe(200)
})

test('an erasure by letter cools like any other, and its code goes into the letter', async () => {
  const { body } = await opens(dora!, noor!, { kind: 'erasure' })
  expect(body['code']).toMatch(/^[0-9a-f]{32}$/)
  expect((await mineWith(amal!, body['id']))?.coolsUntil).toEqual(expect.any(String))
  expect((await amal!.ask(withdrawRight, at(body['id']))).status).toBe(200)
})

test('a consent taken back by letter no longer holds from then on, and the receipt is theirs', async () => {
  const texts = { fr: { title: 'Photos de sortie', body: 'Nous montrons les photos.' } }
  const made = await dora!.ask(makePolicy, { body: { kind: 'consent', about: 'pupil', texts } })
  const policyId = `${made.body['id']}`
  const asked = async (who: Person) =>
    (
      (await who.ask(readMyPolicies)).body['asked'] as {
        policyId: string
        said: string
        holds: boolean
        text: Record<string, string>
      }[]
    ).find((one) => one.policyId === policyId)!
  for (const who of [amal!, bilal!]) {
    const { versionId, language, digest } = (await asked(who)).text
    const said = await who.ask(sayToPolicy, at(noor!.id, { policyId, versionId, language, digest, says: 'yes' }))
    expect(said.status, said.text).toBe(200)
  }
  expect(await asked(amal!)).toMatchObject({ said: 'yes', holds: true })
  expect((await opens(dora!, noor!, { kind: 'withdrawal' })).body.code).toBe('rights.nothing_agreed')
  const { status, body, text } = await opens(dora!, noor!, {
    kind: 'withdrawal',
    policyId,
    came: 'phone',
    identity: 'called_back',
  })
  expect(status, text).toBe(200)
  expect(await asked(amal!)).toMatchObject({ said: 'no', holds: false })
  expect(await asked(bilal!)).toMatchObject({ said: 'yes', holds: false })
  expect(await mineWith(amal!, body['id'])).toMatchObject({ kind: 'withdrawal', outcome: 'granted' })
  const receipts = (await amal!.ask(readMyPolicies)).body['receipts'] as {
    policyId: string
    says: string
    replacedAt: string | null
  }[]
  expect(receipts.filter((one) => one.policyId === policyId).map(({ says, replacedAt }) => [says, replacedAt === null])).toEqual([
    ['no', true],
    ['yes', false],
  ])
  expect((await opens(dora!, noor!, { kind: 'withdrawal', policyId })).body.code).toBe('rights.nothing_agreed')
  expect((await dora!.ask(listPolicies)).status).toBe(200)
  expect((await dora!.ask(endPolicy, at(policyId))).status).toBe(200)
})

test('a complaint about a refusal is decided by another, and upheld it opens what was refused anew', async () => {
  const id = await refused()
  expect((await mineWith(amal!, id))?.next).toEqual(['complaint'])
  expect((await bilal!.ask(askHuman, at(noor!.id, { kind: 'complaint', words: 'Non', follows: id }))).body.code).toBe(
    'rights.nothing_refused',
  )
  const complaint = await amal!.ask(askHuman, at(noor!.id, { kind: 'complaint', words: 'C’est faux', follows: id }))
  expect(complaint.status, complaint.text).toBe(200)
  expect((await mineWith(amal!, id))?.next).toEqual([])
  expect((await amal!.ask(askHuman, at(noor!.id, { kind: 'complaint', words: 'Encore', follows: id }))).body.code).toBe(
    'rights.nothing_refused',
  )
  expect((await caseWith(complaint.body['id']))?.follows).toBe((await caseWith(id))?.number)
  expect((await grants(dora!, complaint.body['id'])).body.code).toBe('rights.own_decision')
  expect((await grants(ines!, complaint.body['id'])).status).toBe(200)
  expect(await mineWith(amal!, id)).toMatchObject({ closedAt: null, outcome: null, ground: null })
  expect(await told('rights.reopened')).toEqual([amal!.id])
  expect((await grants(dora!, id)).body.code, 'whoever refused it').toBe('rights.own_decision')
  expect((await grants(ines!, id)).status).toBe(200)
})

test('a hearing is known to one law alone; lost, the family’s own words stand with the record for good', async () => {
  const elsewhere = await refused('person.born_on')
  expect(
    (await amal!.ask(askHuman, at(noor!.id, { kind: 'hearing', words: 'Écoutez-nous', follows: elsewhere }))).body.code,
  ).toBe('rights.not_here')
  await under('US')
  const id = await refused('person.gender')
  expect((await mineWith(amal!, id))?.next).toEqual(['hearing', 'complaint'])
  const hearing = await amal!.ask(askHuman, at(noor!.id, { kind: 'hearing', words: 'Écoutez-nous', follows: id }))
  expect(hearing.status, hearing.text).toBe(200)
  expect((await amal!.ask(placeStatement, at(hearing.body['id'], { words: 'Trop tôt' }))).body.code).toBe(
    'rights.nothing_refused',
  )
  expect((await refuses(dora!, hearing.body['id'], 'stands')).body.code).toBe('rights.own_decision')
  expect((await refuses(ines!, hearing.body['id'], 'stands')).status).toBe(200)
  expect((await mineWith(amal!, hearing.body['id']))?.next).toEqual(['statement'])
  expect((await bilal!.ask(placeStatement, at(hearing.body['id'], { words: 'Moi aussi' }))).status).toBe(404)
  expect((await amal!.ask(placeStatement, at(hearing.body['id'], { words: 'Elle se nomme Benaly.' }))).status).toBe(200)
  expect((await amal!.ask(placeStatement, at(hearing.body['id'], { words: 'Encore' }))).body.code).toBe('rights.already_closed')
  const { body } = await rosa!.ask(readContested, { params: { id: noor!.id }, query: { locale: 'fr' } })
  expect(body['statements']).toMatchObject([{ words: 'Elle se nomme Benaly.' }])
  await under('EU-FR')
})

test('a hearing that is won grants what was refused', async () => {
  await under('US')
  const id = await refused('person.display')
  const hearing = await opens(ines!, noor!, { kind: 'hearing', follows: id })
  expect(hearing.status, hearing.text).toBe(200)
  expect((await grants(ines!, hearing.body['id'])).body.code).toBe('rights.not_established')
  await recognises(hearing.body['id'])
  expect((await grants(ines!, hearing.body['id'])).status).toBe(200)
  expect(await mineWith(amal!, id)).toMatchObject({ outcome: 'granted', ground: null })
  await under('EU-FR')
})

test('in Québec a name is no longer found in the search, except by those who run the school, until it is taken back', async () => {
  const demand = () => amal!.ask(demandRight, at(noor!.id, { kind: 'deindexing', words: 'Qu’on ne la trouve plus' }))
  expect((await demand()).body.code).toBe('rights.not_here')
  await under('QC-PRIV')
  const { body } = await demand()
  const finds = async (who: Person) =>
    ((await who.ask(searchSchool, { body: { words: 'Noor' } })).body['groups'] as { kind: string }[]).map(({ kind }) => kind)
  expect(await finds(rosa!)).toEqual(['people'])
  expect((await grants(dora!, body['id'])).status).toBe(200)
  expect([await finds(rosa!), await finds(ines!)]).toEqual([[], ['people']])
  expect((await amal!.ask(withdrawRight, at(body['id']))).status).toBe(200)
  expect(await finds(rosa!)).toEqual(['people'])
  await under('EU-FR')
})

test('whose data is restricted is still found by the desk, which has to write down what they ask', async () => {
  const { body } = await amal!.ask(demandRight, at(noor!.id, { kind: 'restriction' }))
  expect((await grants(dora!, body['id'])).status).toBe(200)
  const listed = async (purpose: string) => {
    const { people } = (await dora!.ask(listPeople, { headers: { 'x-purpose': purpose } })).body as {
      people: { id: string; display: string }[]
    }
    return people.find(({ id }) => id === noor!.id)?.display
  }
  expect([await listed('administration'), await listed('legal')]).toEqual(['[données limitées]', 'Noor Benali'])
  expect((await opens(dora!, noor!)).status).toBe(200)
})
