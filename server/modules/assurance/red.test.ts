import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { find, groundOf } from '#tests/promises.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import type { Ground } from './checking.ts'
import { noteRevision } from './revising.ts'
import type { CheckName } from './rows.ts'

let world: World
let ground: Ground
let close: () => Promise<void>
let cast: Record<'teacher' | 'pupil' | 'parent', Person>
beforeAll(async () => {
  world = await openWorld()
  const of = (name: string, role: Parameters<typeof person>[1]['role']) => person(world, { name, role })
  cast = {
    teacher: await of('Rosa Teacher', 'teacher'),
    pupil: await of('Lina Pupil', 'pupil'),
    parent: await of('Amal Parent', 'guardian'),
  }
  await classOf(world, '4B', [cast.teacher], [cast.pupil])
  await guard(world, cast.parent, cast.pupil)
  ;({ ground, close } = await groundOf(world))
  await noteRevision(world.installation, ground.lines())
}, 60_000)
afterAll(async () => {
  await close()
  await world.close()
})

const result = async (name: CheckName) => (await find(ground, name).catch(() => ({ result: 'error' }))).result

/** What stands in the database of a function, so that it can be put back after it was broken. */
const sourceOf = async (name: string): Promise<string> => {
  const { rows } = await world.owner.query<{ source: string }>(
    'select pg_get_functiondef(p.oid) as source from pg_proc p where p.oid = $1::regproc',
    [name],
  )
  return rows[0]?.source ?? ''
}

const id = '01900000-0000-7000-8000-0000000000aa'
const request = (kind: string, asked: string, due: string) => () =>
  `insert into public.rights_request (school_id, id, kind, person_id, asked_by, asked_at, profile, due_on, sealed, link_until)
   values ('${world.schoolId}', '${id}', '${kind}', '${cast.parent.id}', '${cast.parent.id}', now() - interval '${asked}', 'EU-FR', current_date + ${due}, '\\x00', null)`
const noRequest = () => `delete from public.rights_request where id = '${id}'`

/** Rows that should not be, written by the owner of the database, and taken back. */
const rows: readonly (readonly [CheckName, () => string, () => string])[] = [
  ['C-41.in_time', request('rectification', '40 days', '-1'), noRequest],
  ['C-37.decided', request('rectification', '27 days', '3'), noRequest],
  ['C-60.complaints', request('human', '40 days', '-1'), noRequest],
  [
    'C-01.key_fresh',
    () =>
      `insert into public.class_key (school_id, id, class_id, issued_at, ends_on, sealed) values ('${world.schoolId}', '${id}', '${id}', now(), current_date + 800, '\\x00')`,
    () => `delete from public.class_key where id = '${id}'`,
  ],
  [
    'C-02.first_password',
    () =>
      `insert into public.activation_code (school_id, id, person_id, batch_id, made_at, expires_at, code_digest) values ('${world.schoolId}', '${id}', '${cast.pupil.id}', '${id}', now() - interval '20 days', now() + interval '1 day', '\\x${randomBytes(32).toString('hex')}')`,
    () => `delete from public.activation_code where id = '${id}'`,
  ],
  [
    'C-59.revisions',
    () => `update directory.public_revision set lines = array_append(lines, 'promise XXX-00: everything is free')`,
    () => `update directory.public_revision set lines = array_remove(lines, 'promise XXX-00: everything is free')`,
  ],
  [
    'C-48.matching',
    () =>
      `insert into directory.egress_day (day, way, recipient, sent, refused) values (current_date, 'mail', 'elsewhere.example', 1, 0)`,
    () => 'delete from directory.egress_day',
  ],
  [
    'C-48.matching',
    () => `insert into directory.egress_day (day, way, recipient, sent, refused) values (current_date, 'push', 'unknown', 0, 1)`,
    () => 'delete from directory.egress_day',
  ],
]

test.each(rows)('%s turns red over a row that should not be', async (name, breaks, mends) => {
  const sql = `begin; set local session_replication_role = replica; ${breaks()}; commit`
  try {
    await world.owner.query(sql)
    expect(await result(name)).toBe('failed')
  } finally {
    await world.owner.query(`begin; set local session_replication_role = replica; ${mends()}; commit`)
  }
  expect(await result(name)).toBe('ok')
})

