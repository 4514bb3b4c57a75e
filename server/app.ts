import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { answerNoise, answerProblem, mount, requestId } from '#kernel/http.ts'
import type { Installation } from '#kernel/installation.ts'
import { schoolAt } from '#kernel/schools.ts'
import { makeSessions } from '#kernel/session.ts'
import { mountLedger } from './pages/ledger.ts'
import { mountPages, troubles } from './pages/routes.ts'
import { actions } from './registry.ts'
import { mountAlbums } from './serving/albums.ts'
import { mountCalendars } from './serving/calendars.ts'
import { mountDownloads } from './serving/downloads.ts'
import { mountCarried, mountExports, mountZips } from './serving/exports.ts'
import { securityHeaders } from './serving/headers.ts'
import { openapi } from './serving/openapi.ts'
import { mountPrints } from './serving/printing.ts'
import { mountStreams } from './serving/streams.ts'
import { mountUploads } from './serving/uploads.ts'

const MOST_BODY = 1_000_000
/** A large file over a slow line arrives within it; whoever sends a letter a minute is not waited for. */
const LONGEST_REQUEST = 600_000
/** What stands between a browser and us hangs up on whoever says nothing for half a minute. */
const BEAT = 25_000

type Options = {
  trustProxy?: string[] | false
  /** After how many milliseconds a stream that is open says so. */
  beat?: number
  server?: { https?: { key: string; cert: string } }
}

const finder = (installation: Installation) => {
  const slugs = new Map<string, string>()
  return async (slug: string) => {
    const known = slugs.get(slug)
    if (known) return known
    const found = (await schoolAt(installation, slug))?.schoolId
    if (found && slugs.size < 10_000) slugs.set(slug, found)
    return found
  }
}

/** One Préau as a server that has not begun to listen: every action, every page, health, and nothing else. */
export const build = async (
  installation: Installation,
  { trustProxy = false, beat = BEAT, server = {} }: Options = {},
): Promise<FastifyInstance> => {
  const app = Fastify({
    ...server,
    bodyLimit: MOST_BODY,
    requestTimeout: LONGEST_REQUEST,
    trustProxy,
    genReqId: requestId,
    clientErrorHandler: answerNoise,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void answerProblem(installation, request, reply, error),
  }) as FastifyInstance
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: MOST_BODY })
  securityHeaders(app, installation)
  const house = { installation, sessions: makeSessions(installation.db), schoolOf: finder(installation) }
  troubles(app, house)
  mount(app, house, actions)
  await mountPages(app, house)
  await mountUploads(app, house, actions)
  mountPrints(app, house, actions)
  mountStreams(app, house, actions, beat)
  for (const mountSome of [mountDownloads, mountExports, mountCarried, mountAlbums, mountCalendars]) mountSome(app, house)
  mountZips(app, house, actions)
  mountLedger(app, installation)
  app.get('/healthz', async () => ({ ok: true }))
  app.get('/readyz', async () => {
    await installation.db.plain.query('select 1')
    return { ok: true, ...(await installation.published.delay()) }
  })
  const description = openapi(actions)
  app.get('/api/openapi.json', async () => description)
  return app
}
