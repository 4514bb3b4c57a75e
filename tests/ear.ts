import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { type StreamEvent, streamEvent } from '#contract/live.ts'

/** Somebody's open app: what its stream says, one event after the other, and when it is over. */
export type Ear = {
  /** The next event that says something. */
  next: () => Promise<StreamEvent>
  /** Every byte so far. */
  raw: () => string
  /** The id that the app would come back with. */
  lastId: () => string
  /** Resolves when the other side has ended the stream. */
  ended: Promise<void>
  response: IncomingMessage
  hangUp: () => void
}

type Way = { lastId?: string; slug?: string; port?: number }

const portOf = (app: FastifyInstance) => (app.server.address() as AddressInfo).port

const reader = () => {
  const heard: StreamEvent[] = []
  const waiting: ((event: StreamEvent) => void)[] = []
  let [text, rest, id] = ['', '', '']
  const take = (block: string) => {
    for (const line of block.split('\n')) {
      if (line.startsWith('id: ')) id = line.slice(4)
      if (!line.startsWith('data: ')) continue
      const event = streamEvent.parse(JSON.parse(line.slice(6)))
      const first = waiting.shift()
      if (first) first(event)
      else heard.push(event)
    }
  }
  return {
    add: (some: string) => {
      text += some
      const blocks = (rest + some).split('\n\n')
      rest = blocks.pop() ?? ''
      blocks.forEach(take)
    },
    next: () => {
      const { promise, resolve } = Promise.withResolvers<StreamEvent>()
      const first = heard.shift()
      if (first) resolve(first)
      else waiting.push(resolve)
      return promise
    },
    raw: () => text,
    lastId: () => id,
  }
}

/** Opens a stream as a browser does, on a server that listens; answers whatever status comes. */
export const listenTo = async (app: FastifyInstance, token: string, { lastId, slug = 'preau' }: Way = {}): Promise<Ear> => {
  const headers = {
    ...{ cookie: `preau=${token}`, accept: 'text/event-stream' },
    ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
  }
  const asking = get(`http://127.0.0.1:${portOf(app)}/s/${slug}/api/stream`, { agent: false, headers })
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  const { add, ...rest } = reader()
  response
    .setEncoding('utf8')
    .on('data', add)
    .on('error', () => undefined)
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  response.on('end', resolve).on('close', resolve)
  return { ...rest, response, ended, hangUp: () => asking.destroy() }
}