/** Functions of the database that let through what they should not. */
const functions: readonly (readonly [CheckName, string, string])[] = [
  [
    'C-34.images',
    'app.image_allowed',
    `create or replace function app.image_allowed(pupil uuid, wanted text, year uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as 'select true'`,
  ],
  [
    'C-37.marked',
    'app.contested_about',
    `create or replace function app.contested_about(person uuid) returns table (field text, since timestamptz) stable security definer set search_path = pg_catalog, pg_temp language sql as 'select null::text, null::timestamptz where false'`,
  ],
  [
    'C-39.objected',
    'app.objecting',
    `create or replace function app.objecting(to_purpose text, people uuid[]) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as 'select null::uuid where false'`,
  ],
  [
    'C-39.restricted',
    'app.limiting',
    `create or replace function app.limiting(school uuid, purpose text, action text) returns text stable security definer set search_path = pg_catalog, pg_temp language sql as $$ select '' $$`,
  ],
  ['C-01.guessing', 'app.begin_try', ''],
  ['C-02.throttle', 'app.begin_try', ''],
  ['C-15.rate', 'app.begin_try', ''],
]

test.each(functions)('%s turns red when %s lets everything through', async (name, which, otherwise) => {
  const source = await sourceOf(which)
  expect(source).not.toBe('')
  const broken =
    otherwise ||
    source.replace(
      /AS \$function\$[\s\S]*\$function\$/,
      source.includes('LANGUAGE plpgsql')
        ? 'AS $function$ begin return null; end $function$'
        : 'AS $function$ select null::int $function$',
    )
  try {
    await world.owner.query(broken)
    expect(await result(name)).toBe('failed')
  } finally {
    await world.owner.query(source)
  }
  expect(await result(name)).toBe('ok')
})

test('whoever sees requests of others turns the check of clocks red', async () => {
  await world.owner.query('create policy open on public.rights_request for select using (true)')
  expect(await result('C-41.clock')).toBe('failed')
  await world.owner.query('drop policy open on public.rights_request')
  expect(await result('C-41.clock')).toBe('ok')
})

test('records that the program could read by itself are red', async () => {
  await world.owner.query('grant select on ledger.fact to preau_app')
  expect(await result('C-23.readers')).toBe('failed')
  await world.owner.query('revoke select on ledger.fact from preau_app')
  expect(await result('C-23.readers')).toBe('ok')
})

test('a forced change of a password that is not asked for is red', async () => {
  const source = await sourceOf('app.enter')
  const lets = source.replace(/if s\.limited is not null and not[^;]*; end if;/, '')
  expect(lets).not.toBe(source)
  await world.owner.query(lets)
  expect(await result('C-02.forced_change')).not.toBe('ok')
  await world.owner.query(source)
  expect(await result('C-02.forced_change')).toBe('ok')
})

test('somebody who was locked out and can come in is red', async () => {
  const source = await sourceOf('app.is_locked')
  await world.owner.query(source.replace(/AS \$function\$[\s\S]*\$function\$/, 'AS $function$ select false $function$'))
  expect(await result('C-43.locked_out')).toBe('failed')
  await world.owner.query(source)
  expect(await result('C-43.locked_out')).toBe('ok')
})

test('somebody of whom something is left after erasing is red', async () => {
  const { dataMap } = world.installation
  const tables = dataMap.tables.map((table) =>
    table.table === 'public.person' && 'erase' in table
      ? { ...table, erase: { ...table.erase, self: 'detach' as const } }
      : table,
  )
  const keeping = { ...ground, installation: { ...world.installation, dataMap: { ...dataMap, tables } } } as Ground
  expect((await find(keeping, 'C-38.own_erasure').catch(() => ({ result: 'error' }))).result).not.toBe('ok')
  expect(await result('C-38.own_erasure')).toBe('ok')
})

