import type pg from 'pg'

/** A column as the database has it. `choices`: a check constraint says which values it may have, or what they look like. */
export type CatalogueColumn = { table: string; name: string; type: string; nullable: boolean; choices: boolean }
/** One column that refers to another; of a foreign key of several columns, each pair. */
export type Reference = { table: string; column: string; toTable: string; toColumn: string }
/** What the migrated database says of itself. */
export type Catalogue = {
  columns: ReadonlyMap<string, ReadonlyMap<string, CatalogueColumn>>
  references: readonly Reference[]
  /** Per table, the columns of each index, in order. */
  indexes: ReadonlyMap<string, readonly (readonly string[])[]>
  primary: ReadonlyMap<string, readonly string[]>
}

const columnsSql = `
  select n.nspname || '.' || c.relname as table, a.attname as name, t.typname as type, not a.attnotnull as nullable,
    exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
      and pg_get_constraintdef(k.oid) ~ '(= ANY|<@|~ )') as choices
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
  where n.nspname !~ '^(pg_|information_schema$)' and c.relkind in ('r', 'p', 'm', 'f') and not c.relispartition and a.attnum > 0 and not a.attisdropped
  order by 1, a.attnum`

const referencesSql = `
  select n.nspname || '.' || c.relname as table, a.attname as column, tn.nspname || '.' || tc.relname as "toTable", ta.attname as "toColumn"
  from pg_constraint k cross join lateral unnest(k.conkey, k.confkey) as pair (mine, theirs)
    join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = pair.mine
    join pg_class tc on tc.oid = k.confrelid join pg_namespace tn on tn.oid = tc.relnamespace join pg_attribute ta on ta.attrelid = tc.oid and ta.attnum = pair.theirs
  where k.contype = 'f' and k.conparentid = 0`

const indexesSql = `
  select n.nspname || '.' || c.relname as table, i.indisprimary as primary,
    array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality as k (number, nth) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number order by k.nth) as columns
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^(pg_|information_schema$)' and not c.relispartition`

type IndexRow = { table: string; primary: boolean; columns: string[] }

/** Asks the migrated database what there is. */
export const readCatalogue = async (client: Pick<pg.Client | pg.Pool, 'query'>): Promise<Catalogue> => {
  const columns = (await client.query<CatalogueColumn>(columnsSql)).rows
  const references = (await client.query<Reference>(referencesSql)).rows
  const indexes = (await client.query<IndexRow>(indexesSql)).rows
  const byTable = Map.groupBy(columns, ({ table }) => table)
  return {
    columns: new Map([...byTable].map(([table, some]) => [table, new Map(some.map((column) => [column.name, column]))])),
    references: references.filter(({ column }) => column !== 'school_id'),
    indexes: new Map(
      [...Map.groupBy(indexes, ({ table }) => table)].map(([table, some]) => [table, some.map((index) => index.columns)]),
    ),
    primary: new Map(indexes.filter(({ primary }) => primary).map(({ table, columns }) => [table, columns])),
  }
}
