import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Action } from '#kernel/action.ts'
import { Refusal, refuse } from '#kernel/errors.ts'
import { cookieNames, perform, refuseForgery } from '#kernel/http.ts'
import { upload } from '#modules/rosters/index.ts'

type House = Parameters<typeof perform>[0]

/** Whatever the form reader stumbles over is a form that makes no sense, or a file that is too large. */
const refusalOf = (error: unknown): Refusal => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return new Refusal(code === 'FST_REQ_FILE_TOO_LARGE' || code === 'FST_FILES_LIMIT' ? 'too_large' : 'malformed')
}

const readForm = async (request: FastifyRequest): Promise<Record<string, unknown>> => {
  const body: Record<string, unknown> = {}
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') body['package'] = upload(await part.toBuffer())
      else body[part.fieldname] = part.value
    }
  } catch (error) {
    throw refusalOf(error)
  }
  return body
}

/** Nobody sends a large file to be told afterwards that they may not: session, origin and size come first. */
const refuseEarly = async ({ installation, sessions }: House, request: FastifyRequest, most: number) => {
  const token = request.cookies[cookieNames(installation.origin).session]
  refuseForgery(installation, request, token)
  const session = token && (await sessions.find(token, installation.clock.now()))
  if (!session) refuse('not_signed_in')
  if (Number(request.headers['content-length'] ?? 0) > most + 10_000) refuse('too_large')
}

/** Mounts the actions whose body is a file, each with the size that its endpoint allows. */
export const mountUploads = async (app: FastifyInstance, house: House, actions: readonly Action[]): Promise<void> => {
  for (const action of actions) {
    const { method, path, scope, upload: allowed } = action.endpoint
    if (!allowed) continue
    await app.register(async (room) => {
      await room.register(multipart, { limits: { fileSize: allowed.most, files: 1, fields: 4, fieldSize: 200, parts: 5 } })
      room.route({
        method,
        url: scope === 'school' ? `/s/:slug/api${path}` : `/api${path}`,
        onRequest: (request) => refuseEarly(house, request, allowed.most),
        handler: async (request, reply) => {
          const { status, output } = await perform(house, action, request, reply, await readForm(request))
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
