import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { beginConversation, readConversation } from '#contract/conversations.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { addContact } from '#contract/family-adults.ts'
import { readMe } from '#contract/people.ts'
import { exportPerson } from '#contract/privacy.ts'
import { readPupil } from '#contract/pupil-page.ts'
import { countRestricted, endRestriction, liftRestriction, listRestrictions, restrictedWord } from '#contract/restricting.ts'
import { decideRight, demandRight, listMyRights, type MyRequest } from '#contract/rights.ts'
import { changing } from '#kernel/changes.ts'
import { personalTables, sealedIn } from '#kernel/personal-data.ts'
import { asSchool } from '#kernel/system.ts'
import { personTable } from '#modules/people/index.ts'
import { actions, dataMap } from '#server/registry.ts'
import { person as personOwner } from '#vault/owners.ts'
import { type CastName, raiseCurtain, type Stage } from './cast.ts'
import { exampleOf } from './examples.ts'
import type { Asking } from './world.ts'

vi.setConfig({ testTimeout: 240_000 })

/** Stands in everything that is held of Noor, and nowhere else. */
const MARK = 'Zylphe'
const BORN = '2014-02-27'
let stage: Stage
beforeAll(async () => {
  stage = await raiseCurtain()
  const { world, people } = stage
  const { installation, schoolId } = world
  await asSchool(installation, schoolId, 'administration', 'person.arrange', async ({ tx, vault }) => {
    const names = { display: `${MARK} Benali`, sort: `Benali ${MARK}`, order: 'given_first' as const }
    const content = { names, username: `${MARK}.user`, email: `${MARK}@example.org`, grade: '6' }
    const rows = [{ id: people.noor.id, owners: personOwner(people.noor.id), content }]
    const [sealed] = await vault.seal(tx, schoolId, personTable.table, rows)
    await changing(tx, personTable, ['names', 'username', 'email', 'grade'])
    await sql`update person set sealed = ${sealed}, born_on = ${BORN} where id = ${people.noor.id}`.execute(tx)
  })
  const contact = { name: `Tante ${MARK}`, phone: '+33 1 23 45 67 89' }
  const added = await people.olga.ask(addContact, { params: { id: people.noor.id }, body: contact })
  expect(added.status, added.text).toBe(200)
  await people.amal.ask(beginConversation, {
    body: {
      ...{ line: 'teacher_guardian', side: 'family', classId: stage.class6B, pupilIds: [people.noor.id] },
      ...{ topic: `${MARK} et le cahier`, text: `${MARK} a oublié son cahier.`, language: 'fr' },
    },
  })
}, 120_000)
afterAll(() => stage.world.close())
afterEach(() =>
  stage.world.owner.query(
    'update restriction set lifts_at = now(), lifted_by = made_by where lifts_at is null or lifts_at > now()',
  ),
)

/** Everyone who works at the school, and a guardian without contact: none of them decides about Noor. */
const readers = ['rosa', 'otto', 'bilal', 'ines', 'olga', 'ada', 'dora', 'sami'] as const satisfies readonly CastName[]
const reads = actions.map(({ endpoint }) => endpoint).filter(({ method, scope }) => method === 'GET' && scope === 'school')
const isFor = (endpoint: Endpoint) => endpoint.purposes.filter((purpose) => purpose !== 'legal')

/** Of each endpoint a question that makes sense, put on the stage before anything is restricted: afterwards nobody could. */
const examples = new Map<string, Asking>()
const bugs: string[] = []
beforeAll(async () => {
  for (const endpoint of reads) examples.set(endpoint.name, await exampleOf(stage, endpoint))
  stage.world.installation.log.error = ({ err }: { err?: Error }) => void bugs.push(`${err?.stack}`)
}, 120_000)

/** Whoever reads anything of Noor, by endpoint, reader and purpose. */
const served = async (only = reads): Promise<string[]> => {
  const found: string[] = []
  for (const endpoint of only) {
    if (isFor(endpoint).length === 0) continue
    const asked = examples.get(endpoint.name) ?? {}
    for (const reader of readers)
      for (const purpose of isFor(endpoint)) {
        const reply = await (await stage.as(reader))(endpoint, { ...asked, headers: { ...asked.headers, 'x-purpose': purpose } })
        expect(reply.status, `${endpoint.name} for ${reader}: ${reply.text.slice(0, 200)} ${bugs.join()}`).toBeLessThan(500)
        if (reply.text.includes(MARK) || reply.text.includes(BORN)) found.push(`${endpoint.name} ${reader} ${purpose}`)
      }
  }
  return found
}

const { amal, noor, rosa, dora, olga } = new Proxy({} as Stage['people'], {
  get: (_, name: keyof Stage['people']) => new Proxy({}, { get: (__, what: 'id' | 'ask') => stage.people[name][what] }),
})
const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
const answer = 'Nous limitons.'
const granted = async (parts?: string[]) => {
  const { body } = await amal.ask(demandRight, at(noor.id, { kind: 'restriction', words: 'Le nom est contesté' }))
  const reply = await dora.ask(decideRight, at(body['id'], { outcome: 'granted', answer, ...(parts ? { parts } : {}) }))
  expect(reply.status, reply.text).toBe(200)
  const { requests } = (await amal.ask(listMyRights)).body as { requests: MyRequest[] }
  return requests.find(({ id }) => id === body['id'])!.restriction!
}

