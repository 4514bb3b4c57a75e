import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { beginConversation } from '#contract/conversations.ts'
import { openCase } from '#contract/desk-cases.ts'
import { beginDispute, decideHeadStep, endDispute, type HeadStep, listHeadSteps, readDispute } from '#contract/disputes.ts'
import { askByLeaverKey, makeLeaverKey } from '#contract/leaver-key.ts'
import { erasePerson, exportPerson } from '#contract/privacy.ts'
import {
  askHuman,
  askRight,
  carryOutErasure,
  decideRight,
  demandRight,
  listMyRights,
  listRightCases,
  type MyRequest,
  type RightCase,
} from '#contract/rights.ts'
import { unzipped } from '#tests/copies.ts'
import { dayInParis } from '#tests/days.ts'
import { fetches } from '#tests/files.ts'
import { castOf } from '#tests/second-wall.ts'
import { classOf, facts, guard, type Person, type World } from '#tests/world.ts'

let world: World
const { open, who, all, tries } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['ines', 'Inès Tremblay', 'head'],
  ['dora', 'Dora Lefèvre', 'dpo'],
  ['olga', 'Olga Nyström', 'office'],
  ['amal', 'Amal Benali', 'guardian'],
  ['bilal', 'Bilal Haddad', 'guardian'],
  ['aida', 'Aïda Benali', 'head'],
  ['karim', 'Karim Benali', 'guardian'],
  ['noor', 'Noor Benali', 'pupil'],
  ['tom', 'Tom Benali', 'pupil'],
] as const)

const SHARED = 'Le judo de samedi chez Bilal'
const ALONE = 'Les lunettes de Noor'
const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)
const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })

beforeAll(async () => {
  world = await open()
  const class6B = await classOf(world, '6B', [who('rosa')], [who('noor'), who('tom')])
  for (const one of ['amal', 'bilal'] as const) await guard(world, who(one), who('noor'))
  for (const one of ['aida', 'karim'] as const) await guard(world, who(one), who('tom'))
  await world.owner.query("update guardianship set scopes = scopes || array['other_guardian']")
  const to = { line: 'teacher_guardian', language: 'fr', pupilIds: [who('noor').id], classId: class6B }
  const school = { ...to, side: 'school', topic: 'Sport', text: SHARED }
  expect((await who('rosa').ask(beginConversation, { body: school })).status).toBe(200)
  await world.owner.query("update guardianship set scopes = array_remove(scopes, 'other_guardian')")
  const family = { ...to, side: 'family', topic: 'Vue', text: ALONE }
  const alone = await who('amal').ask(beginConversation, { body: family })
  expect(alone.status, alone.text).toBe(200)
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  await world.owner.query('delete from head_step')
  await world.owner.query('delete from rights_request')
  await world.owner.query('delete from family_dispute')
})

const enters = (by: Person = who('olga'), pupil: Person = who('noor'), more: object = {}) =>
  by.ask(beginDispute, at(pupil.id, { reason: 'Procédure en cours depuis mars', until: inDays(90), ...more }))
const inDispute = async () => {
  const reply = await enters()
  expect(reply.status, reply.text).toBe(200)
  await world.doJobs()
}
const asks = async (by: Person, about: Person, kind: 'access' | 'portability' = 'access') => {
  const reply = await by.ask(askRight, at(about.id, { kind }))
  expect(reply.status, reply.text).toBe(200)
  return `${reply.body['id']}`
}
const demands = async (by: Person, about: Person) => {
  const reply = await by.ask(demandRight, at(about.id, { kind: 'erasure' }))
  expect(reply.status, reply.text).toBe(200)
  await world.owner.query("update rights_request set cools_until = now() - interval '1 minute' where kind = 'erasure'")
  return `${reply.body['id']}`
}
const copyOf = async (by: Person, id: string) => {
  const { statusCode, rawPayload } = await fetches(world, by, `/s/preau/rights-requests/${id}/export.zip?locale=fr`)
  expect(statusCode).toBe(200)
  const files = await unzipped(rawPayload)
  return { said: [...files.values()].map((bytes) => bytes.toString()).join('\n'), first: `${files.get('index.html')}` }
}
const stepsFor = async (by: Person) => ((await by.ask(listHeadSteps)).body as { steps: HeadStep[] }).steps
const mine = async (by: Person, id: string) =>
  ((await by.ask(listMyRights)).body as { requests: MyRequest[] }).requests.find((one) => one.id === id)!
