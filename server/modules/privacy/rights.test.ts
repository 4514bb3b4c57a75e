import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMe } from '#contract/people.ts'
import { erasePerson, exportPerson, previewErasure, whyHeld } from '#contract/privacy.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { linkTable } from '#modules/rosters/sealed.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { settled } from '#tests/ledger/ledger-world.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { person as personOwner } from '#vault/owners.ts'

let world: World
let office: Person
let rosa: Person
let noor: Person
let amal: Person
let otto: Person
beforeAll(async () => {
  world = await openWorld()
  office = await person(world, { name: 'Inès Office', role: 'office' })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'pupil' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  await classOf(world, '6B', [rosa], [noor, otto])
  await guard(world, amal, noor)
})
afterAll(() => world.close())

type Table = { table: string; rows: { as: string[]; values: Record<string, unknown> }[] }
const of = (tables: unknown, name: string) => (tables as Table[]).find(({ table }) => table === name)

test('a guardian gets everything that is held about the child, and nobody else’s name', async () => {
  const reply = await amal.ask(exportPerson, { params: { id: noor.id } })
  expect(reply.status, reply.text).toBe(200)
  expect(of(reply.body['tables'], 'public.person')?.rows[0]?.values).toMatchObject({
    id: 'self',
    names: { display: 'Noor Benali' },
    created_by: { someone: 'actor' },
  })
  expect(of(reply.body['tables'], 'public.guardianship')?.rows[0]?.values).toMatchObject({
    pupil_id: 'self',
    guardian_id: { someone: 'guardian' },
  })
  expect(of(reply.body['tables'], 'public.guardianship')?.rows[0]?.values).not.toHaveProperty('preset')
  expect(of(reply.body['tables'], 'public.class')?.rows[0]?.values).toMatchObject({ label: '6B' })
  expect(reply.body['html']).toContain('Ce que École du Préau détient à votre sujet')
  for (const stranger of ['Amal', 'Rosa', 'Otto']) expect(reply.text).not.toContain(stranger)
  expect(await facts(world)).toContain('export.made')
})

/** Puts every fact into the log: entries can be found once they are in it. */
const inOrder = async () => {
  const { pool, turn, close } = await openSequencing(world.installation, world.connection, world.keys)
  await settled(pool, { turn })
  await close()
}

test('an export says what the ledger holds about the person; a guardian is not told of other guardians by it', async () => {
  await inOrder()
  const eventsFor = async (who: Person) =>
    ((await who.ask(exportPerson, { params: { id: noor.id } })).body['entries'] as { at: string; event: string }[]).map(
      ({ event }) => event,
    )
  expect(await eventsFor(office)).toEqual(expect.arrayContaining(['person.created', 'guardianship.created']))
  const told = await eventsFor(amal)
  expect(told).toContain('person.created')
  expect(told.filter((event) => event.startsWith('guardianship'))).toEqual([])
  const exports = (events: string[]) => events.filter((event) => event === 'export.made').length
  const before = exports(await eventsFor(office))
  await inOrder() // twice the office's, once Amal's: hers stands in her own file
  expect(exports(await eventsFor(office))).toBe(before + 2)
})

test('a teacher may see a pupil and not take the pupil’s file away', async () => {
  expect((await rosa.ask(exportPerson, { params: { id: noor.id } })).status).toBe(403)
})

test('a guardian cannot tell that another child exists', async () => {
  expect((await amal.ask(exportPerson, { params: { id: otto.id } })).status).toBe(404)
})

test('a guardian learns from the child’s file nothing of the other guardian: not who, not how many', async () => {
  const bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian' })
  await guard(world, bilal, noor)
  await guard(world, bilal, otto)
  await importedEdge(bilal)
  for (const [me, other] of [
    [amal, bilal],
    [bilal, amal],
  ] as const) {
    const reply = await me.ask(exportPerson, { params: { id: noor.id } })
    const tables = reply.body['tables']
    expect(of(tables, 'public.guardianship')?.rows).toHaveLength(1)
    const changes = of(tables, 'vault.change')?.rows.filter(({ values }) => JSON.stringify(values).includes('guardianship'))
    expect(changes?.length).toBe(1)
    expect(of(tables, 'public.roster_link')).toBeUndefined()
    const preview = await me.ask(previewErasure, { params: { id: noor.id } })
    expect(preview.body['outcomes']).toContainEqual(expect.objectContaining({ table: 'public.guardianship', rows: 1 }))
    for (const text of [reply.text, preview.text])
      for (const told of [other.id, other.accountId, other.name, other.name.split(' ')[0]!]) expect(text).not.toContain(told)
  }
  const all = await office.ask(exportPerson, { params: { id: noor.id } })
  expect(of(all.body['tables'], 'public.guardianship')?.rows).toHaveLength(2)
  expect(of(all.body['tables'], 'public.roster_link')?.rows).toHaveLength(1)
  expect(all.text).not.toContain(bilal.id)
})

