import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RosterPreview, stageImport } from '#contract/rosters.ts'
import { changing } from '#kernel/changes.ts'
import { type Actor, as } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { personTable } from '#modules/people/index.ts'
import { dayInParis } from '#tests/days.ts'
import { person as personOwner } from '#vault/owners.ts'
import { fileOf, packageOf, smallSchool, spoilt } from '../../../tests/packages.ts'
import { openWorld, type Person, person, type World } from '../../../tests/world.ts'
import { apply, stage } from './importing.ts'
import { undo } from './undoing.ts'
import { upload } from './upload.ts'

let world: World
let office: Person
beforeAll(async () => {
  world = await openWorld()
  office = await person(world, { name: 'Ingrid Office', role: 'office' })
})
afterAll(() => world.close())

const operator = () => ({ schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() })

const carriedOut = async (preview: RosterPreview) => {
  await apply.perform(world.installation, operator(), { params: { id: preview.id }, query: {}, body: { leaving: true } })
  await world.doJobs()
  world.move(60)
  return preview
}

const imported = async (files: Record<string, string>, source: string) => {
  // Each source has a mother of its own: with one address and one name she would be one person in all of them.
  const ownMother = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, text.replaceAll('amal@home.example', `amal@${source}.example`)]),
  )
  const body = { package: upload(packageOf(ownMother)), source }
  const { output } = await stage.perform(world.installation, operator(), { params: {}, query: {}, body })
  return carriedOut(stageImport.output.parse(output))
}

const asked = async (id: string) => {
  const { output } = await undo.perform(world.installation, operator(), { params: { id }, query: {}, body: {} })
  return stageImport.output.parse(output)
}
const undone = async (id: string) => carriedOut(await asked(id))

const peopleIn = ({ counts: { person } }: RosterPreview) => [person.arriving, person.changing, person.leaving]

/** How the people of a source stand, by name: their state, what they are now, and in how many classes. */
const standing = (source: string) =>
  asSchool(world.installation, world.schoolId, 'administration', 'person.arrange', async ({ tx, vault, emit, now }) => {
    emit('directory.searched', { results: 0 })
    const { rows } = await world.owner.query<{
      id: string
      sealed: Buffer
      state: string
      roles: string[]
      places: number
      family: number
    }>(
      `select p.id, p.sealed, (select state from person_state s where s.person_id = p.id order by from_at desc, id desc limit 1) as state,
        array(select role from person_role r where r.person_id = p.id and r.from_at <= $2 and (r.until_at is null or r.until_at > $2)) as roles,
        (select count(*)::int from enrolment e where e.person_id = p.id and (e.until_on is null or e.until_on > $3)) as places,
        (select count(*)::int from guardianship g where g.pupil_id = p.id and g.until_at is null) as family
      from person p where p.id in (select person_id from roster_link l join roster_source s on s.id = l.source_id where s.code = $1 and l.kind = 'person')`,
      [source, now, dayInParis(now)],
    )
    const opened = await vault.open(tx, world.schoolId, personTable, rows)
    return Object.fromEntries(
      rows.map(({ state, roles, places, family }, nth) => [
        opened[nth]?.names.display ?? '',
        [state, ...roles, `${places} ${family}`].join(' '),
      ]),
    )
  })

/** A school with places that last beyond the day of the test. */
const school = () => spoilt('enrollments.csv', '2026-06-12', '2099-06-12', smallSchool())

const rename = (id: string, display: string) =>
  asSchool(world.installation, world.schoolId, 'administration', 'person.rename', async ({ tx, vault, emit }) => {
    emit('directory.searched', { results: 0 })
    const rows = await tx.selectFrom('person').where('id', '=', id).select(['id', 'sealed']).execute()
    const [content] = await vault.open(tx, world.schoolId, personTable, rows)
    if (!content) throw new Error('nobody')
    const named = { ...content, names: { ...content.names, display } }
    const [sealed] = await vault.seal(tx, world.schoolId, personTable.table, [{ id, owners: personOwner(id), content: named }])
    await changing(tx, personTable, ['names'])
    await tx
      .updateTable('person')
      .set({ sealed: sealed ?? Buffer.alloc(0) })
      .where('schoolId', '=', world.schoolId)
      .where('id', '=', id)
      .execute()
  })

const idOf = async (source: string, username: string) => {
  const [found] = await asSchool(
    world.installation,
    world.schoolId,
    'administration',
    'person.arrange',
    async ({ tx, vault, emit }) => {
      emit('directory.searched', { results: 0 })
      return vault.find(tx, 'username', world.schoolId, [username])
    },
  )
  return found?.id ?? source
}

