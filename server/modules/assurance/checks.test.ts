import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { groundOf as privacyGround } from '#modules/privacy/index.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { find, groundOf } from '#tests/promises.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import type { Ground } from './checking.ts'
import { checks } from './checks.ts'
import { recordKinds } from './registry.ts'
import type { CheckName } from './rows.ts'

let world: World
let ground: Ground
let close: () => Promise<void>
let cast: Record<'head' | 'teacher' | 'pupil' | 'parent' | 'support', Person>
let tree: Awaited<ReturnType<typeof openSequencing>>

beforeAll(async () => {
  world = await openWorld()
  const of = (name: string, role: Parameters<typeof person>[1]['role']) => person(world, { name, role })
  cast = {
    head: await of('Hélène Head', 'head'),
    teacher: await of('Rosa Teacher', 'teacher'),
    pupil: await of('Lina Pupil', 'pupil'),
    parent: await of('Amal Parent', 'guardian'),
    support: await of('Sam Support', 'support'),
  }
  await classOf(world, '4B', [cast.teacher], [cast.pupil])
  await guard(world, cast.parent, cast.pupil)
  tree = await openSequencing(world.installation, world.connection, world.keys)
  while ((await tree.turn()).more);
  ;({ ground, close } = await groundOf(world))
}, 60_000)
afterAll(async () => {
  await close()
  await tree.close()
  await world.close()
})

const all = (): CheckName[] => Object.keys(checks).filter((name): name is CheckName => name in checks)

const isBuilt = existsSync(path.join(import.meta.dirname, '../../../web/dist/worker.js'))
/** What this world cannot have, and what it has of its own: no line, no scanner, no list of weak points, no review, a school without an address. */
const wanting: Partial<Record<CheckName, string>> = {
  ...Object.fromEntries([...recordKinds.keys()].map((name) => [name, 'not_yet'])), // nobody has signed for anything
  'C-02.factor': 'failed',
  'C-05.reviewed': 'warning',
  'C-09.https': 'failed',
  'C-09.certificate': 'failed',
  'C-12.key_sizes': 'failed',
  'C-14.scanner': 'failed',
  'C-24.advisories': 'failed',
  ...(isBuilt ? {} : { 'C-29.by_themselves': 'failed' }),
  'C-30.measured': 'failed', // nothing was asked yet
  'C-30.second_place': 'failed',
  'C-50.hosted': 'failed',
  'C-56.responsible': 'failed',
  'C-59.revisions': 'failed', // nothing was noted yet
  'C-60.contact': 'failed',
  'C-60.mailbox': 'failed', // nobody can be written to
}

test('a new school is as it should be, but for what it has not got', async () => {
  const found: Partial<Record<CheckName, unknown>> = {}
  for (const name of all()) {
    const { result, facts } = await find(ground, name).catch((error: unknown) => ({ result: `${error}`, facts: {} }))
    if (result !== (wanting[name] ?? 'ok')) found[name] = { result, facts }
  }
  expect(found).toEqual({})
}, 120_000)

/** What breaks each thing, with the database's own hand; `after` mends it. Names are of checks that look at the database. */
const broken: readonly (readonly [CheckName, string, string])[] = [
  ['C-04.walls', 'alter table public.person no force row level security', 'alter table public.person force row level security'],
  ['C-04.walls', 'alter table public.message disable row level security', 'alter table public.message enable row level security'],
  [
    'C-04.walls',
    `alter policy "people one has to do with" on public.person rename to gone`,
    `alter policy gone on public.person rename to "people one has to do with"`,
  ],
  ['C-04.walls', 'create policy open on public.class for select using (true)', 'drop policy open on public.class'],
  [
    'C-04.apart',
    `insert into public.school (school_id, slug, name, profile, kind, profile_from, locale, time_zone, created_at, version)
       values ('01900000-0000-7000-8000-000000000009', 'other', 'Other', 'EU-SE', 'public', '2026-01-01', 'sv', 'Europe/Stockholm', now(), 1);
     create policy open on public.school for select using (true)`,
    "drop policy open on public.school; delete from public.school where slug = 'other'",
  ],
  ['C-04.runtime_roles', 'alter role preau_app createdb', 'alter role preau_app nocreatedb'],
  ['C-15.least_roles', 'grant create on schema public to preau_app', 'revoke create on schema public from preau_app'],
  ['C-06.no_standing', 'create policy open on public.person for select using (true)', 'drop policy open on public.person'],
  ['P-01.taking_part', 'create policy open on public.person for select using (true)', 'drop policy open on public.person'],
  [
    'C-11.no_free_text',
    'alter table directory.session drop constraint session_device_check',
    "alter table directory.session add constraint session_device_check check (device in ('phone', 'tablet', 'computer', 'unknown'))",
  ],
  ['C-32.declared', 'alter table public.person add height int', 'alter table public.person drop height'],
  ['C-46.no_addresses', 'alter table directory.session add ip inet', 'alter table directory.session drop ip'],
  [
    'C-22.triggers',
    'alter table public.person disable trigger logged_update',
    'alter table public.person enable trigger logged_update',
  ],
  ['C-22.actor', 'alter table public.person disable trigger all', 'alter table public.person enable trigger all'],
]

