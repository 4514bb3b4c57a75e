import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { cookieNames } from '#kernel/cookies.ts'
import { refuse } from '#kernel/errors.ts'
import type { perform } from '#kernel/http.ts'
import { openLink, type Served } from '#modules/files/index.ts'
import { openInCopy } from '#modules/rights/copy-files.ts'

type House = Parameters<typeof perform>[0]
type Range = { start: number; end: number }

// A name has any sign in it: RFC 8187 for those who read it, and a plain one for those who do not.
const encoded = (name: string) =>
  encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
const plain = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w .,()+-]/g, '_')

/** The header that says how a file is called (RFC 6266). */
export const disposition = (isInline: boolean, name: string): string =>
  `${isInline ? 'inline' : 'attachment'}; filename="${plain(name)}"; filename*=UTF-8''${encoded(name)}`

/** The part that a Range header asks for (RFC 9110): nothing where it asks for the whole, `refused` where no such part can be given. */
export const partOf = (header: string | undefined, size: number): Range | 'refused' | undefined => {
  if (header === undefined || !/^bytes=/i.test(header)) return undefined
  const [, first = '', last = ''] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header) ?? []
  if (first === '' && last === '') return 'refused' // several parts, or none that makes sense
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start > end || (first === '' && Number(last) === 0) ? 'refused' : { start, end }
}

/** With `If-Range`, a part is given only of what is still the same. */
const rangeHeader = ({ headers }: FastifyRequest, etag: string) => {
  const condition = headers['if-range']
  return condition === undefined || condition === etag ? headers.range : undefined
}

const headersOf = ({ etag, type, isInline, name }: Served) => ({
  'accept-ranges': 'bytes',
  etag,
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; sandbox",
  'content-type': type === 'text/plain' ? 'text/plain; charset=utf-8' : type,
  'content-disposition': disposition(isInline, name),
})

/** The first chunk comes before the headers: what cannot be read at all is an answer of its own, not half a file. */
const streamOf = async (bytes: AsyncGenerator<Buffer>): Promise<Readable> => {
  const first = await bytes.next()
  async function* all() {
    if (first.done) return
    yield first.value
    yield* bytes
  }
  return Readable.from(all(), { objectMode: false, highWaterMark: 65_536 })
}

const send = async (request: FastifyRequest, reply: FastifyReply, served: Served) => {
  const { size } = served
  const asked = partOf(rangeHeader(request, served.etag), size)
  if (asked === 'refused') {
    reply.header('content-range', `bytes */${size}`)
    return refuse('range_refused')
  }
  const part = asked ?? { start: 0, end: Math.max(0, size - 1) }
  const length = size === 0 ? 0 : part.end - part.start + 1
  const body = request.method === 'HEAD' || size === 0 ? undefined : await streamOf(served.read(part))
  reply.headers({ ...headersOf(served), 'content-length': length })
  if (asked) reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${size}`)
  return reply.send(body ?? '')
}

/** Mounts the address of signed links. A link alone opens nothing: it needs the session that it was made for, and the walls. */
export const mountDownloads = (app: FastifyInstance, { installation, sessions, schoolOf }: House): void => {
  app.route<{ Params: { slug: string; token: string } }>({
    method: ['GET', 'HEAD'],
    url: '/s/:slug/files/:token',
    handler: async (request, reply) => {
      const cookie = request.cookies[cookieNames(installation.origin).session]
      const [session, schoolId] = await Promise.all([
        cookie ? sessions.find(cookie, installation.clock.now()) : undefined,
        schoolOf(request.params.slug),
      ])
      if (!session) return refuse('not_signed_in')
      if (!schoolId || session.schoolId !== schoolId || session.personId === null) return refuse('not_found')
      const { personId, accountId, digest } = session
      const actor = { schoolId, personId, accountId, session: digest, requestId: request.id }
      return send(request, reply, await openLink(installation, actor, request.params.token, openInCopy))
    },
  })
}