/** What an import leaves of an edge: a link of the pupil that names the guardian within. */
const importedEdge = (guardian: Person) =>
  asSchool(world.installation, world.schoolId, 'enrolment', 'roster.arrange', async ({ tx, vault }) => {
    const { schoolId } = world
    const [id, sourceId, runId] = [uuidv7(), uuidv7(), uuidv7()]
    const content = { id: 'edge-1', mark: '', note: { otherId: guardian.id, relation: 'parent' } }
    const [sealed] = await vault.seal(tx, schoolId, linkTable.table, [{ id, owners: personOwner(noor.id), content }])
    await world.owner.query("insert into roster_source (school_id, id, code, created_at) values ($1, $2, 'edges', now())", [
      schoolId,
      sourceId,
    ])
    await tx
      .insertInto('rosterLink')
      .values({ schoolId, id, sourceId, kind: 'guardianship', personId: noor.id, addedRunId: runId, runId, sealed: sealed! })
      .execute()
  })

test('why something is held is said in the reader’s language', async () => {
  const reply = await amal.ask(whyHeld, { params: { table: 'person', field: 'names' }, query: { locale: 'sv' } })
  expect(reply.body).toMatchObject({
    category: 'namn',
    kept: 'så länge personen hör till skolan',
    basis:
      'För inskrivning, undervisning och administration, med stöd av skolans uppgift av allmänt intresse (RGPD, art. 6(1)(e)).',
  })
})

test('before anyone is erased, the office sees what goes, what stays, until when and why', async () => {
  const reply = await office.ask(previewErasure, { params: { id: noor.id }, query: { locale: 'en' } })
  expect(reply.status, reply.text).toBe(200)
  const outcomes = reply.body['outcomes'] as { table: string; outcome: string; until?: string; because?: string }[]
  expect(outcomes).toContainEqual({ table: 'public.person', what: 'Record of the person', rows: 1, outcome: 'deleted' })
  expect(outcomes).toContainEqual(
    expect.objectContaining({
      table: 'public.class',
      outcome: 'kept',
      because: 'It belongs to everyone in the class and names nobody.',
      until: expect.stringMatching(/-08-31$/),
    }),
  )
  expect(reply.body['withAccount']).toBe(true)
})

test('a guardian sees what erasing the child would do, and cannot do it', async () => {
  expect((await amal.ask(previewErasure, { params: { id: noor.id } })).status).toBe(200)
  expect((await amal.ask(erasePerson, { params: { id: noor.id }, body: {} })).status).toBe(403)
})

test('nobody erases themselves alone', async () => {
  expect((await office.ask(erasePerson, { params: { id: office.id }, body: {} })).body.code).toBe('erasure.of_oneself')
})

test('erased, a pupil is nowhere: not for the office, not to sign in, and the journal outside the database knows it', async () => {
  const reply = await office.ask(erasePerson, { params: { id: noor.id }, body: {} })
  expect(reply.status, reply.text).toBe(200)
  expect(reply.body).toMatchObject({ keys: 2, code: expect.stringMatching(/^[0-9a-f]{32}$/) })
  expect((await office.ask(exportPerson, { params: { id: noor.id } })).status).toBe(404)
  expect((await noor.ask(readMe)).status).toBe(401)
  expect((await world.installation.custody.journal.written()).map(({ owner, kind }) => `${kind} ${owner}`)).toEqual(
    expect.arrayContaining([`person ${noor.id}`, `account ${noor.accountId}`]),
  )
  const { rows } = await world.owner.query('select from vault.key where owner_id = any ($1)', [[noor.id, noor.accountId]])
  expect(rows).toEqual([])
})
