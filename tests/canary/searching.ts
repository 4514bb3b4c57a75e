import type { Catalogue } from '#modules/privacy/catalogue.ts'

/** Something that answers SQL. */
export type Asks = (text: string, parameters: unknown[]) => Promise<{ place: string }[]>

const looked = (table: string, name: string, type: string) => {
  if (type !== 'bytea')
    return `select '${table}.${name}' as place where exists (select from ${table} where ${name}::text like any ($1::text[]))`
  return `select '${table}.${name}' as place where exists (select from ${table} t, unnest($2::bytea[]) as b (bytes) where position(b.bytes in t.${name}) > 0)`
}

/** Every column of every table that holds one of these words: unescaped, and within bytes as well. */
export const placesOf = async (ask: Asks, catalogue: Catalogue, words: readonly string[]): Promise<string[]> => {
  if (words.length === 0) return []
  const columns = [...catalogue.columns.values()].flatMap((some) => [...some.values()])
  const like = words.map((word) => `%${word}%`)
  const isId = (word: string) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(word)
  const bytes = words.flatMap((word) => [
    Buffer.from(word),
    ...(isId(word) ? [Buffer.from(word.replaceAll('-', ''), 'hex')] : []),
  ])
  const found = await ask(
    `select place from (${columns.map(({ table, name, type }) => looked(table, name, type)).join(' union all ')}) as f where $1::text[] is not null and $2::bytea[] is not null`,
    [like, bytes],
  )
  return found.map(({ place }) => place).sort()
}
