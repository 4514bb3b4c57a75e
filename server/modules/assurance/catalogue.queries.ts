import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { Facts } from './checking.ts'

/** Tables that the application cannot see at all, where no policy is the right number: reached by functions, or by the operator. */
const invisible = ['directory.installation', 'vault.change', 'directory.sign_in_challenge', 'directory.throttle']
const runtime = ['preau_app', 'preau_worker', 'preau_sequencer', 'preau_vault', 'preau_privacy']
const schemas = ['public', 'directory', 'vault', 'ledger']

const only = async (asked: Promise<{ rows: Facts[] }>): Promise<Facts> => {
  const [facts] = (await asked).rows
  if (!facts) throw new Error('the catalogue answered nothing')
  return facts
}

/** What the walls are now, to be held against what they were when they were built. */
const wallsNow = sql`select md5(coalesce(string_agg(wall, E'\n' order by wall collate "C"), '')) from (
  select concat_ws('|', 'policy', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check) as wall from pg_policies where schemaname in ('public', 'directory', 'vault', 'ledger')
  union all select concat_ws('|', 'table', n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'directory', 'vault') and c.relkind in ('r', 'p')
  union all select concat_ws('|', 'function', p.oid::regprocedure, p.prosecdef, p.proowner::regrole, md5(p.prosrc)) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'app'
  union all select concat_ws('|', 'trigger', g.tgrelid::regclass, g.tgname, g.tgenabled) from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not g.tgisinternal and n.nspname in ('public', 'directory', 'vault')) walls`

/** Row-level security on and forced on every table, a policy on each, none that lets everyone through, and all as they were built. */
export const walls = (tx: Tx) =>
  only(
    sql<Facts>`
    select count(*)::int as tables, count(*) filter (where not c.relrowsecurity or not c.relforcerowsecurity)::int as unwalled,
      count(*) filter (where not c.relispartition and not exists (select from pg_policy p where p.polrelid = c.oid) and n.nspname || '.' || c.relname <> all (${invisible}::text[]))::int as without_policy,
      (select count(*)::int from pg_policies) as policies,
      (select count(*)::int from pg_policies where (qual = 'true' or with_check = 'true') and roles && array['public', 'preau_app']::name[] and not (schemaname = 'vault' and tablename = 'ring')) as open_to_all,
      (${wallsNow}) is distinct from app.walls_as_built() as altered
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any (${schemas}::text[]) and c.relkind in ('r', 'p')`.execute(
      tx,
    ),
  )

/** Roles that the program runs as: none special, none an owner. */
export const runtimeRoles = (tx: Tx) =>
  only(
    sql<Facts>`
    select count(*)::int as roles, count(*) filter (where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)::int as special,
      (select count(*)::int from pg_class c where c.relowner::regrole::text = any (${runtime}::text[])) + (select count(*)::int from pg_namespace n where n.nspowner::regrole::text = any (${runtime}::text[])) as owned,
      (select count(*)::int from pg_auth_members m where m.roleid = 'preau_relations'::regrole and m.member::regrole::text = any (${runtime}::text[])) as lent
    from pg_roles where rolname = any (${runtime}::text[])`.execute(tx),
  )

/** What the roles of the program could do to the structure of the database. */
export const structure = (tx: Tx) =>
  only(
    sql<Facts>`
    select count(*)::int as asked, count(*) filter (where has_schema_privilege(r.name, n.nspname, 'create'))::int as may_create,
      (select count(*)::int from pg_class c join pg_namespace s on s.oid = c.relnamespace cross join unnest(${runtime}::text[]) as t (name)
        where s.nspname = any (${schemas}::text[]) and c.relkind in ('r', 'p') and has_table_privilege(t.name, c.oid, 'truncate, references, trigger')) as may_alter
    from unnest(${runtime}::text[]) as r (name) cross join pg_namespace n where n.nspname = any (${schemas}::text[]) or n.nspname = 'app'`.execute(
      tx,
    ),
  )

