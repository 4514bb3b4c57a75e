import { type PersonalTable, sealedIn } from '#kernel/personal-data.ts'
import type { Catalogue } from './catalogue.ts'

const hasColumn = (catalogue: Catalogue, table: string, column: string) => catalogue.columns.get(table)?.has(column) ?? false
/** The column that names a row of a table to the change log: its id, or the last of its key. */
export const rowIdOf = (catalogue: Catalogue, table: string): string =>
  hasColumn(catalogue, table, 'id') ? 'id' : (catalogue.primary.get(table)?.at(-1) ?? 'id')

/** The columns in clear whose change is a change to someone's record. */
const watched = (table: PersonalTable) =>
  Object.entries(table.columns).flatMap(([name, { kind }]) =>
    kind === 'personal' || kind === 'link' || kind === 'digest' ? [name] : [],
  )

const changed = (table: PersonalTable) =>
  `array_remove(array[${watched(table)
    .map((name) => `case when o.${name} is distinct from n.${name} then '${name}' end`)
    .join(', ')}]::text[], null)`

/** The part of a trigger's function that looks after the sealed column: who changes it must have said which of its fields. */
const sealedPart = (table: PersonalTable, key: string) => {
  const sealed = sealedIn(table)
  if (!sealed) return { check: '', fields: '', before: 'null', after: 'null' }
  const fields = Object.keys(sealed.column.fields)
  return {
    check: `
    if exists (select from old_rows o join new_rows n using (${key}) where o.${sealed.name} is distinct from n.${sealed.name}) then
      if said is null then raise exception 'a sealed row of ${table.table} was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['${fields.join("', '")}'] then raise exception 'changing() names fields that ${table.table} does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;`,
    fields: ` || case when o.${sealed.name} is distinct from n.${sealed.name} then said else '{}' end`,
    before: `case when o.${sealed.name} is distinct from n.${sealed.name} then o.${sealed.name} end`,
    after: `case when o.${sealed.name} is distinct from n.${sealed.name} then n.${sealed.name} end`,
  }
}

// A session plans the join of old and new rows once, often for a statement that touched none: it would compare each of thousands with all.
const functionOf = (table: PersonalTable, catalogue: Catalogue) => {
  const name = `app.log_${table.table.replace('.', '_')}()`
  const id = rowIdOf(catalogue, table.table)
  const inSchool = hasColumn(catalogue, table.table, 'school_id')
  const school = (row: string) => (inSchool ? `${row}.school_id` : "'00000000-0000-0000-0000-000000000000'::uuid")
  const key = inSchool ? `school_id, ${id}` : id
  const part = sealedPart(table, key)
  const sealed = sealedIn(table)?.name
  const into = 'insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after)'
  const about = (row: string, kind: string) =>
    `select ${school(row)}, '${table.table}', ${row}.${id}, now(), '${kind}', actor, act`
  return `create or replace function ${name} returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception '${table.table} was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    ${table.making === 'in_row' ? 'return null' : `${into} ${about('n', 'insert')}, '{*}', null, null from new_rows n`};
  elsif tg_op = 'DELETE' then
    ${into} ${about('o', 'delete')}, '{*}', ${sealed ? `o.${sealed}` : 'null'}, null from old_rows o;
  else${part.check}
    ${into} ${about('o', 'update')}, c.fields, ${part.before}, ${part.after}
    from old_rows o join new_rows n using (${key}) cross join lateral (select ${changed(table)}${part.fields} as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;`
}

const triggersOf = ({ table }: PersonalTable) => {
  const rows = {
    insert: 'new table as new_rows',
    update: 'old table as old_rows new table as new_rows',
    delete: 'old table as old_rows',
  }
  return Object.entries(rows).map(
    ([on, transition]) =>
      `create or replace trigger logged_${on} after ${on} on ${table} referencing ${transition} for each statement execute function app.log_${table.replace('.', '_')}();`,
  )
}

/** Triggers that copy what was changed into the log, and refuse a change whose author or fields nobody has said. */
export const changeTriggers = (tables: readonly PersonalTable[], catalogue: Catalogue): string[] => {
  const logged = tables.filter(({ changes }) => changes === 'logged')
  return [
    'grant insert on vault.change to preau_relations;',
    ...logged.flatMap((table) => [functionOf(table, catalogue), ...triggersOf(table)]),
  ]
}
