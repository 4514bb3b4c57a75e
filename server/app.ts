import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { as } from '#kernel/db.ts'
import { answerProblem, mount, requestId } from '#kernel/http.ts'
import type { Installation } from '#kernel/installation.ts'
import { makeSessions } from '#kernel/session.ts'
import { securityHeaders } from './kernel/headers.ts'
import { openapi } from './kernel/openapi.ts'
import { mountUploads } from './kernel/uploads.ts'
import { mountPages } from './pages/routes.ts'
import { actions } from './registry.ts'

const MOST_BODY = 1_000_000

type Options = { trustProxy?: string[] | false; server?: { https?: { key: string; cert: string } } }

const finder = (installation: Installation) => {
  const slugs = new Map<string, string>()
  return async (slug: string) => {
    const known = slugs.get(slug)
    if (known) return known
    const visitor = {
      schoolId: null,
      personId: null,
      accountId: null,
      session: null,
      purpose: 'self',
      requestId: requestId(),
      action: 'school.find',
    } as const
    const { rows } = await as(installation.db, visitor, (tx) =>
      sql<{ schoolId: string }>`select school_id from app.school_for(${slug})`.execute(tx),
    )
    const found = rows[0]?.schoolId
    if (found && slugs.size < 10_000) slugs.set(slug, found)
    return found
  }
}

/** One Préau as a server that has not begun to listen: every action, every page, health, and nothing else. */
export const build = async (
  installation: Installation,
  { trustProxy = false, server = {} }: Options = {},
): Promise<FastifyInstance> => {
  const app = Fastify({
    ...server,
    bodyLimit: MOST_BODY,
    trustProxy,
    genReqId: requestId,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void answerProblem(installation, request, reply, error),
  }) as FastifyInstance
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: MOST_BODY })
  securityHeaders(app, installation)
  const house = { installation, sessions: makeSessions(installation.db), schoolOf: finder(installation) }
  mount(app, house, actions)
  await mountPages(app, house)
  await mountUploads(app, house, actions)
  app.get('/healthz', async () => ({ ok: true }))
  app.get('/readyz', async () => {
    await installation.db.plain.query('select 1')
    return { ok: true }
  })
  const description = openapi(actions)
  app.get('/api/openapi.json', async () => description)
  return app
}
