import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import yazl from 'yazl'
import * as z from 'zod/mini'
import { zipped } from '#contract/endpoint.ts'
import { locales } from '#contract/locales.ts'
import type { Action } from '#kernel/action.ts'
import { cookieNames } from '#kernel/cookies.ts'
import { refuse } from '#kernel/errors.ts'
import { actorFor, perform } from '#kernel/http.ts'
import type { Item } from '#modules/privacy/packing.ts'
import { exporting } from '#modules/privacy/rights.ts'
import { archiveOf } from './exporting.ts'

type House = Parameters<typeof perform>[0]

const isPacked = (path: string) => path.startsWith('files/') // pictures, films and documents are compressed already

/** An archive that is made while it is sent: one item is open at a time, and none once nobody listens any more. */
export const zipOf = (items: readonly Item[]): Readable => {
  const zip = new yazl.ZipFile()
  const out = zip.outputStream
  if (!(out instanceof Readable)) throw new Error('yazl answers no stream of Node')
  let open: Readable | undefined
  zip.on('error', (error: unknown) => out.destroy(error instanceof Error ? error : new Error('the archive broke off')))
  out.on('close', () => open?.destroy())
  for (const { path, bytes } of items)
    zip.addReadStreamLazy(path, { compress: !isPacked(path), mode: 0o100600 }, (begin) => {
      open = Readable.from(bytes(), { objectMode: false, highWaterMark: 65_536 })
      begin(null, open)
    })
  zip.end()
  return out
}

const itemOf = ({ path, text }: { path: string; text: string }): Item => ({
  path,
  async *bytes() {
    yield Buffer.from(text)
  },
})

export const headersOf = (name: string) => ({
  'content-type': 'application/zip',
  'content-disposition': `attachment; filename="${name}"`,
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; sandbox",
})

const query = z.object({ locale: z.optional(z.enum(locales)) })

/** Mounts the address of a person's export as one file: what `privacy.export` answers, and all that it leads to. */
export const mountExports = (app: FastifyInstance, { installation, sessions, schoolOf }: House): void => {
  app.get<{ Params: { slug: string; id: string } }>('/s/:slug/people/:id/export.zip', async (request, reply) => {
    if (request.headers['sec-fetch-site'] === 'cross-site') refuse('forgery') // another site could make this browser take a copy
    const cookie = request.cookies[cookieNames(installation.origin).session]
    const [session, schoolId] = await Promise.all([
      cookie ? sessions.find(cookie, installation.clock.now()) : undefined,
      schoolOf(request.params.slug),
    ])
    const asked = query.safeParse(request.query)
    if (!asked.success) return refuse('invalid_input')
    const who = actorFor(exporting, session, schoolId ?? refuse('not_found'), request.id)
    const { exportId, items } = await archiveOf(installation, who, { id: request.params.id, locale: asked.data.locale })
    return reply.headers(headersOf(`preau-export-${exportId}.zip`)).send(zipOf(items))
  })
}

/** Mounts the actions whose answer is an archive. */
export const mountZips = (app: FastifyInstance, house: House, actions: readonly Action[]): void => {
  for (const action of actions) {
    const { method, path, zips } = action.endpoint
    if (!zips) continue
    app.route({
      method,
      url: `/s/:slug/api${path}`,
      handler: async (request, reply) => {
        const { output } = await perform(house, action, request, reply, request.body)
        const { name, files } = zipped.parse(output)
        return reply.headers(headersOf(name)).send(zipOf(files.map(itemOf)))
      },
    })
  }
}
