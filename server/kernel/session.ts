import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Limit } from '#contract/endpoint.ts'
import { type Actor, as, type Databases } from './db.ts'
import { uuidv7 } from './ids.ts'

/** What a live session says about the one who sent it. */
export type Session = {
  digest: Buffer
  accountId: string
  schoolId: string | null
  personId: string | null
  expiresAt: Date
  sharedDevice: boolean
  limited: Limit | null
}

/** Only the digest of a token is kept, so that a stolen database opens no session. */
export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Goes into every form and header of a session's pages; another site cannot know it. */
export const xsrfTokenOf = (token: string): string =>
  createHash('sha256').update(`preau/xsrf ${token}`).digest('base64url').slice(0, 32)
export const isXsrfToken = (token: string, given: unknown): boolean => {
  const [a, b] = [Buffer.from(xsrfTokenOf(token)), Buffer.from(typeof given === 'string' ? given : '')]
  return a.length === b.length && timingSafeEqual(a, b)
}

const MOST = 20_000
const FRESH_MS = 30_000

/**
 * Finds the session of a token. What it remembers only saves a round trip: `app.enter` asks the database again, in the
 * transaction itself, whether the session lives and is this person's.
 */
export const makeSessions = (db: Databases) => {
  const seen = new Map<string, { session: Session; until: number }>()
  const remember = (key: string, session: Session, now: Date) => {
    if (seen.size >= MOST) seen.delete(seen.keys().next().value ?? '')
    seen.set(key, { session, until: now.getTime() + FRESH_MS })
  }
  const find = async (token: string, now: Date): Promise<Session | undefined> => {
    const digest = digestOf(token)
    const key = digest.toString('base64')
    const known = seen.get(key)
    if (known && known.until > now.getTime()) return known.session
    const visitor: Actor = {
      schoolId: null,
      personId: null,
      accountId: null,
      session: null,
      purpose: 'security',
      requestId: uuidv7(),
      action: 'session.find',
    }
    const [row] = await as(db, visitor, async (tx) => {
      const { rows } = await sql<Omit<Session, 'digest'>>`select * from app.session_for(${digest})`.execute(tx)
      if (rows.length === 0) await sql`select app.device_called(${digest}, ${now})`.execute(tx) // it hears now that its session is gone
      return rows
    })
    if (!row) return undefined
    const session = {
      digest,
      accountId: row.accountId,
      schoolId: row.schoolId,
      personId: row.personId,
      expiresAt: row.expiresAt,
      sharedDevice: row.sharedDevice,
      limited: row.limited,
    }
    if (session.personId) remember(key, session, now) // who belongs to no school yet may do so any moment
    return session
  }
  return { find, forget: (token: string) => void seen.delete(digestOf(token).toString('base64')) }
}

export type Sessions = ReturnType<typeof makeSessions>
