import { afterAll, beforeAll, expect, test } from 'vitest'
import { changing } from '#kernel/changes.ts'
import { as } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { type PersonContent, personTable } from '#modules/people/index.ts'
import { openWorld, type Person, person, type World } from '#tests/world.ts'
import { person as personOwner } from '#vault/owners.ts'

let world: World
let noor: Person
beforeAll(async () => {
  world = await openWorld()
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
})
afterAll(() => world.close())

const content: PersonContent = { names: { display: 'Noor B.', sort: 'B. Noor', order: 'given_first' }, username: 'noor.abc' }

const rename = (fields: readonly (keyof PersonContent)[] | undefined) =>
  asSchool(world.installation, world.schoolId, 'administration', 'person.rename', async ({ tx, vault }) => {
    const [sealed] = await vault.seal(tx, world.schoolId, personTable.table, [
      { id: noor.id, owners: personOwner(noor.id), content },
    ])
    if (fields) await changing(tx, personTable, fields)
    await tx
      .updateTable('person')
      .set({ sealed: sealed! })
      .where('schoolId', '=', world.schoolId)
      .where('id', '=', noor.id)
      .execute()
  })

type Change = { kind: string; action: string; actor_id: string; fields: string[]; before: Buffer | null; after: Buffer | null }
const changes = async (table: string, id: string) =>
  (
    await world.owner.query<Change>('select * from vault.change where table_name = $1 and row_id = $2 order by number', [
      table,
      id,
    ])
  ).rows

test('a name cannot change without anybody saying that it is the name', async () => {
  await expect(rename(undefined)).rejects.toThrow('changed without saying which fields')
})

test('whoever changes a name is in the log, with the blobs as they were, which open for whom the row opens', async () => {
  await rename(['names'])
  const [made, renamed] = await changes('public.person', noor.id)
  expect(made).toMatchObject({ kind: 'insert', action: 'person.arrange', fields: ['*'] })
  expect(renamed).toMatchObject({ kind: 'update', action: 'person.rename', actor_id: nobody, fields: ['names'] })
  const rows = [renamed!.before!, renamed!.after!].map((sealed) => ({ id: noor.id, sealed }))
  const [before, after] = await asSchool(world.installation, world.schoolId, 'legal', 'change.read', ({ tx, vault }) =>
    vault.open(tx, world.schoolId, personTable, rows),
  )
  expect([before!.names.display, after!.names.display]).toEqual(['Noor Benali', 'Noor B.'])
})

test('what was said about one change does not count for the next', async () => {
  const twice = asSchool(world.installation, world.schoolId, 'administration', 'person.rename', async ({ tx, vault }) => {
    await changing(tx, personTable, ['names'])
    for (const display of ['One', 'Two']) {
      const named = { ...content, names: { ...content.names, display } }
      const [sealed] = await vault.seal(tx, world.schoolId, personTable.table, [
        { id: noor.id, owners: personOwner(noor.id), content: named },
      ])
      await tx
        .updateTable('person')
        .set({ sealed: sealed! })
        .where('schoolId', '=', world.schoolId)
        .where('id', '=', noor.id)
        .execute()
    }
  })
  await expect(twice).rejects.toThrow('changed without saying which fields')
})

test('fields in clear are found by the database itself, and what says nothing about anyone is not logged', async () => {
  const { id } = (await world.owner.query<{ id: string }>('select id from person_role where person_id = $1', [noor.id])).rows[0]!
  await world.owner.query("update person_role set until_at = '2031-01-01' where id = $1", [id])
  await world.owner.query('update person set version = version + 1 where id = $1', [noor.id])
  expect((await changes('public.person_role', id)).at(-1)).toMatchObject({
    kind: 'update',
    action: 'tests.arrange',
    fields: ['until_at'],
    before: null,
  })
  expect((await changes('public.person', noor.id)).length).toBe(2)
})

test('nobody writes about a person without an action, not even the owner of the tables', async () => {
  const client = await world.owner.connect()
  await client.query("set app.context = ''")
  await expect(client.query('delete from person_role where person_id = $1', [noor.id])).rejects.toThrow(
    'without an actor and an action',
  )
  client.release(true)
})

test('the log is written by the database alone: no action can write or change it, and only the taking back of an import reads', async () => {
  const actor = {
    schoolId: world.schoolId,
    personId: nobody,
    accountId: null,
    session: null,
    purpose: 'administration',
    requestId: nobody,
    action: 'person.rename',
  } as const
  const { sql } = await import('kysely')
  const reads = (action: string) =>
    as(world.installation.db, { ...actor, action }, (tx) => sql`select from vault.change`.execute(tx)).then(
      ({ rows }) => rows.length,
    )
  expect(await reads('person.rename')).toBe(0)
  expect(await reads('roster.import.undo')).toBeGreaterThan(0)
  for (const attempt of ['delete from vault.change', "update vault.change set action = 'x'"]) {
    await expect(as(world.installation.db, actor, (tx) => sql.raw(attempt).execute(tx))).rejects.toThrow('permission denied')
  }
})
