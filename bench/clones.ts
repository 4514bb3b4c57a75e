import pg from 'pg'
import { nobody } from '#kernel/ids.ts'
import { embedded } from '#server/db/connection.ts'
import type { School } from './import.ts'

// A school that has grown, in seconds: what is there again and again under other ids, by the owner and without triggers. What is measured
// are people who were there before, made by the product's own actions: nobody opens a clone's rows, they only stand in the way.

const tables = ['public.person', 'public.person_state', 'public.person_role', 'public.class', 'public.enrolment']
const more = ['public.guardianship', 'public.audience', 'vault.key', 'vault.blind_index', 'vault.change', 'ledger.fact']
const shared = ['school_id', 'school_year_id', 'target_school']

const another: Record<string, (column: string) => string> = {
  uuid: (column) => `case when ${column} = '${nobody}' then ${column} else md5(${column}::text || n)::uuid end`,
  'ledger.fact.id': (column) =>
    `overlay(md5(${column}::text || n)::uuid::text placing left(${column}::text, 19) from 1 for 19)::uuid`,
  digest: (column) => `sha256(${column} || n::text::bytea)`,
  tag: (column) => `substring(sha256(${column} || n::text::bytea) for 16)`,
}

const columnsOf = async (owner: pg.Client, table: string) => {
  const { rows } = await owner.query<{ name: string; type: string }>(
    `select attname as name, atttypid::regtype::text as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = '' and attname <> 'xid'`,
    [table],
  )
  return rows.map(({ name, type }) => ({
    name,
    value: shared.includes(name) ? name : ((another[`${table}.${name}`] ?? another[name] ?? another[type])?.(name) ?? name),
  }))
}

/** Makes a school so many times as large. */
export const grow = async (config: { host: string; port: number }, { database }: School, times: number): Promise<void> => {
  const owner = new pg.Client(embedded(config, database).config('owner'))
  await owner.connect()
  await owner.query('set session_replication_role = replica')
  for (const table of [...tables, ...more]) {
    const columns = await columnsOf(owner, table)
    const into = columns.map(({ name }) => name).join(', ')
    const from = columns.map(({ value }) => value).join(', ')
    await owner.query(`insert into ${table} (${into}) select ${from} from ${table}, generate_series(2, $1::int) as n`, [times])
  }
  await owner.end()
}
