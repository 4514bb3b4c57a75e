import { afterAll, beforeAll, expect, test } from 'vitest'
import { readContested } from '#contract/desk-cases.ts'
import { readMe } from '#contract/people.ts'
import { previewErasure, readCertificate } from '#contract/privacy.ts'
import {
  askHuman,
  askRight,
  carryOutErasure,
  decideRight,
  demandRight,
  extendRight,
  listMyRights,
  listRightCases,
  type RightCase,
  withdrawRight,
} from '#contract/rights.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [rosa, noor, amal, dora, ines]: Person[] = []
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  ines = await person(world, { name: 'Inès Tremblay', role: 'head' })
  await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
})
afterAll(() => world.close())

const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
const asksHuman = async (who: Person, words = 'Pourquoi ?') => `${(await who.ask(askHuman, at(who.id, { words }))).body['id']}`
const asksErasure = (who: Person, whom: Person) => who.ask(demandRight, at(whom.id, { kind: 'erasure' }))
const cases = async (who: Person) => ((await who.ask(listRightCases)).body as { cases: RightCase[] }).cases
const caseOf = async (who: Person, id: string) => (await cases(who)).find((one) => one.id === id)!
const mineOf = async (who: Person, id: string) =>
  ((await who.ask(listMyRights)).body as { requests: RightCase[] }).requests.find((one) => one.id === id)!
const answer = 'Voici notre réponse.'
const DAY = 86_400

test('the officer answers, and whoever asked reads the answer', async () => {
  const id = await asksHuman(amal!, 'Qui voit le téléphone de Noor ?')
  expect(await caseOf(dora!, id)).toMatchObject({ words: 'Qui voit le téléphone de Noor ?', asker: { display: 'Amal Benali' } })
  expect((await dora!.ask(decideRight, at(id, { outcome: 'granted', answer }))).status).toBe(200)
  expect(await mineOf(amal!, id)).toMatchObject({ outcome: 'granted', answer, words: 'Qui voit le téléphone de Noor ?' })
  expect(await facts(world)).toEqual(expect.arrayContaining(['rights.cases_read', 'rights.decided']))
})

test('of two who answer at once the second finds it closed', async () => {
  const id = await asksHuman(amal!)
  const both = await Promise.all([dora!, ines!].map((who) => who.ask(decideRight, at(id, { outcome: 'granted', answer }))))
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
})

test('a refusal needs a ground, and says its article and that nobody has checked it', async () => {
  const id = await asksHuman(amal!)
  expect((await dora!.ask(decideRight, at(id, { outcome: 'refused', answer }))).body.code).toBe('rights.needs_ground')
  expect((await dora!.ask(decideRight, at(id, { outcome: 'granted', ground: 'excessive', answer }))).body.code).toBe(
    'rights.needs_ground',
  )
  expect((await dora!.ask(decideRight, at(id, { outcome: 'refused', ground: 'kept_by_law', answer }))).body.code).toBe(
    'rights.needs_ground',
  )
  expect((await dora!.ask(decideRight, at(id, { outcome: 'refused', ground: 'excessive', answer }))).status).toBe(200)
  expect((await mineOf(amal!, id)).ground).toEqual({ name: 'excessive', article: 'RGPD, art. 12(5)(b)', standing: 'unverified' })
})

test('whoever was refused, or got no answer in time, reads to whom one may complain outside the school; in Québec also that silence is a refusal', async () => {
  const wrong = { kind: 'rectification', words: 'Né le 3, et non le 2.' } as const
  const ask = async () => `${(await amal!.ask(askRight, at(noor!.id, wrong))).body['id']}`
  const refused = await ask()
  expect((await mineOf(amal!, refused)).recourse).toBeNull()
  await dora!.ask(decideRight, at(refused, { outcome: 'refused', ground: 'is_accurate', answer }))
  expect((await mineOf(amal!, refused)).recourse).toEqual({ authority: 'CNIL, www.cnil.fr', isLate: false, silence: null })
  const late = await ask()
  await world.owner.query('update rights_request set due_on = current_date - 2 where id = $1', [late])
  expect((await mineOf(amal!, late)).recourse).toEqual({ authority: 'CNIL, www.cnil.fr', isLate: true, silence: null })
  await world.owner.query("update rights_request set profile = 'QC-PRIV' where id = $1", [late])
  expect((await mineOf(amal!, late)).recourse).toEqual({
    authority: 'Commission d’accès à l’information, www.cai.gouv.qc.ca',
    isLate: true,
    silence: 'LPRPSP, art. 32',
  })
  expect((await dora!.ask(decideRight, at(late, { outcome: 'granted', answer }))).status).toBe(200)
})

test('the deadline is moved once, by what the law allows, and not after it has passed', async () => {
  const id = await asksHuman(amal!)
  const { dueOn } = await caseOf(dora!, id)
  const moved = await dora!.ask(extendRight, at(id, { answer: 'Il nous faut plus de temps.' }))
  expect(moved.body).toMatchObject({ dueOn: dayAfter(dueOn, 'P2M') })
  expect(await mineOf(amal!, id)).toMatchObject({ answer: 'Il nous faut plus de temps.', outcome: null })
  expect((await dora!.ask(extendRight, at(id, { answer }))).body.code).toBe('rights.no_extension')
  const late = await asksHuman(amal!, 'Et ceci ?')
  await world.owner.query('update rights_request set due_on = current_date - 1 where id = $1', [late])
  expect((await dora!.ask(extendRight, at(late, { answer }))).body.code).toBe('rights.no_extension')
  expect((await caseOf(dora!, late)).can).toMatchObject({ extend: false, decide: true })
})

