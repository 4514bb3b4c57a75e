import { CamelCasePlugin, CompiledQuery, type PluginTransformResultArgs } from 'kysely'
import pg from 'pg'

const camels = new Map<string, string>()
const camel = (name: string) => {
  const known = camels.get(name)
  if (known) return known
  const made = name.replace(/(?<=.)_+(.)/g, (_, letter: string) => letter.toUpperCase())
  camels.set(name, made)
  return made
}

/** In what PostgreSQL built as JSON the keys are columns, too. */
const camelled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(camelled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), camelled(inner)]))
}

/** Our names become the database's in a query; the answer comes with ours already. */
export class Named extends CamelCasePlugin {
  override transformResult = async ({ result }: PluginTransformResultArgs) => result
}

type Field = { name: string; dataTypeID: number }
type Reading = pg.Query & { handleRowDescription: (message: { fields: Field[] }) => void }
const ARRAYS_OF_JSON = [199, 3807]
const documents = new Set<number>([pg.types.builtins.JSON, pg.types.builtins.JSONB, ...ARRAYS_OF_JSON])

const written = new WeakSet<CompiledQuery>()
/** A statement whose columns keep the names that the database has for them. */
export const asWritten = <R>(text: string, parameters: readonly unknown[]): CompiledQuery<R> => {
  const query = CompiledQuery.raw(text, [...parameters])
  written.add(query)
  return query as CompiledQuery<R>
}
/** Whether the columns of a statement keep their names. */
export const isAsWritten = (query: CompiledQuery): boolean => written.has(query)

/** A query whose columns get our names where they are described, once for all rows; as words and values it is not copied. */
export const named = (
  text: string,
  values: readonly unknown[],
  name: string | undefined,
  keepsNames: boolean,
  callback: (error: Error | null, result: pg.QueryResult) => void,
): pg.Query => {
  const query = new pg.Query(text, values as unknown[]) as Reading
  if (keepsNames) return Object.assign(query, { name, callback })
  const describe = query.handleRowDescription
  const inJson: string[] = []
  query.handleRowDescription = (message) => {
    for (const field of message.fields) {
      field.name = camel(field.name)
      if (documents.has(field.dataTypeID)) inJson.push(field.name)
    }
    describe.call(query, message)
  }
  const answer = (error: Error | null, result: pg.QueryResult) => {
    if (!error && inJson.length) for (const row of result.rows) for (const column of inJson) row[column] = camelled(row[column])
    callback(error, result)
  }
  return Object.assign(query, { name, callback: answer })
}
