import { nobody } from '#kernel/ids.ts'
import { type DataMap, type PersonalTable, personalTables } from '#kernel/personal-data.ts'
import type { Catalogue } from './catalogue.ts'
import type { DirectoryRule } from './sweeping-directory.ts'

/** Whether rows of a table are of one school. */
export const hasSchool = (catalogue: Catalogue, table: string) => catalogue.columns.get(table)?.has('school_id') ?? false

/** A function that sees what the one who asks may not, and answers what it was asked. */
export const definer = (name: string, returns: string, body: string) =>
  `create or replace function ${name} returns ${returns} stable security definer set search_path = pg_catalog, pg_temp language sql as $$\n  ${body}\n$$;`

/** Before this instant nothing is told of what somebody did in the school: those years are over, and what was done in them is numbers. */
export const historyOf = (map: DataMap) => {
  const spans = personalTables(map).flatMap(({ retention }) =>
    'keep' in retention && retention.end === 'anonymise' && typeof retention.keep === 'string' ? [retention.keep] : [],
  )
  return definer(
    'app.history_until()',
    'timestamptz',
    `select coalesce(max(y.to_on + 1)::timestamptz, '-infinity') from public.school_year y
  where y.school_id = app.school_id() and y.to_on + interval '${spans[0] ?? 'P0D'}' < current_date`,
  )
}

/** What no school has: sessions and accounts of nobody, tries in vain, changes to accounts, and whatever the map says ends so. Done by a school's sweep, for all. */
export const directorySweep = (
  rules: readonly DirectoryRule[],
) => `create or replace function app.sweep_directory(by jsonb, tries_by timestamptz, accounts_by timestamptz) returns setof uuid
volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  gone uuid[];
begin
  if not app.is_system() then raise exception 'only the school''s own work sweeps' using errcode = '42501'; end if;
  delete from directory.session s where s.school_id is null and s.expires_at < (by ->> 'directory.session')::date;
  delete from vault.change c where c.school_id = '${nobody}' and c.at < (by ->> 'vault.change')::date;
${rules.map(({ table, since }) => `  delete from ${table} t where t.${since} < (by ->> '${table}')::date;\n`).join('')}  delete from directory.throttle t where t.first_at < tries_by and t.until_at < tries_by;
  select array_agg(a.id) into gone from (
    select a.id from directory.account a where a.created_at < accounts_by
      and not exists (select from directory.membership m where m.account_id = a.id)
      and not exists (select from public.join_request j where j.account_id = a.id)
      and not exists (select from directory.session s where s.account_id = a.id and s.seen_at >= accounts_by)
    order by a.id limit 1000 for update skip locked) a;
  delete from directory.session s where s.account_id = any (gone);
  delete from directory.account a where a.id = any (gone);
  delete from vault.change c where c.school_id = '${nobody}' and c.table_name = 'directory.account' and c.row_id = any (gone);
  return query select unnest(gone);
end $$;
grant select, delete on directory.session, directory.throttle, directory.account to preau_relations;
grant update (version) on directory.account to preau_relations;
grant select, delete on vault.change to preau_relations;
${rules.map(({ table }) => `grant select, delete on ${table} to preau_relations;`).join('\n')}`

/** Whoever answers for the data sees how much jobs of their own have ended: what they end is counted where it goes. */
export const endingsCounted = (catalogue: Catalogue, tables: readonly PersonalTable[]): string[] => {
  const counted = tables.filter(({ table, sooner }) => sooner && hasSchool(catalogue, table))
  const triggers = counted.map(({ table, sooner = [] }) => {
    const jobs = sooner.map(({ by }) => `'${by}'`).join(', ')
    return `create or replace trigger ended_alone after delete on ${table} referencing old table as old_rows for each statement execute function app.count_ended(${jobs});`
  })
  return [
    `create or replace function app.count_ended() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if app.is_system() and app.action() = any (tg_argv) then
    insert into public.ended_count as e (school_id, rule, month_on, gone)
    select o.school_id, tg_table_schema || '.' || tg_table_name, date_trunc('month', current_date)::date, count(*) from old_rows o group by o.school_id
    on conflict (school_id, rule, month_on) do update set gone = e.gone + excluded.gone;
  end if;
  return null;
end $$;
grant select, insert, update on public.ended_count to preau_relations;`,
    ...triggers,
  ]
}
