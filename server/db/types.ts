import pg from 'pg'
import type { Connection } from './connection.ts'

const kinds: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  bytea: 'Buffer',
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'string',
  float8: 'number',
  xid8: 'string',
  date: 'string',
  time: 'string',
  timestamptz: 'Date',
  jsonb: 'unknown',
  _text: 'string[]',
  _uuid: 'string[]',
  _bytea: 'Buffer[]',
  _int4: 'number[]',
}

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

type Column = {
  schema: string
  table: string
  column: string
  udt: string
  nullable: boolean
  made: boolean
  choices: string | null
}

/** The values that a check constraint `col = ANY (ARRAY[…])` allows, as a union of literals. */
const union = (definition: string | null) => {
  const list = definition?.match(/ANY \(\(?ARRAY\[(.*?)\]/)?.[1]
  return list && [...list.matchAll(/'([^']*)'::text/g)].map(([, value]) => `'${value}'`).join(' | ')
}

const typeOf = ({ udt, nullable, made, choices }: Column) => {
  const plain = (udt === 'text' && union(choices)) || kinds[udt] || 'unknown'
  const full = nullable ? `${plain} | null` : plain
  return made ? `Generated<${full}>` : full
}

/** The TypeScript types of the migrated database, for Kysely: printed, committed, and compared by a test. */
export const printTypes = async (connection: Connection): Promise<string> => {
  const client = new pg.Client(connection.config('owner'))
  await client.connect()
  try {
    const { rows } = await client.query<Column>(`
      select n.nspname as schema, c.relname as table, a.attname as column, t.typname as udt, not a.attnotnull as nullable, a.atthasdef or a.attidentity <> '' as made,
        (select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
           and pg_get_constraintdef(k.oid) like '%ANY%' limit 1) as choices
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
      where n.nspname in ('public', 'directory', 'vault', 'ledger') and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
      order by n.nspname <> 'public', n.nspname, c.relname, a.attnum`)
    const tables = Map.groupBy(rows, ({ schema, table }) => (schema === 'public' ? camel(table) : `'${schema}.${camel(table)}'`))
    const body = [...tables].map(
      ([name, columns]) => `  ${name}: {\n${columns.map((c) => `    ${camel(c.column)}: ${typeOf(c)}\n`).join('')}  }\n`,
    )
    return `// Printed by \`npm run db:types\` from the migrated database; tests/schema.test.ts keeps it true.\nimport type { Generated } from 'kysely'\n\nexport type DB = {\n${body.join('')}}\n`
  } finally {
    await client.end()
  }
}
