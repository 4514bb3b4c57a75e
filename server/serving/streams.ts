import type { FastifyInstance, FastifyRequest } from 'fastify'
import { mostStreams } from '#contract/live.ts'
import type { Action } from '#kernel/action.ts'
import { cookieNames } from '#kernel/cookies.ts'
import { refuse } from '#kernel/errors.ts'
import { perform } from '#kernel/http.ts'
import type { Place } from '#kernel/live.ts'
import { openHub } from '#server/streams/hub.ts'
import type { Holder } from '#server/streams/stream.ts'

type House = Parameters<typeof perform>[0]

/** A stream that ends is opened again after so many milliseconds, or not at all. */
const AGAIN_MS = 3_000

const wantsStream = ({ headers: { accept = '' } }: FastifyRequest) => accept.includes('text/event-stream')

/** From where whoever was away wishes to go on; what is no such place is the beginning of time. */
const lastHeard = ({ headers, query }: FastifyRequest): Place | undefined => {
  const id = headers['last-event-id'] ?? Object(query).after
  if (id === undefined) return undefined
  const [, epoch = '-1', index = '-1'] = /^(\d{1,5})-(\d{1,15})$/.exec(`${id}`) ?? []
  return { epoch: Number(epoch), index: Number(index) }
}

const holderOf = async ({ installation, sessions }: House, request: FastifyRequest): Promise<Holder> => {
  const token = request.cookies[cookieNames(installation.origin).session] ?? refuse('not_signed_in')
  const session = (await sessions.find(token, installation.clock.now())) ?? refuse('session_ended')
  const { schoolId, personId, accountId, digest } = session
  return schoolId && personId ? { schoolId, personId, accountId, session: digest } : refuse('not_found')
}

/** Mounts the stream of open apps. Whether one may listen, the action says; how long, the hub. */
export const mountStreams = (app: FastifyInstance, house: House, actions: readonly Action[], beat: number): void => {
  const hub = openHub(house.installation, beat)
  app.addHook('preClose', async () => hub.end())
  for (const action of actions) {
    const { method, path, streams } = action.endpoint
    if (!streams) continue
    app.route({
      method,
      url: `/s/:slug/api${path}`,
      handler: async (request, reply) => {
        if (request.headers['sec-fetch-site'] === 'cross-site') refuse('forgery')
        const { output } = await perform(house, action, request, reply, request.body)
        reply.header('cache-control', 'no-store, no-transform')
        if (!wantsStream(request)) return reply.type('application/json; charset=utf-8').send(JSON.stringify(output))
        const holder = await holderOf(house, request)
        await hub.ready()
        const open = hub.countOf(holder)
        if (open.session >= mostStreams.session || open.account >= mostStreams.account) refuse('stream.too_many')
        reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' }).hijack()
        reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>)
        reply.raw.write(`retry: ${AGAIN_MS}\n\n`)
        hub.join(holder, reply.raw, lastHeard(request))
        return reply
      },
    })
  }
}