test.each(broken)('%s turns red: %s', async (name, breaks, mends) => {
  const { db, dataMap } = world.installation
  try {
    await world.owner.query(breaks)
    // The catalogue is remembered for as long as a process lives; a new one asks anew.
    const fresh = { ...ground, installation: { ...world.installation, db: { ...db }, dataMap } }
    await privacyGround(fresh.installation)
    expect((await find(fresh, name)).result).toBe('failed')
  } finally {
    await world.owner.query(mends)
  }
  expect((await find(ground, name)).result).toBe('ok')
})

const set = (table: string, change: string, where = 'true') => `update ${table} set ${change} where ${where}`

/** Rows that should not be. Each is written and taken back by the owner of the database. */
const wrong: readonly (readonly [CheckName, () => string, () => string])[] = [
  [
    'C-01.approved',
    () => set('public.guardianship', "source = 'class_key', verified_by = null, verified_way = null, verified_at = null"),
    () =>
      set(
        'public.guardianship',
        `source = 'office', verified_by = guardian_id, verified_way = 'school_list', verified_at = now()`,
      ),
  ],
  [
    'C-02.hashes',
    () =>
      set(
        'directory.account',
        "password_hash = '$argon2id$v=19$m=4096,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g'",
        `id = '${cast.parent.accountId}'`,
      ),
    () => set('directory.account', "password_hash = ''", `id = '${cast.parent.accountId}'`),
  ],
  [
    'C-02.hashes',
    () => set('directory.account', `password_hash = '$2b$10$${'a'.repeat(53)}'`, `id = '${cast.parent.accountId}'`),
    () => set('directory.account', "password_hash = ''", `id = '${cast.parent.accountId}'`),
  ],
  [
    'C-02.rotation',
    () =>
      set(
        'directory.account',
        "password_hash = 'x', password_changed_at = now() - interval '2 years'",
        `id = '${cast.head.accountId}'`,
      ),
    () => set('directory.account', "password_hash = '', password_changed_at = null", `id = '${cast.head.accountId}'`),
  ],
  [
    'C-03.leavers',
    () =>
      `insert into public.person_state (school_id, id, person_id, state, reason, from_at) values ('${world.schoolId}', '01900000-0000-7000-8000-000000000001', '${cast.support.id}', 'suspended', 'security', now())`,
    () => "delete from public.person_state where id = '01900000-0000-7000-8000-000000000001'",
  ],
  [
    'C-03.two_people',
    () =>
      `insert into public.person_role (school_id, id, person_id, role, reason, from_at) select '${world.schoolId}', ('01900000-0000-7000-8000-00000000000' || n)::uuid, p::uuid, 'administrator', 'office', now()
       from (values (2, '${cast.head.id}'), (3, '${cast.teacher.id}')) as t (n, p)`,
    () => "delete from public.person_role where role = 'administrator'",
  ],
  [
    'C-11.sealed_columns',
    () =>
      `begin; set local session_replication_role = replica; update public.person set sealed = convert_to('Lina Pupil, 12 rue du Lac', 'utf8') where id = '${cast.teacher.id}'; commit`,
    () =>
      `begin; set local session_replication_role = replica; update public.person set sealed = (select sealed from public.person where id = '${cast.pupil.id}') where id = '${cast.teacher.id}'; commit`,
  ],
  [
    'C-12.algorithms',
    () =>
      `begin; set local session_replication_role = replica; update public.person set sealed = set_byte(sealed, 1, 9) where id = '${cast.support.id}'; commit`,
    () =>
      `begin; set local session_replication_role = replica; update public.person set sealed = set_byte(sealed, 1, 1) where id = '${cast.support.id}'; commit`,
  ],
]

test.each(wrong)('%s turns red over a row that should not be', async (name, breaks, mends) => {
  try {
    await world.owner.query(`${breaks()}`)
    expect((await find(ground, name)).result).toBe('failed')
  } finally {
    await world.owner.query(mends())
  }
  expect(await find(ground, name)).toMatchObject({ result: 'ok' })
})

