import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import * as z from 'zod/mini'
import { type Clock, clock } from '#kernel/clock.ts'
import { external, type Role } from './connection.ts'

type Passwords = Readonly<Record<string, string>>
const Kept = z.object({ madeAt: z.number(), passwords: z.record(z.string(), z.string()) })
/** As it was before passwords had an age: as old as the file. */
const Ageless = z.record(z.string(), z.string())

const roles: readonly Exclude<Role, 'owner'>[] = ['preau_app', 'preau_worker', 'preau_sequencer', 'preau_vault']
/** After so long the passwords of machines are made anew; the policy says ninety days. */
const LONGEST_MS = 90 * 86_400_000

const made = (): Passwords => Object.fromEntries(roles.map((role) => [role, randomBytes(24).toString('base64url')]))

const readKept = (file: string) => {
  const text: unknown = JSON.parse(fs.readFileSync(file, 'utf8'))
  const kept = Kept.safeParse(text)
  return kept.success ? kept.data : { madeAt: fs.statSync(file).mtimeMs, passwords: Ageless.parse(text) }
}

const keep = (file: string, kept: z.output<typeof Kept>) => {
  fs.writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
}

const withOwner = async <T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client(external(url, {}).config('owner'))
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

/** Tells the database; a role that is not there yet gets its password when it is made. */
const tell = (url: string, passwords: Passwords) =>
  withOwner(url, async (client) => {
    const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any ($1)', [roles])
    const all = rows.map(({ rolname }) => `alter role ${rolname} password ${client.escapeLiteral(passwords[rolname] ?? '')}`)
    if (all.length) await client.query(`begin; ${all.join('; ')}; commit`)
  })

/** Whether a Préau is at work there: it would be shut out by a new password at its next connection. */
const isAtWork = (url: string) =>
  withOwner(url, async (client) => {
    const { rowCount } = await client.query('select from pg_stat_activity where usename = any ($1) limit 1', [roles])
    return rowCount !== 0
  })

/**
 * Passwords of the roles in a PostgreSQL of the operator's, kept with the keys. A role that came later gets one, and after ninety days
 * all are made anew, at a start at which nobody else is at work. They are written down before the database is told: whatever is
 * interrupted is done to its end at the next start.
 */
export const passwordsIn = async (keys: string, url: string, at: Clock = clock): Promise<Passwords> => {
  const now = at.now().getTime()
  const [file, next] = [path.join(keys, 'database.json'), path.join(keys, 'database.next.json')]
  fs.mkdirSync(keys, { recursive: true, mode: 0o700 })
  const kept = fs.existsSync(file) ? readKept(file) : undefined
  const isDue = kept !== undefined && now - kept.madeAt > LONGEST_MS && !(await isAtWork(url))
  if (isDue && !fs.existsSync(next)) keep(next, { madeAt: now, passwords: made() })
  if (fs.existsSync(next)) {
    await tell(url, readKept(next).passwords)
    fs.renameSync(next, file)
    return readKept(file).passwords
  }
  if (kept && roles.every((role) => kept.passwords[role])) return kept.passwords
  const passwords = { ...made(), ...kept?.passwords }
  keep(file, { madeAt: kept?.madeAt ?? now, passwords })
  return passwords
}
