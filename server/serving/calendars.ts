import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { asNobody } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { SchoolOf } from '#kernel/http.ts'
import type { Installation } from '#kernel/installation.ts'
import { countWrongTries, mustNotWait, triesFrom } from '#kernel/throttle.ts'
import { calendarAt } from '#modules/calendar/index.ts'

type House = { installation: Installation; schoolOf: SchoolOf }
type Params = { slug: string; file: string }

/** A program asks a few times an hour. */
const MOST_AN_HOUR = 60
const HOUR = 3_600_000
const MOST_KNOWN = 20_000

/** How often each address was asked for in this hour, in this process; by digest, for the address itself is a secret. */
const makeCounter = () => {
  const counts = new Map<string, { count: number; until: number }>()
  return (token: string, now: number) => {
    const key = createHash('sha256').update(token).digest('base64')
    const known = counts.get(key)
    const row = known && known.until > now ? known : { count: 0, until: now + HOUR }
    if (!known && counts.size >= MOST_KNOWN) counts.clear()
    counts.set(key, { ...row, count: row.count + 1 })
    return row.count < MOST_AN_HOUR ? undefined : Math.ceil((row.until - now) / 1000)
  }
}

/** Whoever tries addresses is slowed down; a forgotten program behind the same line as others stops nobody's but its own. */
const nothingThere = async ({ db, vault }: Installation, address: string) => {
  const tried = triesFrom(vault, 'calendar', address)
  await asNobody(db, (tx) => mustNotWait(tx, [tried]))
  await asNobody(db, (tx) => countWrongTries(tx, [tried]))
  return refuse('not_found')
}

const headers = {
  'content-type': 'text/calendar; charset=utf-8',
  'content-disposition': 'inline; filename="calendar.ics"',
  'cache-control': 'private, no-cache',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-robots-tag': 'noindex, nofollow',
}

/** Mounts the addresses at which programs read calendars. One that was ended, one that leads nowhere any more and one that never was answer the same. */
export const mountCalendars = (app: FastifyInstance, { installation, schoolOf }: House): void => {
  const wait = makeCounter()
  app.get<{ Params: Params }>('/calendars/:slug/:file', async (request, reply) => {
    const { slug, file } = request.params
    const token = /^([\w-]{43})\.ics$/.exec(file)?.[1]
    const schoolId = token === undefined ? undefined : await schoolOf(slug)
    const text = token && schoolId ? await calendarAt(installation, schoolId, token) : undefined
    if (token === undefined || text === undefined) return nothingThere(installation, request.ip)
    const seconds = wait(token, installation.clock.now().getTime())
    if (seconds !== undefined) refuse('too_many_tries', { seconds })
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
    reply.headers({ ...headers, etag })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.send(text)
  })
}
