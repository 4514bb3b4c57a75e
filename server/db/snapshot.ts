import pg from 'pg'
import type { Connection } from './connection.ts'

const ours = `('public', 'directory', 'vault', 'ledger', 'app')`

/** One line each: what a table has, in the order in which a reader asks. */
const statement = `select * from (
  select 1 as part, n.nspname || '.' || c.relname as table, a.attnum::text as place, format('  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end, coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') || case when a.attidentity <> '' then ' generated as identity' else '' end) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where n.nspname in ${ours} and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
  union all
  select 2, n.nspname || '.' || c.relname, k.contype::text || k.conname, format('  %s: %s', k.conname, pg_get_constraintdef(k.oid))
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ${ours} and not c.relispartition and k.contype in ('p', 'u', 'f', 'c', 'x')
  union all
  select 3, n.nspname || '.' || c.relname, i.relname, '  index: ' || substring(pg_get_indexdef(x.indexrelid) from ' USING (.*)$') || case when x.indisunique then ' unique' else '' end
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ${ours} and not c.relispartition and not exists (select from pg_constraint k where k.conindid = x.indexrelid)
  union all
  select 4, p.schemaname || '.' || p.tablename, p.cmd || p.policyname, format('  policy "%s" for %s to %s%s%s', p.policyname, lower(p.cmd), array_to_string(p.roles, ', '),
      coalesce(E'\\n    using ' || p.qual, ''), coalesce(E'\\n    check ' || p.with_check, ''))
    from pg_policies p where p.schemaname in ${ours}
  union all
  select 5, n.nspname || '.' || c.relname, g.grantee::regrole::text, format('  %s: %s', g.grantee::regrole, string_agg(lower(g.privilege_type), ', ' order by g.privilege_type))
    from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join aclexplode(c.relacl) g
    where n.nspname in ${ours} and c.relkind in ('r', 'p') and not c.relispartition and g.grantee <> c.relowner group by 1, 2, 3, g.grantee
  union all
  select 6, n.nspname || '.' || c.relname, a.attname || g.grantee::regrole, format('  %s: %s (%s)', g.grantee::regrole, lower(g.privilege_type), a.attname)
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace cross join aclexplode(a.attacl) g
    where n.nspname in ${ours} and not c.relispartition
) all_lines order by "table" collate "C", part, case when part = 1 then lpad(place, 4, '0') else place end collate "C"`

const functions = `
  select format('%s%s %s(%s) returns %s%s', case when p.prosecdef then 'definer ' else '' end, case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
      n.nspname || '.' || p.proname, pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid),
      case when p.prosecdef then ', owner ' || p.proowner::regrole || ', ' || coalesce(array_to_string(p.proconfig, ' '), 'no search_path') else '' end) as line
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ${ours} and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by 1`

type Line = { table: string; part: number; line: string }

const tableOf = (name: string, lines: readonly Line[]) => {
  const parts = Map.groupBy(lines, ({ part }) => part)
  const of = (part: number) => (parts.get(part) ?? []).map(({ line }) => line)
  const grants = [...of(5), ...of(6)]
  return [
    `table ${name}`,
    ...of(1),
    ...of(2),
    ...of(3),
    ...of(4),
    ...(grants.length ? ['  granted to'] : []),
    ...grants.map((line) => `  ${line}`),
  ].join('\n')
}

/** The migrated database as a reviewer reads it: columns in their order, then constraints, indexes, policies, grants; then functions. */
export const printSnapshot = async (client: Pick<pg.ClientBase, 'query'>): Promise<string> => {
  const { rows } = await client.query<Line>(statement)
  const tables = [...Map.groupBy(rows, ({ table }) => table)].map(([name, lines]) => tableOf(name, lines))
  const { rows: made } = await client.query<{ line: string }>(functions)
  const head =
    '-- What the migrations and the present-tense files add up to. Printed by `npm run db:types`; tests/schema.test.ts keeps it true.'
  return `${[head, ...tables, ['functions', ...made.map(({ line }) => `  ${line}`)].join('\n')].join('\n\n')}\n`
}

/** Opens a connection of the owner's, for as long as one question takes. */
export const asOwner = async <T>(connection: Connection, run: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client(connection.config('owner'))
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}