test('C-33.words: a table about people without its words in four languages is red', async () => {
  const { installation } = world
  const of = (names: readonly string[], more: typeof installation.dataMap.tables = []) => {
    const tables = [...installation.dataMap.tables.filter(({ table }) => names.includes(table)), ...more]
    return find({ ...ground, installation: { ...installation, dataMap: { ...installation.dataMap, tables } } }, 'C-33.words')
  }
  expect(await of(['public.person', 'public.class'])).toMatchObject({ result: 'ok', facts: { tables: 2, languages: 4 } })
  const wordless = installation.dataMap.tables
    .filter(({ table }) => table === 'public.class')
    .map((table) => ({ ...table, table: 'public.diary' as const }))
  expect(await of(['public.person'], wordless)).toMatchObject({ result: 'failed', facts: { tables: 2, missing: 4 } })
})

const answering = (change: Partial<Awaited<ReturnType<Ground['ask']>>>): Ground => ({
  ...ground,
  ask: async (...asked) => ({ ...(await ground.ask(...asked)), ...change }),
})

test.each<[CheckName, Parameters<typeof answering>[0]]>([
  ['C-13.headers', { headers: { 'content-security-policy': "default-src 'none'; script-src 'self' 'unsafe-inline'" } }],
  ['C-13.escaping', { text: '"><script>probe</script>' }],
  ['C-13.forgery', { status: 200 }],
  ['C-13.parameters', { status: 500 }],
  ['C-14.closed_links', { status: 200 }],
  ['C-04.routes', { status: 200 }],
  ['C-46.no_cookies', { headers: { 'set-cookie': ['seen=1'] } }],
  ['C-35.own_origin', { text: '<img src="https://elsewhere.example/seen.gif">' }],
  ['C-02.rules', { status: 200, text: '{"minAlone":8,"bitsAlone":40,"privilegedDays":365}' }],
  ['C-02.reset_silent', { status: 404 }],
  ['P-09.installable', { status: 404 }],
])('%s turns red over an answer that should not be', async (name, change) => {
  expect((await find(answering(change), name)).result).toBe('failed')
})

test('C-09.https, C-09.certificate, C-12.key_sizes: the line is kept to be TLS 1.2 or newer, trusted, and for two weeks more', async () => {
  const on = (line: Awaited<ReturnType<Ground['line']>>) => ({ ...ground, line: async () => line })
  const good = { protocol: 'TLSv1.3', daysLeft: 90, isTrusted: true, isStrong: true }
  expect((await find(on(good), 'C-09.https')).result).toBe('ok')
  expect((await find(on(good), 'C-09.certificate')).result).toBe('ok')
  expect((await find(on(good), 'C-12.key_sizes')).result).toBe('ok')
  expect((await find(on({ ...good, protocol: 'TLSv1.1' }), 'C-09.https')).result).toBe('failed')
  expect((await find(on({ ...good, daysLeft: 13 }), 'C-09.certificate')).result).toBe('failed')
  expect((await find(on({ ...good, isTrusted: false }), 'C-09.certificate')).result).toBe('failed')
  expect((await find(on({ ...good, isStrong: false }), 'C-12.key_sizes')).result).toBe('failed')
  expect((await find({ ...on(good), now: new Date(ground.now.getTime() + 9 * 86_400_000) }, 'C-12.key_sizes')).result).toBe(
    'failed',
  )
})

test('C-15.database_private, C-09.hops, C-12.root: a database, a mail server or a store that anybody could listen to is red', async () => {
  const around = (change: Partial<Ground['around']>) => ({ ...ground, around: { ...ground.around, ...change } })
  expect((await find(around({ database: 'open' }), 'C-15.database_private')).result).toBe('failed')
  for (const one of [{ database: 'open' }, { mail: 'plain' }, { store: 'plain' }] as const)
    expect((await find(around(one), 'C-09.hops')).result).toBe('failed')
  expect((await find(around({ keys: `${ground.around.data}/keys` }), 'C-12.root')).result).toBe('failed')
})

test('C-21.chain, C-07.proof: a tree that is not what was signed is red', async () => {
  await world.owner.query(
    'update ledger.tile set hashes = set_byte(hashes, 3, (get_byte(hashes, 3) + 1) % 256) where level = 0 and number = 0',
  )
  const found = [await find(ground, 'C-21.chain'), await find(ground, 'C-07.proof')]
  await world.owner.query(
    'update ledger.tile set hashes = set_byte(hashes, 3, (get_byte(hashes, 3) + 255) % 256) where level = 0 and number = 0',
  )
  expect(found.map(({ result }) => result)).toEqual(['failed', 'failed'])
  expect((await find(ground, 'C-21.chain')).result).toBe('ok')
})