const decides = (by: Person, id: string | undefined, verdict: string, more: object = {}) =>
  by.ask(decideHeadStep, at(id, { verdict, answer: 'Voici ma décision.', ...more }))

test('without a dispute a copy holds what two guardians wrote in together, and nobody is asked', async () => {
  const copy = await copyOf(who('amal'), await asks(who('amal'), who('amal')))
  expect(copy.said).toContain(SHARED)
  expect(await stepsFor(who('ines'))).toEqual([])
})

test('while it holds, everything else of a copy goes at once, and one sentence says what waits', async () => {
  await inDispute()
  const id = await asks(who('amal'), who('amal'))
  const copy = await copyOf(who('amal'), id)
  expect(copy.said).toContain(ALONE)
  expect(copy.said).not.toContain(SHARED)
  expect(copy.first).toContain('1 conversation que vous partagez')
  expect(await mine(who('amal'), id)).toMatchObject({ outcome: 'granted', threads: { state: 'waits', ground: null } })
  const [step] = await stepsFor(who('ines'))
  expect(step).toMatchObject({ kind: 'access', threads: 1, asker: { display: 'Amal Benali' }, can: { decide: true } })
  expect(step!.dueOn > dayInParis()).toBe(true)
  await world.doJobs()
  const { rows } = await world.owner.query("select person_id as id from telling where event = 'rights.head_asked'")
  expect(rows.map(({ id }) => id).toSorted()).toEqual([who('ines').id, who('aida').id].toSorted())
})

test('however a copy is taken: by the address of the person, too, and for another service', async () => {
  await inDispute()
  const { text } = await who('amal').ask(exportPerson, { params: { id: who('amal').id } })
  expect(text).toContain(ALONE)
  expect(text).not.toContain(SHARED)
  const portable = await copyOf(who('amal'), await asks(who('amal'), who('amal'), 'portability'))
  expect(portable.said).not.toContain(SHARED)
})

test('the head agrees, and the same link hands the rest over, to whoever asked and to nobody else', async () => {
  await inDispute()
  const [id, other] = [await asks(who('amal'), who('amal')), await asks(who('bilal'), who('bilal'))]
  const step = (await stepsFor(who('ines'))).find(({ asker }) => asker.id === who('amal').id)
  expect((await decides(who('dora'), step?.id, 'approved')).status).toBe(403)
  expect((await decides(who('amal'), step?.id, 'approved')).status).toBe(403)
  expect((await decides(who('olga'), step?.id, 'approved')).status).toBe(404)
  expect((await decides(who('ines'), step?.id, 'approved', { ground: 'excessive' })).body.code).toBe('rights.needs_ground')
  const both = await Promise.all([decides(who('ines'), step?.id, 'approved'), decides(who('ines'), step?.id, 'approved')])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect((await copyOf(who('amal'), id)).said).toContain(SHARED)
  expect((await copyOf(who('bilal'), other)).said).not.toContain(SHARED)
  expect(await mine(who('amal'), id)).toMatchObject({ threads: { state: 'approved', answer: 'Voici ma décision.' } })
  expect(await facts(world)).toContain('rights.head_decided')
})

test('refused, with a ground and its article, the copy stays without them', async () => {
  await inDispute()
  const id = await asks(who('amal'), who('noor'))
  const own = await asks(who('amal'), who('amal'))
  for (const { id: step } of await stepsFor(who('ines')))
    expect((await decides(who('ines'), step, 'refused', { ground: 'rights_of_others' })).status).toBe(200)
  expect((await copyOf(who('amal'), own)).said).not.toContain(SHARED)
  const told = { state: 'refused', ground: { name: 'rights_of_others', article: 'RGPD, art. 15(4)' } }
  expect(await mine(who('amal'), id)).toMatchObject({ threads: told })
})

