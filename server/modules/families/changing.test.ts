import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listClasses, readClass } from '#contract/classes.ts'
import { askChange, decideChange, presets, readFamily } from '#contract/families.ts'
import { readPersonReads } from '#contract/ledger-reading.ts'
import { readMyData } from '#contract/my-data.ts'
import { readMe } from '#contract/people.ts'
import { exportPerson } from '#contract/privacy.ts'
import { edgeOf, type Household, openHousehold, pageOf } from '#tests/families.ts'
import { facts, type Person } from '#tests/world.ts'

let home: Household
beforeAll(async () => {
  home = await openHousehold()
})
afterAll(() => home.world.close())
beforeEach(async () => {
  await home.world.owner.query('delete from guardianship_change')
  await home.world.owner.query(
    "update guardianship set preset = 'equal', scopes = array['feed','progress','message','absence','sign','pick_up','pay','copies'], authority = 'joint'",
  )
})

type Preset = keyof typeof presets
const reference = 'TJ Lyon, 3 mars 2026, n° 26/01234'
const asks = async (who: Person, preset: Preset, scopes: readonly string[] = presets[preset], about = home.people.bilal) =>
  who.ask(askChange, { params: { id: (await edgeOf(home, about)).id }, body: { preset, scopes, reference } })
const signs = (who: Person, id: string, verdict = 'countersigned') => who.ask(decideChange, { params: { id }, body: { verdict } })
const changes = async (preset: Preset, scopes?: readonly string[]) => {
  const { ines, ada } = home.people
  const { body } = await asks(ines, preset, scopes)
  return signs(ada, `${body['id']}`)
}

test('what the head asks for holds when the administrator has countersigned, and not before', async () => {
  const { ines, ada, bilal } = home.people
  const { body } = await asks(ines, 'court_restricted')
  expect(await edgeOf(home, bilal)).toMatchObject({ preset: 'equal' })
  expect((await signs(ada, `${body['id']}`)).body).toMatchObject({ verdict: 'countersigned' })
  expect(await edgeOf(home, bilal)).toMatchObject({ preset: 'court_restricted', scopes: ['progress', 'copies'] })
  expect(await facts(home.world)).toEqual(expect.arrayContaining(['guardianship.change_asked', 'guardianship.change_decided']))
})

test('whoever a change is about learns nothing of it from a copy of the own data, nor from the child’s', async () => {
  const { ines, bilal, noor } = home.people
  await asks(ines, 'court_restricted')
  for (const about of [bilal, noor]) {
    const asked = { params: { id: about.id } }
    const mine = await bilal.ask(readMyData, asked)
    expect(mine.status, mine.text).toBe(200)
    const copy = await bilal.ask(exportPerson, asked)
    for (const said of [mine.text, copy.text]) expect(said).not.toMatch(/guardianship_change|court_restricted/)
  }
})

test('nobody signs for themselves: whoever asked can only take it back', async () => {
  const { ines } = home.people
  const { body } = await asks(ines, 'information')
  expect((await signs(ines, `${body['id']}`)).body.code).toBe('guardianship.own_signature')
  expect((await signs(ines, `${body['id']}`, 'declined')).body).toMatchObject({ verdict: 'withdrawn' })
})

test('nor could the database be told that one person signed twice', async () => {
  const { ines } = home.people
  const { body } = await asks(ines, 'information')
  const signing = home.world.owner.query(
    "update guardianship_change set verdict = 'countersigned', decided_by = asked_by, decided_at = now() where id = $1",
    [body['id']],
  )
  await expect(signing).rejects.toThrow('guardianship_change_by_two')
})

test('the office may sign and not ask, a teacher neither; without a reference nothing is asked', async () => {
  const { olga, rosa, ines } = home.people
  expect((await asks(olga, 'information')).status).toBe(403)
  expect((await asks(rosa, 'information')).status).toBe(403)
  const { id } = await edgeOf(home, home.people.bilal)
  const bare = await ines.ask(askChange, { params: { id }, body: { preset: 'information', scopes: [], reference: ' ' } })
  expect(bare.status).toBe(422)
  const { body } = await asks(ines, 'information')
  expect((await signs(rosa, `${body['id']}`)).status).toBe(404)
  expect((await signs(olga, `${body['id']}`)).status).toBe(200)
})

