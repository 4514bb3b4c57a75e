import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import type { Connection } from './connection.ts'
import { openPool } from './pool.ts'

const here = import.meta.dirname
/** Their policies ask those of posts who belongs to which audience, or those of rights who answers, and so come after all others. */
const asking = ['photos', 'calendar', 'notices', 'orders'].map((room) => path.join(here, '../modules', room))
const others = folders(path.join(here, '../modules')).filter((room) => !asking.includes(room))
const rooms = [path.join(here, '../vault'), path.join(here, '../ledger'), ...others, ...asking]
const lock = 7_301_847_123n // any number that no other program locks: two processes that start at once migrate once

function folders(root: string): string[] {
  return fs
    .readdirSync(root, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [path.join(root, entry.name)] : []))
}

const read = (file: string) => fs.readFileSync(file, 'utf8')
const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** History: numbered, applied once, never edited after a release. */
const history = () =>
  fs
    .readdirSync(path.join(here, 'migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, text: read(path.join(here, 'migrations', name)) }))

/** Present tense: functions, policies and grants, replaced whole whenever one of them changes. */
const present = () => {
  const policies = rooms.map((room) => path.join(room, 'policies.sql')).filter((file) => fs.existsSync(file))
  return [
    read(path.join(here, 'reset.sql')),
    read(path.join(here, 'functions.sql')),
    ...policies.map(read),
    read(path.join(here, 'grants.sql')),
  ].join('\n')
}

const makeRoles = async (client: pg.Client, passwords: Readonly<Record<string, string>>) => {
  for (const [role, powers] of [
    ['preau_relations', 'nologin bypassrls'],
    ['preau_queue', 'nologin'],
    ['preau_app', 'login nobypassrls'],
    ['preau_worker', 'login nobypassrls in role preau_queue'],
    ['preau_sequencer', 'login nobypassrls'],
    ['preau_vault', 'login nobypassrls'],
    ['preau_privacy', 'nologin nobypassrls'],
  ] as const) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
    if (!rowCount) await client.query(`create role ${role} ${powers}`)
    const password = passwords[role]
    if (password) await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`)
  }
  await client.query('grant preau_privacy to preau_app with inherit false, set true') // becomes it to export and to erase, and is it never otherwise
}

const mayCreateSchemas = (client: pg.Client, verb: 'grant' | 'revoke', preposition: 'to' | 'from') =>
  client.query(
    `do $$ begin execute format('${verb} create on database %I ${preposition} preau_queue', current_database()); end $$`,
  )

/** The queue's tables are graphile-worker's own migrations, made as the role that owns them. */
const makeQueue = async (connection: Connection, client: pg.Client) => {
  await client.query('create schema if not exists graphile_worker authorization preau_queue')
  await mayCreateSchemas(client, 'grant', 'to') // graphile-worker says "create schema if not exists", and PostgreSQL asks for the right all the same
  const { Logger, runMigrations } = await import('graphile-worker') // heavy, and needed once
  const pgPool = openPool({ ...connection.config('owner'), options: '-c role=preau_queue', max: 1 })
  try {
    await runMigrations({ pgPool, logger: new Logger(() => () => undefined) })
  } finally {
    await pgPool.end()
    await mayCreateSchemas(client, 'revoke', 'from')
  }
  await client.query("insert into migration.step (name, digest) values ('queue', '')")
}

const inTransaction = async (client: pg.Client, text: string, name: string) => {
  try {
    await client.query(`begin; ${text}; commit`)
  } catch (error) {
    await client.query('rollback')
    throw new Error(`${name}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

/** What the walls are, when they have just been built: whoever takes one down by hand makes them differ from it. */
export const wallsSql = `select md5(coalesce(string_agg(wall, E'\\n' order by wall collate "C"), '')) as digest from (
  select concat_ws('|', 'policy', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check) as wall from pg_policies where schemaname in ('public', 'directory', 'vault', 'ledger')
  union all select concat_ws('|', 'table', n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'directory', 'vault') and c.relkind in ('r', 'p')
  union all select concat_ws('|', 'function', p.oid::regprocedure, p.prosecdef, p.proowner::regrole, md5(p.prosrc)) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'app'
  union all select concat_ws('|', 'trigger', g.tgrelid::regclass, g.tgname, g.tgenabled) from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not g.tgisinternal and n.nspname in ('public', 'directory', 'vault')) walls`

const noteWalls = (client: pg.Client) =>
  client.query(
    `insert into migration.step (name, digest) select 'walls', digest from (${wallsSql}) w on conflict (name) do update set digest = excluded.digest, at = now()`,
  )

/** Brings a database to the present: history first, then functions, policies and grants. Safe to run at every start. */
export const migrate = async (connection: Connection, passwords: Readonly<Record<string, string>> = {}): Promise<string[]> => {
  const client = new pg.Client(connection.config('owner'))
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    await client.query(`create schema if not exists migration;
      create table if not exists migration.step (name text primary key, digest text not null, at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; digest: string }>('select name, digest from migration.step')
    const done = new Map(rows.map((row) => [row.name, row.digest]))
    const applied: string[] = []
    const now = present()
    if (done.get('present') !== digest(now)) await makeRoles(client, passwords)
    const apply = async (name: string, text: string) => {
      const row = `insert into migration.step (name, digest) values (${client.escapeLiteral(name)}, '${digest(text)}') on conflict (name) do update set digest = excluded.digest, at = now()`
      await inTransaction(client, `${text};${row}`, name)
      applied.push(name)
    }
    if (!done.has('queue')) await makeQueue(connection, client)
    for (const { name, text } of history()) if (!done.has(name)) await apply(name, text)
    if (done.get('present') !== digest(now)) {
      await apply('present', now)
      await noteWalls(client)
    }
    return applied
  } finally {
    await client.end()
  }
}