test('an erasure that touches them is not carried out before the head agrees', async () => {
  await inDispute()
  const id = await demands(who('amal'), who('noor'))
  const erases = () => who('dora').ask(carryOutErasure, at(id))
  expect((await erases()).body.code).toBe('rights.needs_head')
  const { cases } = (await who('dora').ask(listRightCases)).body as { cases: RightCase[] }
  expect(cases.find((one) => one.id === id)).toMatchObject({ needsHead: true, can: { erase: false } })
  const [step] = await stepsFor(who('ines'))
  expect((await decides(who('ines'), step?.id, 'refused', { ground: 'rights_of_others' })).body.code).toBe('rights.needs_ground')
  expect((await decides(who('ines'), step?.id, 'refused', { ground: 'claims' })).status).toBe(200)
  const ground = { name: 'claims', article: 'RGPD, art. 17(3)(e)' }
  expect(await mine(who('amal'), id)).toMatchObject({ outcome: 'refused', ground })
  expect((await erases()).body.code).toBe('rights.already_closed')
})

test('while a deletion waits for the head nobody carries it out by another way', async () => {
  await inDispute()
  await demands(who('amal'), who('noor'))
  expect((await who('olga').ask(erasePerson, { params: { id: who('noor').id } })).body.code).toBe('rights.needs_head')
})

test('a deletion that comes by letter is written down during a dispute, and waits for the head as any other', async () => {
  await inDispute()
  const paper = { receivedOn: inDays(0), words: 'Par lettre', came: 'letter', identity: 'signature' }
  const opened = await who('dora').ask(openCase, at(who('noor').id, { ...paper, kind: 'erasure', askedBy: who('amal').id }))
  expect(opened.status, opened.text).toBe(200)
  await world.doJobs()
  expect((await stepsFor(who('ines'))).map(({ kind }) => kind)).toEqual(['erasure'])
})

test('a deletion that Amal asks for with her key, locked out since, waits for the head as any other', async () => {
  await inDispute()
  const { code } = (await who('amal').ask(makeLeaverKey, at(who('amal').id))).body
  const state =
    'insert into person_state (school_id, id, person_id, state, reason, from_at) values ($1, gen_random_uuid(), $2, $3, $4, now())'
  await world.owner.query(state, [world.schoolId, who('amal').id, 'alumni_locked', 'office'])
  const body = { code: `${code}`, kind: 'erasure', words: 'Tout', answerTo: '3 rue du Lac' } as const
  const asked = await world.visitor(askByLeaverKey, { body })
  expect(asked.status, asked.text).toBe(200)
  await world.doJobs()
  await world.owner.query("delete from person_state where person_id = $1 and state = 'alumni_locked'", [who('amal').id])
  expect((await stepsFor(who('ines'))).map(({ kind }) => kind)).toEqual(['erasure'])
})

test('what the head refused and a complaint opened again waits for the head anew, and is decided by whoever upheld it', async () => {
  await inDispute()
  const id = await demands(who('amal'), who('noor'))
  const [first] = await stepsFor(who('ines'))
  await decides(who('ines'), first?.id, 'refused', { ground: 'claims' })
  const body = { words: 'Ce n’est pas juste.', kind: 'complaint', follows: id }
  const complaint = await who('amal').ask(askHuman, at(who('noor').id, body))
  expect(complaint.status, complaint.text).toBe(200)
  const upholds = { outcome: 'granted', answer: 'Nous reprenons la demande.' }
  expect((await who('ines').ask(decideRight, at(complaint.body['id'], upholds))).body.code).toBe('rights.own_decision')
  expect((await who('dora').ask(decideRight, at(complaint.body['id'], upholds))).status).toBe(200)
  await world.doJobs()
  const again = (await stepsFor(who('ines'))).find(({ decided }) => decided === null)
  expect(again).toMatchObject({ kind: 'erasure', can: { decide: true } })
  const refuses = { outcome: 'refused', ground: 'excessive', answer: 'Non.' }
  expect((await who('ines').ask(decideRight, at(id, refuses))).body.code).toBe('rights.own_decision')
  expect((await decides(who('ines'), again?.id, 'approved')).status).toBe(200)
})

test('what was asked for before the dispute was entered waits, too; once it is over nothing does', async () => {
  const copy = await asks(who('amal'), who('amal'))
  const erasure = await demands(who('bilal'), who('bilal'))
  await inDispute()
  expect((await stepsFor(who('ines'))).map(({ kind }) => kind).toSorted()).toEqual(['access', 'erasure'])
  expect((await copyOf(who('amal'), copy)).said).not.toContain(SHARED)
  expect((await who('dora').ask(carryOutErasure, at(erasure))).body.code).toBe('rights.needs_head')
  expect((await who('olga').ask(endDispute, at(who('noor').id))).status).toBe(200)
  expect((await copyOf(who('amal'), copy)).said).toContain(SHARED)
  expect(await stepsFor(who('ines'))).toEqual([])
  expect((await mine(who('amal'), copy)).threads).toBe(null)
  expect((await who('olga').ask(endDispute, at(who('noor').id))).body.code).toBe('dispute.none')
  await inDispute()
  await world.owner.query(
    'update family_dispute set begun_on = current_date - 9, until_on = current_date - 1 where ended_at is null',
  )
  expect((await copyOf(who('amal'), copy)).said).toContain(SHARED)
  expect((await enters()).status, 'after its last day another may be entered').toBe(200)
})