test('a page that keeps a row back, and an address for reports that has run out, are red', async () => {
  const answering = (change: (text: string) => string): Ground => ({
    ...ground,
    ask: async (...asked) => {
      const heard = await ground.ask(...asked)
      return { ...heard, text: change(heard.text) }
    },
  })
  const red: readonly (readonly [CheckName, (text: string) => string])[] = [
    ['C-56.who_may', (text) => text.replace('<code>', '<code>x')],
    ['C-56.measures', (text) => text.replace('id="C-04"', '')],
    ['C-56.data_rules', (text) => text.replaceAll('</li>', '').replace('The school needs to know who its people are', 'We know')],
    ['C-56.mending', (text) => text.replace('<data value="2">', '<data value="200">')],
    ['C-56.password_rules', (text) => (text.startsWith('<') ? text.replaceAll('15', '8') : text)],
    ['C-57.listed', () => ''],
    ['C-53.matrix', (text) => text.replace('<span class="badge', '<span class="bag')],
    ['C-60.security_txt', (text) => text.replace(/Expires: .*/, 'Expires: 2020-01-01T00:00:00Z')],
    ['C-27.policy', (text) => text.replace('not pursued', 'pursued')],
  ]
  for (const [name, change] of red) {
    expect(await result(name), name).toBe('ok')
    expect((await find(answering(change), name)).result, name).toBe('failed')
  }
})

test('C-35.egress, C-48.named, C-48.register, C-49.agreed, C-50.regions: whoever leaves for somebody of no list is red, and so is a recipient whom nobody knows', async () => {
  const open = { ...world.installation.egress, try: async () => undefined }
  expect((await find({ ...ground, installation: { ...world.installation, egress: open } }, 'C-35.egress')).result).toBe('failed')
  const stranger = { way: 'mail', host: 'relay.example', side: 'company', supplier: undefined } as const
  expect((await find({ ...ground, suppliers: [stranger] }, 'C-48.named')).result).toBe('failed')
  const outside = [{ host: 'relay.example', what: 'mail' as const }]
  expect((await find({ ...ground, around: { ...ground.around, outside } }, 'C-48.register')).result).toBe('failed')
  await world.owner.query(
    `insert into directory.egress_day (day, way, recipient, sent, refused) values (current_date, 'mail', 'relay.example', 1, 0)`,
  )
  const known = { ...stranger, supplier: { country: 'US' } }
  expect((await find({ ...ground, suppliers: [known] }, 'C-49.agreed')).result).toBe('failed')
  expect((await find({ ...ground, suppliers: [known] }, 'C-50.regions')).result).toBe('failed')
  const french = { ...stranger, supplier: { country: 'FR', agreement: { until: '2999-01-01' } } }
  expect((await find({ ...ground, suppliers: [french] }, 'C-49.agreed')).result).toBe('ok')
  expect((await find({ ...ground, suppliers: [french] }, 'C-50.regions')).result).toBe('ok')
  await world.owner.query('delete from directory.egress_day')
})

test('help without consent is red', async () => {
  const access = `insert into public.support_access (school_id, id, person_id, subject_id, reason, with_names, sealed, asked_at, until_at) values ('${world.schoolId}', '${id}', '${cast.teacher.id}', '${cast.parent.id}', 'technical', false, '\\x00', now(), now() + interval '1 hour')`
  await world.owner.query(`begin; set local session_replication_role = replica; ${access}; commit`)
  expect(await result('C-06.an_hour')).toBe('failed')
  await world.owner.query('delete from public.support_access')
  expect(await result('C-06.an_hour')).toBe('ok')
})

test('a look without a reason that nobody answers for two days is red', async () => {
  const looked = `insert into public.curiosity_case (school_id, id, fact_id, pupil_id, event, purpose, read_at, opened_at) values ('${world.schoolId}', '${id}', '${id}', '${cast.pupil.id}', 1, 1, now() - interval '3 days', now() - interval '3 days')`
  await world.owner.query(`begin; set local session_replication_role = replica; ${looked}; commit`)
  expect(await result('C-07.curiosity')).toBe('failed')
  await world.owner.query('delete from public.curiosity_case')
  expect(await result('C-07.curiosity')).toBe('ok')
})

test('an answer that takes too long or does not come, and a list of roles that a stranger gets, are red', async () => {
  const failing: Ground = { ...ground, ask: async (...asked) => ({ ...(await ground.ask(...asked)), status: 500 }) }
  expect((await find(failing, 'C-16.measured')).result).toBe('failed')
  expect(await result('C-16.measured')).toBe('ok')
  const giving: Ground = { ...ground, ask: async (...asked) => ({ ...(await ground.ask(...asked)), status: 200 }) }
  expect((await find(giving, 'C-53.passwords')).result).toBe('failed')
  expect(await result('C-53.passwords')).toBe('ok')
})