test('what is restricted is served for no other purpose by any endpoint, and everything of it was before', async () => {
  const before = await served()
  expect(new Set(before.map((one) => one.split(' ')[0])).size).toBeGreaterThan(15)
  const { id, parts } = await granted()
  expect(parts).toBeNull()
  expect(await served()).toEqual([])
  expect((await amal.ask(endRestriction, at(id))).status).toBe(200)
})

test('the reader is told that it is restricted, the person and who decides about them read on, and so does the desk for the law', async () => {
  const { id } = await granted()
  const page = await rosa.ask(readPupil, at(noor.id))
  expect([page.status, page.body.code]).toEqual([423, 'record.restricted'])
  expect((await rosa.ask(countRestricted)).body).toEqual({ people: 1 })
  expect((await amal.ask(countRestricted)).body).toEqual({ people: 0 })
  expect((await noor.ask(readMe)).text).toContain(MARK)
  expect((await amal.ask(readMe)).text).toContain(MARK)
  const list = await rosa.ask(actions.find(({ endpoint }) => endpoint.name === 'class.read')!.endpoint, at(stage.class6B))
  expect(list.text).toContain(restrictedWord.fr)
  const copy = await olga.ask(exportPerson, { ...at(noor.id), headers: { 'x-purpose': 'legal' } })
  expect([copy.status, copy.text.includes(MARK)]).toEqual([200, true])
  expect((await amal.ask(endRestriction, at(id))).status).toBe(200)
  expect((await rosa.ask(readPupil, at(noor.id))).status).toBe(200)
})

test('lifting is said seven days before, and until then nothing changes', async () => {
  const { id } = await granted()
  expect((await dora.ask(listRestrictions)).body).toMatchObject({ restrictions: [{ id, canLift: true, liftsAt: null }] })
  expect((await rosa.ask(liftRestriction, at(id))).status).toBe(404)
  const lifted = await dora.ask(liftRestriction, at(id))
  expect(lifted.status, lifted.text).toBe(200)
  expect((await dora.ask(liftRestriction, at(id))).body.code).toBe('rights.already_closed')
  const { requests } = (await amal.ask(listMyRights)).body as { requests: MyRequest[] }
  expect(requests.find(({ restriction }) => restriction?.id === id)?.restriction?.liftsAt).toBe(lifted.body['liftsAt'])
  expect((await rosa.ask(readPupil, at(noor.id))).status).toBe(423)
  await stage.world.owner.query('update restriction set lifts_at = now() where id = $1', [id])
  expect((await rosa.ask(readPupil, at(noor.id))).status).toBe(200)
})

test('of parts, only those are restricted', async () => {
  const { id, parts } = await granted(['messages'])
  expect(parts).toEqual(['messages'])
  expect((await rosa.ask(readPupil, at(noor.id))).text).toContain(MARK)
  const found = await served(
    reads.filter(({ name }) => ['conversation.read', 'class.read', 'privacy.erasure.preview'].includes(name)),
  )
  expect(new Set(found.map((one) => one.split(' ')[0]))).toContain('class.read')
  const written = await rosa.ask(readConversation, { ...examples.get('conversation.read') })
  expect([written.status, written.text.includes('cahier'), written.text.includes(restrictedWord.fr)]).toEqual([200, false, true])
  expect((await amal.ask(endRestriction, at(id))).status).toBe(200)
})

test('what the map exempts from restriction opens for whoever is restricted, and nothing else does', () => {
  const ofPeople = personalTables(dataMap).flatMap((table) => {
    const sealed = sealedIn(table)
    return sealed?.column.owners.some(({ kind }) => kind === 'person') ? [{ table, of: sealed.column.of }] : []
  })
  expect(ofPeople.length).toBeGreaterThan(10)
  const wrong = ofPeople.filter(({ table, of }) => of.exempt && typeof table.restrict === 'string')
  expect(wrong.map(({ table }) => table.table)).toEqual([])
  const silent = ofPeople.filter(({ table, of }) => !of.exempt && !of.masked && typeof table.restrict !== 'string')
  expect(silent.map(({ table }) => table.table)).toEqual([])
})

test('what was masked cannot be sealed: it would lose what it stands for', async () => {
  const { installation, schoolId } = stage.world
  const { id } = await granted()
  const copying = asSchool(installation, schoolId, 'teaching', 'person.arrange', async ({ tx, vault }) => {
    const { rows } = await sql<{ sealed: Buffer }>`select sealed from person where id = ${noor.id}`.execute(tx)
    const [content] = await vault.open(tx, schoolId, personTable, [{ id: noor.id, sealed: rows[0]!.sealed }])
    expect(content!.names.display).toBe(restrictedWord.fr)
    const copy = { username: 'x', names: { ...content!.names } }
    await vault.seal(tx, schoolId, personTable.table, [{ id: noor.id, owners: personOwner(noor.id), content: copy }])
  })
  await expect(copying).rejects.toMatchObject({ code: 'vault.restricted' })
  expect((await amal.ask(endRestriction, at(id))).status).toBe(200)
})
