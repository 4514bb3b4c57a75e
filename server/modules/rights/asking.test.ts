import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMyPart } from '#contract/my-data.ts'
import { exportPerson } from '#contract/privacy.ts'
import { askHuman, askRight, demandRight, listMyRights, listRightCases, withdrawRight } from '#contract/rights.ts'
import { rightKinds } from '#contract/rights-clocks.ts'
import { nasty } from '#tests/nasty.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [rosa, noor, amal, bilal, grand, dora]: Person[] = []
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian' })
  grand = await person(world, { name: 'Zohra Haddad', role: 'guardian' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  await classOf(world, '6B', [rosa], [noor])
  for (const guardian of [amal, bilal, grand]) await guard(world, guardian, noor)
  await world.owner.query(
    "update guardianship set preset = 'information', scopes = '{feed,progress,copies}', authority = 'limited' where guardian_id = $1",
    [grand.id],
  )
})
afterAll(() => world.close())

const about = (id: string, body: object) => ({ params: { id }, body })
const asks = (who: Person, body: object) => who.ask(askRight, about(noor!.id, body))
const demands = (who: Person, body: object) => who.ask(demandRight, about(noor!.id, body))
type Mine = { id: string; kind: string; outcome: string | null; dueOn: string; words: string | null; standing: string }[]
const mine = async (who: Person) => (await who.ask(listMyRights)).body['requests'] as Mine

test('a guardian asks that something is put right, and has a number and a day in return', async () => {
  const { status, body } = await asks(amal!, { kind: 'rectification', field: 'person.names', words: 'Noor s’écrit Nour.' })
  expect(status).toBe(200)
  expect(body).toMatchObject({ number: expect.stringMatching(/^DR-\d{4}-[2-9A-Z]{6}$/), isAgain: false })
  const [first] = await mine(amal!)
  expect(first).toMatchObject({ kind: 'rectification', words: 'Noor s’écrit Nour.', outcome: null, dueOn: body['dueOn'] })
  expect(await facts(world)).toContain('rights.requested')
})

test('a number that nobody has compared with the law says so', async () => {
  expect((await mine(amal!)).map(({ standing }) => standing)).toEqual(['unverified'])
})

test('the same asked twice is one request, even at the same moment', async () => {
  const again = await asks(amal!, { kind: 'rectification', field: 'person.names', words: 'Encore.' })
  expect(again.body).toMatchObject({ isAgain: true })
  const both = await Promise.all([demands(amal!, { kind: 'restriction' }), demands(amal!, { kind: 'restriction' })])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect(new Set(both.map(({ body }) => body['id'])).size).toBe(1)
  expect((await mine(amal!)).map(({ kind }) => kind).toSorted()).toEqual(['rectification', 'restriction'])
})

test('the other guardian does not know that anything was asked: not in a list, not in a copy of the child’s data', async () => {
  expect(await mine(bilal!)).toEqual([])
  const copy = await bilal!.ask(exportPerson, { params: { id: noor!.id } })
  expect(copy.text).not.toContain('rights_request')
  expect(copy.text).not.toContain('rights.requested')
  const own = (await amal!.ask(exportPerson, { params: { id: amal!.id } })).text
  expect(own).toContain('rights_request')
})

test('nobody takes back what another has asked', async () => {
  const [first] = await mine(amal!)
  expect((await bilal!.ask(withdrawRight, { params: { id: first!.id } })).status).toBe(404)
  expect((await amal!.ask(withdrawRight, { params: { id: first!.id } })).status).toBe(200)
  expect((await amal!.ask(withdrawRight, { params: { id: first!.id } })).body.code).toBe('rights.already_closed')
})

test('a guardian who is only informed asks for copies, and not that a child is erased', async () => {
  expect((await asks(grand!, { kind: 'access' })).status).toBe(200)
  expect((await demands(grand!, { kind: 'erasure' })).status).toBe(403)
})

test('a teacher asks nothing about a pupil, and whoever must have no contact does not know of the child', async () => {
  expect((await asks(rosa!, { kind: 'access' })).status).toBe(403)
  await world.owner.query("update guardianship set preset = 'no_contact', scopes = '{}' where guardian_id = $1", [bilal!.id])
  expect((await asks(bilal!, { kind: 'access' })).status).toBe(404)
})

test('a young child asks a human, and the rest is asked with the family', async () => {
  await world.owner.query("update person set born_on = current_date - interval '9 years' where id = $1", [noor!.id])
  expect((await asks(noor!, { kind: 'access' })).status).toBe(403)
  expect((await demands(noor!, { kind: 'erasure' })).status).toBe(403)
  const words = 'Qui a lu mon mot ?'
  expect((await noor!.ask(askHuman, about(noor!.id, { words }))).status).toBe(200)
  expect((await mine(noor!))[0]).toMatchObject({ kind: 'human', words })
})

test('what is written is kept as it was typed, and what nobody types is refused', async () => {
  for (const [name, text] of Object.entries(nasty)) {
    const isTyped = text.trim().length <= 2000 && text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text.trim())
    const { status } = await dora!.ask(askHuman, about(dora!.id, { words: text }))
    expect(status, name).toBe(isTyped ? 200 : 422)
    if (isTyped) expect((await mine(dora!))[0]?.words).toBe(text.trim())
  }
})

test('an objection without a word, or something wrong without saying what, is asked back', async () => {
  expect((await demands(amal!, { kind: 'objection' })).body.code).toBe('rights.nothing_said')
  expect((await asks(amal!, { kind: 'rectification' })).body.code).toBe('rights.nothing_said')
})

test('who asks one thing after another waits, and is not refused', async () => {
  const lea = await person(world, { name: 'Léa Martin', role: 'guardian' })
  const again = () => lea.ask(askHuman, about(lea.id, { words: 'Et encore ?' }))
  for (let nth = 0; nth < 20; nth++) expect((await again()).status).toBe(200)
  await again()
  const { status, body } = await again()
  expect([status, body.code]).toEqual([429, 'too_many_tries'])
  world.move(86_400 * 2)
  await world.owner.query('delete from directory.throttle') // a day later the database has forgotten
  expect((await again()).status).toBe(200)
})

test('every kind of request arrives at the desk with its clock', async () => {
  const { cases } = (await dora!.ask(listRightCases)).body as { cases: { kind: string; dueOn: string }[] }
  expect(new Set(cases.map(({ kind }) => kind)).size).toBeGreaterThan(3)
  for (const { kind } of cases) expect(rightKinds).toContain(kind)
  expect((await rosa!.ask(listRightCases)).status).toBe(403)
})

test('what is held is shown as people say it: days by the school’s clock, and yes and no, as in the copy', async () => {
  const parts = await Promise.all(
    ['account', 'person', 'person_role'].map((table) =>
      amal!.ask(readMyPart, { params: { id: amal!.id, table }, query: { locale: 'sv' } }),
    ),
  )
  const values = parts.flatMap(({ body }) =>
    readMyPart.output
      .parse(body)
      .rows.flat()
      .map(({ value }) => value),
  )
  expect(values).toEqual(expect.arrayContaining(['ja', expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/)]))
  expect(values.filter((value) => /^(?:true|false)$|T[\d:.]+Z$/.test(value))).toEqual([])
})