const all = {
  'Rosa Lindqvist': 'active teacher 1 0',
  'Noor Haddad': 'active pupil 1 1',
  'Amal Haddad': 'active guardian 0 0',
}
const none = { 'Rosa Lindqvist': 'leaving 0 0', 'Noor Haddad': 'leaving 0 0', 'Amal Haddad': 'leaving 0 0' }

test('a first import taken back: everybody it brought is leaving, nobody is deleted; and the package can come again', async () => {
  const { id } = await imported(school(), 'first')
  expect(await standing('first')).toEqual(all)
  const preview = await asked(id)
  expect([peopleIn(preview), preview.asksAgain, preview.undoes]).toEqual([[0, 0, 3], true, id])
  await carriedOut(preview)
  expect(await standing('first')).toEqual(none)
  const again = await imported(school(), 'first')
  expect(peopleIn(again)).toEqual([3, 0, 0])
  expect(await standing('first')).toEqual(all)
})

test('a leaving taken back: role, place and family are what they were', async () => {
  await imported(school(), 'leaving')
  const files = school()
  files['users.csv'] = fileOf('users.csv').replace(/p1,.*\r\n/, '')
  files['enrollments.csv'] = fileOf('enrollments.csv').replace(/e2,.*\r\n/, '')
  files['roles.csv'] = fileOf('roles.csv').replace(/r2,.*\r\n/, '')
  const { id } = await imported(files, 'leaving')
  expect(await standing('leaving')).toEqual({ ...all, 'Noor Haddad': 'leaving 0 0' })
  const preview = await undone(id)
  expect(peopleIn(preview)).toEqual([1, 0, 0])
  expect(await standing('leaving')).toEqual(all)
  expect((await imported(school(), 'leaving')).touched).toBe(0)
})

test('a changed name taken back is the old name; taken back once more, the new one', async () => {
  await imported(school(), 'names')
  const { id } = await imported(spoilt('users.csv', ',Haddad,,P-1', ',Haddad-Berg,,P-1', school()), 'names')
  expect(Object.keys(await standing('names'))).toContain('Noor Haddad-Berg')
  const back = await undone(id)
  expect(peopleIn(back)).toEqual([0, 1, 0])
  expect(await standing('names')).toEqual(all)
  await undone(back.id)
  expect(Object.keys(await standing('names'))).toContain('Noor Haddad-Berg')
})

test('taking back what was taken back brings everybody again', async () => {
  const { id } = await imported(school(), 'twice')
  const back = await undone(id)
  expect(await standing('twice')).toEqual(none)
  expect(peopleIn(await undone(back.id))).toEqual([3, 0, 0])
  expect(await standing('twice')).toEqual(all)
  expect((await imported(school(), 'twice')).touched).toBe(0)
})

test('whoever was edited since stays as they are, and the preview says so by name', async () => {
  const files = spoilt('users.csv', 'rosa,,Rosa', 'rosa.edited,,Rosa', school())
  const { id } = await imported(files, 'edited')
  await rename(await idOf('edited', 'rosa.edited'), 'Rosa L.')
  const preview = await asked(id)
  expect(preview.differences).toContainEqual({ kind: 'person', change: 'kept', display: 'Rosa L.' })
  expect(peopleIn(preview)).toEqual([0, 0, 2])
  await carriedOut(preview)
  expect(await standing('edited')).toEqual({
    'Rosa L.': 'active teacher 1 0',
    'Noor Haddad': 'leaving 0 0',
    'Amal Haddad': 'leaving 0 0',
  })
})

test('an import is taken back once, and not after seven days', async () => {
  const { id } = await imported(school(), 'once')
  await undone(id)
  await expect(asked(id)).rejects.toMatchObject({ code: 'roster.not_undoable' })
  const late = await imported(school(), 'late')
  world.move(8 * 86_400)
  await expect(asked(late.id)).rejects.toMatchObject({ code: 'roster.not_undoable' })
})

test('the log of changes is seen by whoever takes an import back, and by no other action of the same office', async () => {
  await imported(smallSchool(), 'seen')
  const session = createHash('sha256').update(office.token).digest()
  const seenBy = (action: string, who: Partial<Actor> = {}) => {
    const actor: Actor = {
      ...{
        schoolId: world.schoolId,
        personId: office.id,
        accountId: office.accountId,
        session,
        purpose: 'enrolment',
        requestId: uuidv7(),
      },
      ...{ action, ...who },
    }
    return as(world.installation.db, actor, async (tx) => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from vault.change`.execute(tx)
      return (rows[0]?.n ?? 0) > 0
    })
  }
  const system = { personId: nobody, accountId: null, session: null }
  expect([await seenBy('roster.import.undo'), await seenBy('roster.import.carry_out', system)]).toEqual([true, true])
  for (const action of ['person.list', 'roster.import.read', 'roster.import.stage', 'privacy.export'])
    expect([await seenBy(action), await seenBy(action, system)]).toEqual([false, false])
})