test('nobody answers in their own cause, or for their own child', async () => {
  const own = await asksHuman(dora!)
  expect((await dora!.ask(decideRight, at(own, { outcome: 'granted', answer }))).status).toBe(403)
  expect((await caseOf(dora!, own)).can.decide).toBe(false)
  expect((await ines!.ask(decideRight, at(own, { outcome: 'granted', answer }))).status).toBe(200)
  const child = await person(world, { name: 'Tom Tremblay', role: 'pupil' })
  await guard(world, ines!, child)
  await guard(world, amal!, child)
  const { body } = await amal!.ask(askRight, at(child.id, { kind: 'rectification', words: 'Le nom' }))
  expect((await ines!.ask(decideRight, at(body['id'], { outcome: 'granted', answer }))).status).toBe(404)
  expect((await dora!.ask(decideRight, at(body['id'], { outcome: 'granted', answer }))).status).toBe(200)
})

test('what is contested is shown to those of the school who read it until it is decided, and not to the other family', async () => {
  const bilal = await person(world, { name: 'Karim Haddad', role: 'guardian' })
  await guard(world, bilal, noor!)
  const { body } = await amal!.ask(askRight, at(noor!.id, { kind: 'rectification', field: 'person.names', words: 'Nour' }))
  const seen = async (who: Person) => {
    const reply = await who.ask(readContested, { params: { id: noor!.id }, query: { locale: 'fr' } })
    return reply.status === 200 ? reply.body['contested'] : reply.status
  }
  const flag = [{ what: 'nom', since: expect.any(String) }]
  expect([await seen(rosa!), await seen(ines!)]).toEqual([flag, flag])
  expect([await seen(bilal), await seen(amal!)]).toEqual([403, 403])
  expect((await dora!.ask(decideRight, at(body['id'], { outcome: 'granted', answer }))).status).toBe(200)
  expect(await seen(rosa!)).toEqual([])
})

test('two who ask the same about one child are shown as such', async () => {
  const bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian' })
  await guard(world, bilal, noor!)
  const [a, b] = [
    await amal!.ask(demandRight, at(noor!.id, { kind: 'restriction' })),
    await bilal.ask(demandRight, at(noor!.id, { kind: 'restriction' })),
  ]
  expect((await caseOf(dora!, `${a.body['id']}`)).twins).toBe(1)
  expect((await dora!.ask(decideRight, at(b.body['id'], { outcome: 'duplicate', answer }))).status).toBe(200)
  expect((await caseOf(dora!, `${a.body['id']}`)).twins).toBe(0)
})

test('an erasure shows what goes and what stays, waits seven days, and can be taken back until then', async () => {
  expect((await amal!.ask(previewErasure, { params: { id: noor!.id } })).status).toBe(200)
  const { body } = await asksErasure(amal!, noor!)
  expect(body).toMatchObject({ code: expect.stringMatching(/^[0-9a-f]{32}$/), isAgain: false })
  expect((await asksErasure(amal!, noor!)).body).toMatchObject({ isAgain: true, code: null })
  expect((await dora!.ask(carryOutErasure, at(body['id']))).body.code).toBe('rights.cooling')
  expect((await caseOf(dora!, `${body['id']}`)).can.erase).toBe(false)
  expect((await amal!.ask(withdrawRight, at(body['id']))).status).toBe(200)
  world.move(8 * DAY)
  expect((await dora!.ask(carryOutErasure, at(body['id']))).body.code).toBe('rights.already_closed')
  expect((await noor!.ask(readMe)).status).toBe(200)
})

test('an erasure is granted only by carrying it out; the code from the day it was asked leads to the certificate', async () => {
  const { body } = await asksErasure(amal!, noor!)
  const [id, code] = [`${body['id']}`, `${body['code']}`]
  expect((await world.visitor(readCertificate, { params: { code } })).status).toBe(404)
  expect((await dora!.ask(decideRight, at(id, { outcome: 'granted', answer }))).body.code).toBe('rights.carry_out')
  world.move(7 * DAY + 60)
  expect((await caseOf(dora!, id)).can.erase).toBe(true)
  expect((await amal!.ask(carryOutErasure, at(id))).status).toBe(403)
  const done = await dora!.ask(carryOutErasure, at(id))
  expect(done.status, done.text).toBe(200)
  expect((await noor!.ask(readMe)).status).toBe(401)
  const certificate = await world.visitor(readCertificate, { params: { code } })
  expect(certificate.body).toMatchObject({ school: 'École du Préau', deleted: done.body['deleted'], keys: done.body['keys'] })
  const page = await world.app.inject({ url: `/verify/${code}?lang=fr`, headers: { accept: 'text/html' } })
  expect([page.statusCode, page.body.includes('Noor')]).toEqual([200, false])
  expect(await mineOf(amal!, id)).toBeUndefined()
  const { rows } = await world.owner.query('select from vault.key where owner_id = $1', [id])
  expect(rows).toEqual([])
})

test('who answers is told that something was asked, and who asked that it was answered', async () => {
  const tellings = async (event: string) =>
    (await world.owner.query('select person_id as id from telling where event = $1', [event])).rows.map((row) => row.id)
  await world.doJobs()
  await world.owner.query('delete from telling')
  const { body } = await amal!.ask(askHuman, { params: { id: amal!.id }, body: { words: 'Qui décide des groupes ?' } })
  await world.doJobs()
  expect(await tellings('rights.requested')).toEqual([dora!.id])
  const said = { outcome: 'granted', answer: 'Le conseil des maîtres.' }
  expect((await dora!.ask(decideRight, { params: { id: `${body['id']}` }, body: said })).status).toBe(200)
  await world.doJobs()
  expect(await tellings('rights.decided')).toEqual([amal!.id])
})