test('a pupil’s own request, and the school’s own work, wait for nobody', async () => {
  await inDispute()
  expect((await who('noor').ask(exportPerson, { params: { id: who('noor').id } })).status).toBe(200)
  const { text } = await who('dora').ask(exportPerson, { params: { id: who('amal').id } })
  expect(text).toContain(SHARED)
  expect(await stepsFor(who('ines'))).toEqual([])
})

test('who keeps the office enters it, with a reason and an end, and none of whom it is about', async () => {
  expect((await enters(who('rosa'))).status).toBe(403)
  expect((await enters(who('dora'))).status).toBe(403)
  expect((await enters(who('amal'))).status).toBe(403)
  expect((await enters(who('aida'), who('tom'))).status, 'the head is one of them').toBe(403)
  expect((await enters(who('olga'), who('rosa'))).body.code).toBe('dispute.one_guardian')
  for (const until of [inDays(-1), inDays(400), '9999-12-31', '0001-01-01'])
    expect((await enters(who('olga'), who('noor'), { until })).body.code, until).toBe('dispute.days')
  const both = await Promise.all([enters(), enters(who('ines'))])
  expect(both.map(({ body }) => body.code ?? 'entered').toSorted()).toEqual(['dispute.begun', 'entered'])
})

test('only those who keep the office read it: no guardian learns of it, nor from a copy, nor from the file of the child', async () => {
  await inDispute()
  const read = async (by: Person) => (await by.ask(readDispute, at(who('noor').id))).status
  expect([await read(who('olga')), await read(who('ines')), await read(who('amal')), await read(who('rosa'))]).toEqual([
    ...[200, 200, 403, 403],
  ])
  expect((await who('aida').ask(readDispute, at(who('tom').id))).status, 'the head is one of them').toBe(403)
  const shown = (await who('ines').ask(readDispute, at(who('noor').id))).body
  expect(shown).toMatchObject({ dispute: { reason: 'Procédure en cours depuis mars', by: 'Olga Nyström', until: inDays(90) } })
  for (const by of ['amal', 'bilal', 'noor'] as const) {
    const { text, status } = await who(by).ask(exportPerson, { params: { id: who('noor').id } })
    expect(status).toBe(200)
    expect(text).not.toMatch(/family_dispute|dispute\.|Procédure/)
  }
})

test('the wall alone shows and lets change it to those who keep the office and are not in it', async () => {
  await inDispute()
  await enters(who('olga'), who('tom'))
  const everybody = ['rosa', 'dora', 'amal', 'bilal', 'noor', 'karim', 'olga', 'ines', 'aida'] as const
  const nobodyElse = { rosa: 0, dora: 0, amal: 0, bilal: 0, noor: 0, karim: 0 }
  const seen = await all(everybody, 'select 1 from family_dispute', [])
  expect(seen).toEqual({ ...nobodyElse, olga: 2, ines: 2, aida: 1 })
  const ends = 'update family_dispute set ended_at = now(), ended_by = app.person_id() where true'
  expect(await all(everybody, ends, [])).toEqual({ ...nobodyElse, olga: 2, ines: 2, aida: 1 })
  const enter = `insert into family_dispute (school_id, id, pupil_id, begun_on, until_on, begun_at, begun_by, sealed)
    values (app.school_id(), gen_random_uuid(), $1, current_date, current_date + 1, now(), app.person_id(), '\\x00')`
  expect(await tries(who('amal'), enter, [who('noor').id])).toBe('refused')
  expect(await tries(who('aida'), enter, [who('tom').id])).toBe('refused')
})