test('of two changes of one edge the second waits; of two who sign at once one does', async () => {
  const { ines, ada, olga } = home.people
  const { body } = await asks(ines, 'information')
  expect((await asks(ada, 'no_contact')).body.code).toBe('guardianship.change_waiting')
  const both = await Promise.all([signs(ada, `${body['id']}`), signs(olga, `${body['id']}`)])
  expect(both.map(({ body: { code } }) => code ?? 'signed').toSorted()).toEqual(['guardianship.change_decided', 'signed'])
  expect((await edgeOf(home, home.people.bilal)).preset).toBe('information')
})

test('what has changed since it was asked for is asked for anew', async () => {
  const { ines, ada, bilal } = home.people
  const { body } = await asks(ines, 'information')
  await home.world.owner.query('update guardianship set version = version + 1 where guardian_id = $1', [bilal.id])
  expect((await signs(ada, `${body['id']}`)).body.code).toBe('guardianship.changed_meanwhile')
  const { id } = await edgeOf(home, bilal)
  const old = { params: { id }, body: { preset: 'information', scopes: [], reference }, headers: { 'if-match': '"1"' } }
  expect((await ines.ask(askChange, old)).body.code).toMatch(/version_conflict|change_waiting/)
})

const classes = async (who: Person) => ((await who.ask(listClasses)).body['classes'] as unknown[]).length
const sees = (who: Person, endpoint: typeof exportPerson | typeof readPersonReads) =>
  who.ask(endpoint, { params: { id: home.people.noor.id } }).then(({ status }) => status)

test('each scope opens what it names: the class with the feed, copies with the copies, a name where it may be known', async () => {
  const { bilal, noor } = home.people
  expect([await classes(bilal), await sees(bilal, exportPerson), await sees(bilal, readPersonReads)]).toEqual([1, 200, 200])
  await changes('relative')
  expect([await classes(bilal), await sees(bilal, exportPerson), await sees(bilal, readPersonReads)]).toEqual([1, 403, 403])
  await changes('court_restricted')
  expect([await classes(bilal), await sees(bilal, exportPerson), await sees(bilal, readPersonReads)]).toEqual([0, 200, 200])
  expect((await pageOf(bilal)).children[0]).toMatchObject({ id: noor.id, others: [] })
  await changes('equal', [...presets.equal, 'other_guardian'])
  expect((await pageOf(bilal)).children[0]?.others).toEqual(['Amal Benali'])
  expect((await pageOf(home.people.amal)).children[0]?.others).toEqual([])
})

test('a restriction is silent: a smaller app, and not a word of why', async () => {
  const { bilal, class6B } = { ...home.people, class6B: home.class6B }
  await changes('no_contact')
  const answers = [
    await bilal.ask(readMe),
    await bilal.ask(listClasses),
    await bilal.ask(readClass, { params: { id: class6B } }),
    await bilal.ask(readFamily, { params: { id: home.people.noor.id } }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 404])
  const page = await pageOf(bilal)
  expect(page.children).toEqual([])
  const said = [...answers.map(({ text }) => text), JSON.stringify(page)].join()
  expect(said).not.toMatch(/no_contact|court|restricted|blocked|Noor|Amal|TJ Lyon/)
})

test('who runs the school reads who changed it and why; the teacher reads who may do what, and nothing of the ruling', async () => {
  const { olga, rosa, noor } = home.people
  await changes('court_restricted')
  const forOffice = (await olga.ask(readFamily, { params: { id: noor.id } })).body
  expect(forOffice['changes']).toMatchObject([{ reference, askedBy: 'Inès Tremblay', decidedBy: 'Ada Yasuda', before: 'equal' }])
  const forRosa = await rosa.ask(readFamily, { params: { id: noor.id } })
  expect(forRosa.body).toMatchObject({ changes: [], can: { ask: false, countersign: false } })
  expect(forRosa.text).not.toContain('Lyon')
})
