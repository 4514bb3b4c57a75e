import { nobody } from '#kernel/ids.ts'
import { type DataMap, type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import type { Catalogue } from './catalogue.ts'
import { changeTriggers, rowIdOf } from './change-log.ts'
import { printHolds } from './holding.ts'
import { resolve } from './paths.ts'
import { printRestrictions } from './restricting.ts'
import { directoryRules } from './sweeping-directory.ts'
import { definer, directorySweep, endingsCounted, hasSchool, historyOf } from './walls-of-time.ts'
import { type Way, waysOf } from './ways.ts'

const whose = { person: 'app.my_subjects()', account: 'app.my_subject_accounts()', value: 'app.my_subjects()' } as const
const oneself = { person: 'app.oneself()', account: 'app.own_account()', value: 'app.oneself()' } as const
type Those = typeof whose | typeof oneself
/** Of whom a way's rows are seen: of tables that stay apart altogether, one's own only. */
const thoseOf = ({ apart }: PersonalTable): Those => (apart === true ? oneself : whose)
const bare = (table: string) => table.split('.')[1] ?? table

/** A path over other tables becomes a function: policies never look into other protected tables themselves. */
const held = ({ table, role, resolved }: Way, nth: number) => ({
  name: `app.held_${bare(table.table)}_${role}_${nth + 1}()`,
  sql: () => {
    const [first, ...rest] = resolved.joins
    const joins = rest.map(
      (join, at) =>
        ` join ${join.table} t${at + 2} on t${at + 2}.school_id = t1.school_id and t${at + 2}.${join.by} = t${at + 1}.${join.column}`,
    )
    return `select t1.${first!.by} from ${first!.table} t1${joins.join('')} where t1.school_id = app.school_id() and t${resolved.joins.length}.${resolved.column} in (select ${thoseOf(table)[resolved.to]})`
  },
})

const readable = (those: Those) => (way: Way, nth: number) =>
  way.resolved.joins.length
    ? `${way.first} = any (array(select ${held(way, nth).name}))`
    : `${way.first} = any (array(select ${those[way.resolved.to]}))`

/** What of a table reaches whoever asks, or a child of theirs. */
const reaching = (table: PersonalTable, ways: readonly Way[]): string[] => {
  if (!table.apart || table.apart === true) return ways.map(readable(thoseOf(table)))
  const { column, is } = table.apart
  const others = typeof is === 'string' ? `<> '${is}'` : `<> all (array[${is.map((one) => `'${one}'`).join(', ')}])`
  return [`${column} ${others} and (${ways.map(readable(whose)).join(' or ')})`, ...ways.map(readable(oneself))]
}

/** Tables that say since when a row's time runs: a school year is about nobody, and read all the same. */
const calendars = (catalogue: Catalogue, tables: readonly PersonalTable[]) => {
  const known = new Set(tables.map(({ table }) => table))
  const over = tables.flatMap(({ table, retention: { anchor } }) => {
    const resolved = 'day' in anchor ? resolve(catalogue, table, { path: anchor.day }, 'value') : ''
    return typeof resolved === 'string' ? [] : resolved.joins.map((join) => join.table)
  })
  return [...new Set(over)].filter((table) => !known.has(table)).map((table) => `grant select on ${table} to preau_privacy;`)
}

const hasByRow = ({ subjects }: PersonalTable) => Object.values(subjects).some((subject) => 'byRow' in subject)

/** Who sees a row while exporting or erasing: whoever runs the school all of it, everyone else what reaches them or their children. */
const policiesOf = (catalogue: Catalogue, table: PersonalTable): string[] => {
  const ways = waysOf(catalogue, table)
  const own = [...reaching(table, ways), ...(hasByRow(table) ? ['row_id = any (array(select app.held_rows()))'] : [])]
  const school = hasSchool(catalogue, table.table)
  const seen = school
    ? `school_id = app.school_id() and ((select app.runs_school()) or ${own.join(' or ') || 'false'})`
    : `${own.join(' or ')} or ((select app.runs_school()) and ${ways[0]!.first} = any (array(select app.accounts_here())))`
  const runs = school
    ? 'school_id = app.school_id() and (select app.runs_school())'
    : `(select app.runs_school()) and ${ways[0]!.first} = any (array(select app.accounts_here()))`
  const forget = school
    ? ` or ${
        ways
          .filter(({ resolved }) => resolved.to === 'account' && !resolved.joins.length)
          .map(({ first }) => `${first} = app.erasing()`)
          .join(' or ') || 'false'
      }`
    : ` or ${ways[0]!.first} = app.erasing()`
  const log = hasByRow(table)
    ? ` or (school_id = '${nobody}' and (row_id = app.erasing() or row_id = any (array(select app.my_subject_accounts())) or ((select app.runs_school()) and row_id = any (array(select app.accounts_here())))))`
    : ''
  const wide = (rule: string) => (log ? `(${rule})${log}` : isForgotten(rule))
  const isForgotten = (rule: string) => (forget === ' or false' ? rule : `(${rule})${forget}`)
  return [
    `create policy "held about a person" on ${table.table} for select to preau_privacy using (${wide(seen)});`,
    `create policy "erased" on ${table.table} for delete to preau_privacy using (${wide(runs)});`,
    `create policy "detached" on ${table.table} for update to preau_privacy using (${wide(runs)});`,
  ]
}

const detachable = (table: PersonalTable) =>
  Object.entries(table.columns).flatMap(([name, column]) =>
    column.kind === 'link' && table.erase[column.role] === 'detach' ? [name] : [],
  )
/** Columns that point to rows which may go, and are let go of then. */
const lettingGo = (catalogue: Catalogue, map: DataMap, table: PersonalTable) => {
  const names = new Set(personalTables(map).map((one) => one.table))
  return catalogue.references
    .filter(
      (reference) =>
        reference.table === table.table &&
        names.has(reference.toTable) &&
        catalogue.columns.get(table.table)?.get(reference.column)?.nullable,
    )
    .map(({ column }) => column)
}

const grantsOf = (catalogue: Catalogue, map: DataMap, table: PersonalTable): string => {
  const columns = [...new Set([...detachable(table), ...lettingGo(catalogue, map, table)])].sort()
  return `grant select, delete${columns.length ? `, update (${columns.join(', ')})` : ''} on ${table.table} to preau_privacy;`
}

const heldRows = (catalogue: Catalogue, tables: readonly PersonalTable[]) =>
  tables
    .filter(({ changes }) => changes === 'logged')
    .flatMap((table) =>
      waysOf(catalogue, table).flatMap(({ role, first, resolved }) =>
        role === 'actor' || resolved.joins.length || !hasSchool(catalogue, table.table)
          ? []
          : [
              `select ${rowIdOf(catalogue, table.table)} from ${table.table} where school_id = app.school_id() and ${first} in (select ${thoseOf(table)[resolved.to]})`,
            ],
      ),
    )

const header = `-- Printed from the data map by \`npm run db:walls\`: do not edit; a test compares it. Whoever exports or erases does it as preau_privacy, which sees
-- what the map declares and nothing else, and alone may delete. Triggers write the log of changes.
grant usage on schema app, public, directory, vault to preau_privacy;

create policy "those who run the school see what was erased" on public.erasure for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "those who run the school erase" on public.erasure for insert with check (school_id = app.school_id() and app.runs_school());
grant select, insert on public.erasure to preau_app;
create policy "those who run the school note the devices of who was erased" on public.erased_device for insert with check (school_id = app.school_id() and app.runs_school());
create policy "the school itself forgets their tokens" on public.erased_device for update using (school_id = app.school_id() and app.is_system());
create policy "the school itself sees which" on public.erased_device for select using (school_id = app.school_id() and (select app.is_system()));
grant select, insert, update (token_digest) on public.erased_device to preau_app;
create policy "papers are kept by the school itself" on public.paper_version for insert with check (school_id = app.school_id() and (select app.is_system()));
create policy "papers are shown by the school itself" on public.paper_version for select using (school_id = app.school_id() and (select app.is_system()));
grant select, insert on public.paper_version to preau_app;
create policy "those who run the school see its register" on public.register_entry for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "those who run the school write its register" on public.register_entry for insert with check (school_id = app.school_id() and app.runs_school());
grant select, insert on public.register_entry to preau_app;
-- Whoever holds a code may know what it certifies; without one there is nothing to list.
create or replace function app.erasure_with(digest bytea) returns table (school text, made_at timestamptz, deleted int, detached int, kept int, keys int, kept_until date, stays jsonb, week_made_at timestamptz, week_burned_at timestamptz)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.name, e.made_at, e.deleted, e.detached, e.kept, e.keys, e.kept_until, e.stays, coalesce(r.made_at, e.made_at), r.burned_at
  from public.erasure e join public.school s on s.school_id = e.school_id left join vault.ring r on r.week = e.week where e.code_digest = digest
$$;
grant select on public.erasure to preau_relations;
create or replace function app.devices_with(digest bytea, at timestamptz) returns table (devices int, waiting int, until_on date)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select count(*)::int, (count(*) filter (where d.token_digest is not null and d.until_on >= (at at time zone s.time_zone)::date))::int,
    max(d.until_on) filter (where d.token_digest is not null and d.until_on >= (at at time zone s.time_zone)::date)
  from public.erasure e join public.school s on s.school_id = e.school_id
    join public.erased_device d on d.school_id = e.school_id and d.erasure_id = e.id where e.code_digest = digest
$$;
-- A device whose session is nowhere to be found asked something, and is told that it is over: it empties itself.
create or replace function app.device_called(token bytea, at timestamptz) returns void
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  update public.erased_device d set called_at = at, token_digest = null where d.token_digest = token
$$;
grant select, update (called_at, token_digest) on public.erased_device to preau_relations;
`

const whoMay = [
  definer(
    'app.my_subjects()',
    'setof uuid',
    `select app.person_id() where not app.is_system()
  union select app.my_children_for('copies')`,
  ),
  definer('app.oneself()', 'setof uuid', 'select app.person_id() where not app.is_system()'),
  definer('app.own_account()', 'setof uuid', 'select app.account_id() where not app.is_system()'),
  definer(
    'app.my_subject_accounts()',
    'setof uuid',
    'select m.account_id from directory.membership m where m.school_id = app.school_id() and m.person_id in (select app.my_subjects())',
  ),
  definer(
    'app.accounts_here()',
    'setof uuid',
    'select m.account_id from directory.membership m where m.school_id = app.school_id()',
  ),
  `create or replace function app.erasing() returns uuid stable language sql as $$ select nullif(current_setting('app.erasing', true), '')::uuid $$;`,
  `-- An account goes with its last person: whoever runs the school of that person may take it away, and says so before the membership is gone.
create or replace function app.begin_erasing(account uuid) returns boolean volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if not app.runs_school() or not exists (select from directory.membership m where m.account_id = account and m.school_id = app.school_id())
    or exists (select from directory.membership m where m.account_id = account and m.school_id <> app.school_id()) then return false; end if;
  execute format('set local app.erasing = %L', account::text);
  return true;
end $$;`,
]

/** The present-tense SQL of privacy: roles, policies and triggers, as the data map says. */
export const printWalls = (map: DataMap, catalogue: Catalogue): string => {
  const tables = personalTables(map).filter(({ room }) => room === undefined)
  const over = tables.flatMap((table) =>
    waysOf(catalogue, table).flatMap((way, nth) => (way.resolved.joins.length ? [held(way, nth)] : [])),
  )
  return `${[
    header,
    directorySweep(directoryRules(map, catalogue)),
    ...endingsCounted(catalogue, tables),
    historyOf(map),
    ...whoMay,
    ...over.map(({ name, sql }) => definer(name, 'setof uuid', sql())),
    definer('app.held_rows()', 'setof uuid', heldRows(catalogue, tables).join('\n  union ')),
    ...tables.flatMap((table) => ['', ...policiesOf(catalogue, table), grantsOf(catalogue, map, table)]),
    '',
    ...calendars(catalogue, tables),
    ...printRestrictions(map, catalogue),
    '',
    ...printHolds({ map, catalogue }),
    '',
    ...changeTriggers(tables, catalogue),
  ].join('\n')}\n`
}
