import { createHash } from 'node:crypto'
import multipart, { type Multipart } from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Action } from '#kernel/action.ts'
import { cookieNames } from '#kernel/cookies.ts'
import { Refusal, refuse } from '#kernel/errors.ts'
import { perform, refuseForgery } from '#kernel/http.ts'
import { upload } from '#modules/rosters/index.ts'

type House = Parameters<typeof perform>[0]
type Form = Record<string, unknown>

/** Whatever the form reader stumbles over is a form that makes no sense, or a file that is too large. */
const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return new Refusal(code === 'FST_REQ_FILE_TOO_LARGE' || code === 'FST_FILES_LIMIT' ? 'too_large' : 'malformed')
}

type File = Extract<Multipart, { type: 'file' }>

/** Browsers write three signs of a file's name as `%22`, `%0D`, `%0A`, and nothing else in that way. */
const asTyped = (name: string) => name.replaceAll('%22', '"').replace(/%0[DA]/gi, ' ')

/** A file as it comes: read once, to its end and to the end of the form, so that one that was cut off is never taken for whole. */
const incoming = (part: File, rest: AsyncIterator<Multipart>) => {
  const digest = createHash('sha256')
  let isRead: 'no' | 'begun' | 'yes' = 'no'
  async function* bytes(): AsyncGenerator<Buffer> {
    if (isRead !== 'no') throw new Refusal('malformed') // a request is sent once, and so can be read once
    isRead = 'begun'
    try {
      for await (const chunk of part.file) {
        if (part.file.truncated) throw new Refusal('too_large')
        digest.update(chunk)
        yield chunk
      }
      if (part.file.truncated) throw new Refusal('too_large')
      if (!(await rest.next()).done) throw new Refusal('malformed')
    } catch (error) {
      throw refusalOf(error)
    }
    isRead = 'yes'
  }
  const toJSON = () => {
    if (isRead !== 'yes') throw new Error('a request is written down when its file has been read')
    return digest.copy().digest('hex')
  }
  return { name: asTyped(part.filename), bytes, toJSON }
}

/** Reads the form: a whole file into memory, or up to a file that is handed over as it comes. */
const readForm = async (request: FastifyRequest, isStreamed = false): Promise<Form> => {
  const body: Record<string, unknown> = {}
  try {
    const parts = request.parts()
    for (let part = await parts.next(); !part.done; part = await parts.next()) {
      const { value } = part
      if (value.type !== 'file') body[value.fieldname] = value.value
      else if (!isStreamed) body['package'] = upload(await value.toBuffer())
      else return { ...body, file: incoming(value, parts) }
    }
  } catch (error) {
    throw refusalOf(error)
  }
  return body
}

/** The next bytes of a file, as far as they come: where the line is lost they end, and what has come is kept. */
const nextBytes = (request: FastifyRequest): Form => {
  const offset = request.headers['upload-offset']
  let isRead = false
  async function* bytes(): AsyncGenerator<Buffer> {
    if (isRead) throw new Refusal('malformed') // a request is sent once, and so can be read once
    isRead = true
    try {
      for await (const chunk of request.raw) yield chunk
    } catch (error) {
      if (!request.raw.destroyed) throw error
    }
  }
  return {
    offset: typeof offset === 'string' && /^\d{1,10}$/.test(offset) ? Number(offset) : undefined,
    part: { name: '', bytes, toJSON: () => 'part' },
  }
}

/** Lets what nobody has read go by, so that whoever still sends comes to the answer; but not for ever. */
const letGo = ({ raw }: FastifyRequest, most: number) => {
  if (raw.readableEnded || raw.destroyed) return
  let left = most
  raw.unpipe()
  raw.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) raw.destroy()
  })
  raw.resume()
}

/** Nobody sends a large file to be told afterwards that they may not: session, origin and size come first. */
const refuseEarly = async ({ installation, sessions }: House, request: FastifyRequest, most: number) => {
  const token = request.cookies[cookieNames(installation.origin).session]
  refuseForgery(installation, request, token)
  const session = token && (await sessions.find(token, installation.clock.now()))
  if (!session) refuse('not_signed_in')
  if (Number(request.headers['content-length'] ?? 0) > most + 10_000) refuse('too_large')
}

const partType = 'application/offset+octet-stream'

const readForms = (room: FastifyInstance, { most, isStreamed }: NonNullable<Action['endpoint']['upload']>) =>
  room.register(multipart, {
    throwFileSizeLimit: !isStreamed, // a stream is ended by whoever reads it
    limits: { fileSize: most, files: 1, fields: 6, fieldSize: 8_000, parts: 7 },
  })

/** Mounts the actions whose body is a file, each with the size that its endpoint allows. */
export const mountUploads = async (app: FastifyInstance, house: House, actions: readonly Action[]): Promise<void> => {
  for (const action of actions) {
    const { method, path, scope, upload: allowed } = action.endpoint
    if (!allowed) continue
    await app.register(async (room) => {
      if (allowed.isPart) room.addContentTypeParser(partType, (_request, _payload, done) => done(null))
      else await readForms(room, allowed)
      room.route({
        method,
        url: scope === 'school' ? `/s/:slug/api${path}` : `/api${path}`,
        onRequest: (request) => refuseEarly(house, request, allowed.most),
        handler: async (request, reply) => {
          const read = allowed.isPart ? Promise.resolve(nextBytes(request)) : readForm(request, allowed.isStreamed)
          const answer = read.then((body) => perform(house, action, request, reply, body))
          const { status, output } = await answer.finally(() => letGo(request, allowed.most))
          return reply
            .code(status)
            .type('application/json; charset=utf-8')
            .header('cache-control', 'no-store')
            .send(JSON.stringify(output))
        },
      })
    })
  }
}
