import { randomInt } from 'node:crypto'
import pg from 'pg'
import { uuidv7 } from '#kernel/ids.ts'
import { setupDigest } from '#modules/schools/setting-up.ts'
import type { Connection } from '#server/db/connection.ts'

// Without the letters and digits that are mistaken for one another.
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

const newCode = () =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-')

const statement = `insert into directory.installation as i (id, made_at, setup_digest) values ($1, now(), $2)
  on conflict (one) do update set setup_digest = excluded.setup_digest where i.setup_used_at is null returning 1`

/** A new one-time code while nobody has used one; only its digest is kept, so that a start prints another one. */
export const newSetupCode = async (connection: Connection): Promise<string | undefined> => {
  const client = new pg.Client(connection.config('owner'))
  await client.connect()
  try {
    const code = newCode()
    const { rowCount } = await client.query(statement, [uuidv7(), setupDigest(code)])
    return rowCount ? code : undefined
  } finally {
    await client.end()
  }
}