/** Rows of other schools that one school can see, over all of its tables. */
export const foreignRows = async (tx: Tx): Promise<Facts> => {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'school_id' where n.nspname = 'public' and c.relkind in ('r', 'p')
      and has_table_privilege(c.oid, 'select')`.execute(tx)
  const each = tables.map(({ name }) => `select exists (select from ${name} where school_id <> app.school_id()) as foreign`)
  const { rows } = await sql<{ seen: number }>`
    select count(*) filter (where t.foreign)::int as seen from (${sql.raw(each.join(' union all '))}) t`.execute(tx)
  return { tables: tables.length, seen: rows[0]?.seen ?? -1 }
}

/** Which of these tables have every trigger that writes the log of changes. */
export const followed = async (tx: Tx, tables: readonly { table: string; isMakingInRow: boolean }[]): Promise<Facts> => {
  const { rows } = await sql<{ name: string; triggers: string[] }>`
    select n.nspname || '.' || c.relname as name, array_agg(g.tgname::text) as triggers from pg_trigger g join pg_class c on c.oid = g.tgrelid
      join pg_namespace n on n.oid = c.relnamespace where not g.tgisinternal and g.tgenabled = 'O' group by 1`.execute(tx)
  const has = new Map(rows.map(({ name, triggers }) => [name, triggers]))
  const wanted = (isMakingInRow: boolean) => ['logged_update', 'logged_delete', ...(isMakingInRow ? [] : ['logged_insert'])]
  const lacking = tables.filter(({ table, isMakingInRow }) =>
    wanted(isMakingInRow).some((trigger) => !has.get(table)?.includes(trigger)),
  )
  return { tables: tables.length, lacking: lacking.length }
}

/** Some blobs of a sealed column, as they stand in the database. */
export const sealedSample = async (tx: Tx, table: string, column: string, most: number): Promise<Buffer[]> => {
  const { rows } = await sql<{
    blob: Buffer
  }>`select blob from app.sealed_sample(${table}, ${column}, ${most}) as t (blob)`.execute(tx)
  return rows.map(({ blob }) => blob)
}

/** The same, with the ids of those whose keys seal it, as the row itself says. */
export const sealedWithOwners = async (
  tx: Tx,
  table: string,
  column: string,
  owners: readonly string[],
  most: number,
): Promise<{ blob: Buffer; owners: (string | null)[] }[]> => {
  const { rows } = await sql<{ blob: Buffer; owners: (string | null)[] }>`
    select blob, owners from app.sealed_with_owners(${table}, ${column}, ${[...owners]}::text[], ${most})`.execute(tx)
  return rows
}

/** The version of the database, and whether it listens to anyone outside. */
export const databaseItself = async (tx: Tx): Promise<{ version: number; listens: boolean }> => {
  const { rows } = await sql<{ version: number; listens: boolean }>`
    select current_setting('server_version_num')::int / 10000 as version, current_setting('listen_addresses', true) <> '' as listens`.execute(
    tx,
  )
  return rows[0] ?? { version: 0, listens: true }
}

/** Goes on as somebody else, or nobody, within the same transaction; answers what the database says to that. */
export const enterAs = async (
  tx: Tx,
  who: { session?: Buffer; schoolId: string | null; personId: string | null; accountId?: string },
  despite: readonly string[] = [],
): Promise<string> => {
  const { rows } = await sql<{
    said: string
  }>`select app.enter(${who.session ?? null}, ${who.schoolId}, ${who.personId}, ${who.accountId ?? null},
    'security', '00000000-0000-7000-8000-000000000000', 'promise.check', null, ${despite}::text[]) as said`.execute(tx)
  const said = rows[0]?.said ?? ''
  return said === 'limited' ? 'entered' : said // somebody of this school is paused: whoever comes in is in all the same
}

/** What of others stands open to whoever is at hand. */
export const seenOfOthers = (tx: Tx, self: string) =>
  only(
    sql<Facts>`select (select count(*)::int from public.person where id <> ${self}) as people, (select count(*)::int from public.conversation) as conversations,
      (select count(*)::int from public.message) as messages, (select count(*)::int from public.post) as posts`.execute(tx),
  )

/** Whether a role that serves requests could read the records past those who leave one. */
export const structureOfLedger = (tx: Tx) =>
  only(
    sql<Facts>`select count(*) filter (where has_table_privilege('preau_app', c.oid, 'select'))::int as may_read
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'ledger' and c.relname ~ '^fact' and c.relkind in ('r', 'p')`.execute(
      tx,
    ),
  )
