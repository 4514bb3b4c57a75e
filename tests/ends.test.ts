import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { dataMap, jobs } from '#server/registry.ts'
import { photo, uploads } from './files.ts'
import { classOf, openWorld, type Person, person, type World } from './world.ts'

let world: World
let rosa: Person
let noor: Person
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor])
})
afterAll(() => world?.close())

const tables = personalTables(dataMap)
const declared = tables.flatMap(({ table, sooner = [] }) => sooner.map(({ by }) => ({ table, by })))
/** What is done for the whole installation, and for no school. */
const ofInstallation = ['status.sweep', 'weak_point.sweep']
const night = 'privacy.sweep'

test('whatever is kept for a time has somebody who ends it: the night of the school, or a job that stands beside it', async () => {
  const { rows } = await world.owner.query<{ name: string }>(
    "select table_schema || '.' || table_name as name from information_schema.columns where column_name = 'school_id'",
  )
  const ofSchools = new Set(rows.map(({ name }) => name))
  const endless = tables.filter(
    ({ table, retention, room, sooner }) => 'keep' in retention && !room && !sooner && !ofSchools.has(table),
  )
  expect(endless.map(({ table }) => table)).toEqual([])
})

test('whoever is said to end something is there', () => {
  const names = new Set([...jobs.map(({ name }) => name), ...ofInstallation])
  expect(declared.filter(({ by }) => !names.has(by))).toEqual([])
})

/** Writes down which work takes away rows of which table. */
const watchDeletes = async () => {
  await world.owner.query(`drop schema if exists watch cascade; create schema watch; create table watch.gone (of_table text, by_work text);
    create function watch.note() returns trigger language plpgsql security definer as $$ begin
      if app.is_system() then
        insert into watch.gone select tg_table_schema || '.' || tg_table_name, app.action() where exists (select from old_rows);
      end if;
      return null; end $$;
    do $$ declare t regclass; begin
      for t in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'directory', 'vault') and c.relkind = 'r' and not c.relispartition loop
        execute format('create trigger watched after delete on %s referencing old table as old_rows for each statement execute function watch.note()', t);
      end loop; end $$`)
}
const seen = async () =>
  (
    await world.owner.query<{ table: string; by: string }>(
      'select distinct of_table as table, by_work as by from watch.gone order by 1, 2',
    )
  ).rows

/** Of everything that a job is said to end, something that has had its time. */
const pastItsTime = async () => {
  await uploads(world, rosa, await photo())
  const half = await uploads(world, rosa, await photo())
  await world.owner.query("update file set uploaded_at = now() - interval '40 days'")
  const [id, at] = [uuidv7(), "now() - interval '3 years'"]
  const rows = [
    `insert into upload_part (school_id, id, file_id, start_at, object, size, begun_at) values ($1, '${id}', '${half.body.id}', 0, '${id}', 1, ${at})`,
    `insert into join_request (school_id, id, class_id, class_key_id, account_id, relation, locale, sealed, token_digest, made_at, expires_at, version)
     values ($1, '${id}', '${id}', '${id}', '${rosa.accountId}', 'parent', 'fr', '\\x00', decode(repeat('ab', 32), 'hex'), ${at}, ${at}, 1)`,
    `insert into push_device (school_id, id, person_id, session_id, endpoint_digest, made_at, sealed)
     values ($1, '${id}', '${rosa.id}', '${id}', decode(repeat('ab', 32), 'hex'), now(), '\\x00')`,
    `insert into year_plan (school_id, id, from_year_id, keep_days, state, step, step_done, step_total, counts, sealed, made_at, changed_at, closed_at, version)
     values ($1, '${id}', '${id}', 0, 'discarded', 'done', 0, 0, '{}', '\\x00', now(), now(), now() - interval '20 days', 1)`,
    `insert into year_plan_person (school_id, id, plan_id, person_id, fate) values ($1, '${id}', '${id}', '${noor.id}', 'leaves')`,
    `insert into year_move (school_id, id, plan_id, nth, kind, target_id, person_id) values ($1, '${id}', '${id}', 1, 'end', '${id}', '${noor.id}')`,
    `insert into directory.mail_trouble (account_id, way, status, since_at, salt, address_digest)
     select '${noor.accountId}', 'refused', '5.1.1', ${at}, decode(repeat('ab', 16), 'hex'), decode(repeat('ab', 32), 'hex') where $1::uuid is not null`,
    `insert into directory.address_change (account_id, asked_in, by_office, made_at, expires_at, token_digest, sealed)
     select '${noor.accountId}', $1, false, ${at}, ${at}, decode(repeat('ab', 32), 'hex'), '\\x00'`,
    `insert into directory.account (id, locale, password_hash, must_change, sealed, created_at, version)
     select '${id}', 'fr', '', false, '\\x00', ${at}, 1 where $1::uuid is not null`,
  ]
  const owner = await world.owner.connect()
  await owner.query('set session_replication_role = replica')
  for (const row of rows) await owner.query(row, [world.schoolId])
  await owner.query('reset session_replication_role')
  owner.release()
}

test('every job that takes rows away is the night that announces, or says so beside the table', {
  retry: 0,
  timeout: 180_000,
}, async () => {
  await watchDeletes()
  await pastItsTime()
  for (const { isDaily, perform } of jobs)
    if (isDaily) await perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
  const found = await seen()
  const known = new Map(tables.map((one) => [one.table, one]))
  const said = ({ table, by }: { table: string; by: string }) =>
    by === night || !known.has(table) || known.get(table)?.room || declared.some((one) => one.table === table && one.by === by)
  expect(found.filter((one) => !said(one))).toEqual([])
  const ofSchool = declared.filter(({ by }) => !ofInstallation.includes(by))
  expect(ofSchool.filter(({ table, by }) => !found.some((one) => one.table === table && one.by === by))).toEqual([])
})

test('how much went by itself is counted, table by table', async () => {
  const { rows } = await world.owner.query<{ rule: string; gone: number }>('select rule, gone from ended_count order by rule')
  expect(rows.map(({ rule }) => rule)).toEqual(
    [...new Set(declared.filter(({ by }) => by !== night && !ofInstallation.includes(by)).map(({ table }) => table))].toSorted(),
  )
  expect(rows.find(({ rule }) => rule === 'public.file')?.gone).toBe(2)
})