test('the wall alone lets only a head decide who has no part in it, and shows a step to whoever asked', async () => {
  await inDispute()
  await enters(who('olga'), who('tom'))
  await asks(who('amal'), who('amal'))
  const everybody = ['rosa', 'bilal', 'noor', 'olga', 'amal', 'dora', 'ines'] as const
  const nobodyElse = { rosa: 0, bilal: 0, noor: 0, olga: 0 }
  expect(await all(everybody, 'select 1 from head_step', [])).toEqual({ ...nobodyElse, amal: 1, dora: 1, ines: 1 })
  const approve = "update head_step set verdict = 'approved', decided_at = now(), decided_by = app.person_id(), sealed = '\\x00'"
  expect(await all(everybody, approve, [])).toEqual({ ...nobodyElse, amal: 0, dora: 0, ines: 1 })
  const forge = `insert into head_step (school_id, id, request_id, person_id, asked_by, asked_at, due_on, verdict, decided_at, decided_by, sealed)
    select school_id, gen_random_uuid(), id, person_id, asked_by, now(), current_date, 'approved', now(), app.person_id(), '\\x00' from rights_request`
  expect(await tries(who('amal'), forge)).toBe('refused')
})

test('a head who is the other guardian neither sees nor decides what waits', async () => {
  const request = `insert into rights_request (school_id, id, kind, person_id, asked_by, asked_at, profile, due_on, link_until, closed_at, outcome, sealed)
    values ($1, gen_random_uuid(), 'access', $2, $2, now(), 'EU-FR', current_date + 30, now() + interval '1 day', now(), 'granted', '') returning id`
  const { rows } = await world.owner.query(request, [world.schoolId, who('karim').id])
  await world.owner.query(
    'insert into head_step (school_id, id, request_id, person_id, asked_by, asked_at, due_on) values ($1, gen_random_uuid(), $2, $3, $3, now(), current_date + 9)',
    [world.schoolId, rows[0].id, who('karim').id],
  )
  const approve = "update head_step set verdict = 'approved', decided_at = now(), decided_by = app.person_id(), sealed = '\\x00'"
  expect(await all(['aida', 'ines'], 'select 1 from head_step', [])).toEqual({ aida: 0, ines: 1 })
  expect(await all(['aida', 'ines'], approve, [])).toEqual({ aida: 0, ines: 1 })
})

test('a head who is the other guardian does not learn that Karim asked, nor what: not from the list, not in the database, not by mail', async () => {
  const asked = await who('karim').ask(askHuman, at(who('tom').id, { words: 'Que dit Aïda de moi ?' }))
  expect(asked.status, asked.text).toBe(200)
  const id = `${asked.body['id']}`
  const listed = async (by: Person) => (await by.ask(listRightCases)).text
  for (const by of [who('ines'), who('dora')]) expect(await listed(by)).toContain('Que dit Aïda de moi ?')
  expect(await listed(who('aida'))).not.toContain('Karim')
  expect(await all(['aida', 'ines', 'karim', 'bilal'], 'select from rights_request where id = $1', [id])).toEqual({
    ...{ aida: 0, ines: 1, karim: 1, bilal: 0 },
  })
  expect((await who('aida').ask(decideRight, at(id, { outcome: 'granted', answer: 'Voici' }))).status).toBe(404)
  await world.owner.query(
    `insert into correction_recipient (school_id, id, request_id, person_id, asked_by, kind, taken_by, last_at, found_at)
     values ($1, gen_random_uuid(), $2, $3, $4, 'list', $5, now(), now())`,
    [world.schoolId, id, who('tom').id, who('karim').id, who('rosa').id],
  )
  expect(await all(['aida', 'ines'], 'select from correction_recipient', []), 'nor from whom it was told to').toEqual({
    ...{ aida: 0, ines: 1 },
  })
  await world.owner.query('delete from correction_recipient')
  await world.owner.query(
    "update person_role set from_at = now() - interval '1 day', until_at = now() - interval '1 minute' where role = 'dpo'",
  )
  const again = await who('karim').ask(askHuman, at(who('tom').id, { words: 'Et encore ?' }))
  expect(again.status, again.text).toBe(200)
  await world.doJobs()
  const { rows } = await world.owner.query("select person_id from telling where event = 'rights.requested'")
  expect(rows.map((row) => row.person_id)).toContain(who('ines').id)
  expect(rows.map((row) => row.person_id)).not.toContain(who('aida').id)
  await world.owner.query("update person_role set until_at = null where role = 'dpo'")
})
