import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import yazl from 'yazl'
import * as z from 'zod/mini'
import { redeemCarryToken } from '#contract/carrying.ts'
import { readHandedCopy } from '#contract/covering.ts'
import { zipped, zippedTexts } from '#contract/endpoint.ts'
import { locales } from '#contract/locales.ts'
import { readPackage } from '#contract/rights.ts'
import type { Action } from '#kernel/action.ts'
import { cookieNames } from '#kernel/cookies.ts'
import { Refusal, refuse } from '#kernel/errors.ts'
import { actorFor, perform } from '#kernel/http.ts'
import { beginExport } from '#modules/exit/announcing.ts'
import { wholeSchool } from '#modules/exit/index.ts'
import { hand } from '#modules/orders/handing.ts'
import type { Covered } from '#modules/privacy/index.ts'
import type { Item } from '#modules/privacy/packing.ts'
import { exporting } from '#modules/privacy/rights.ts'
import { redeem } from '#modules/rights/carrying.ts'
import { packageOf } from '#modules/rights/following.ts'
import { letterSheet, noteTaken, take } from '#modules/rights/handing-over.ts'
import { exported } from '#modules/rosters/exporting.ts'
import { archiveOf, exportSchema } from './exporting.ts'
import { orderedArchive } from './ordering.ts'

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

/** The OneRoster set of the list that a school is kept by, where there is one. */
const rosterFiles = async (installation: House['installation'], who: Parameters<Action['perform']>[1]) => {
  try {
    const { output } = await exported.perform(installation, who, { params: {}, query: {}, body: {} })
    return zippedTexts.parse(output).files.map(({ path, text }) => ({ path: `oneroster/${path}`, text }))
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}

type Where = { slug: string; id: string }
type Asking = FastifyRequest<{ Params: Where }>

/** Whoever asks for the head alone takes nothing along: a copy is only ever given, and noted, to whoever fetches it. */
const fetchedOnly = { exposeHeadRoute: false }

const sendArchive = async (reply: FastifyReply, ...archive: Parameters<typeof archiveOf>) => {
  const { exportId, items } = await archiveOf(...archive)
  return reply.headers(headersOf(`preau-export-${exportId}.zip`)).send(zipOf(items))
}

/** Mounts where another Préau fetches a copy with a code, as whoever drew it. */
export const mountCarried = (app: FastifyInstance, house: House): void => {
  app.post<{ Params: Where }>('/s/:slug/carried-copy.zip', async (request, reply) => {
    const { output } = await perform(house, redeem, request, reply, request.body)
    const { personId, askedBy, only, copy } = redeemCarryToken.output.parse(output)
    const schoolId = (await house.schoolOf(request.params.slug)) ?? refuse('not_found')
    const who = { schoolId, personId: askedBy, accountId: null, session: null, requestId: request.id }
    return sendArchive(reply, house.installation, who, { id: personId, locale: undefined, only, copy })
  })
}

/** Mounts the addresses of a person's export as one file, by the person or by the request that it answers, and what its data looks like. */
export const mountExports = (app: FastifyInstance, house: House): void => {
  const { installation, sessions, schoolOf } = house
  const whoFor = async (request: Asking, action: Action) => {
    if (request.headers['sec-fetch-site'] === 'cross-site') refuse('forgery') // another site could make this browser take a copy
    const cookie = request.cookies[cookieNames(installation.origin).session]
    const [session, schoolId] = await Promise.all([
      cookie ? sessions.find(cookie, installation.clock.now()) : undefined,
      schoolOf(request.params.slug),
    ])
    return actorFor(action, session, schoolId ?? refuse('not_found'), request.id)
  }
  const localeIn = (request: Asking) => {
    const asked = query.safeParse(request.query)
    return asked.success ? asked.data.locale : refuse('invalid_input')
  }
  app.get<{ Params: Where }>('/s/:slug/people/:id/export.zip', fetchedOnly, async (request, reply) => {
    const who = await whoFor(request, exporting)
    return sendArchive(reply, installation, who, { id: request.params.id, locale: localeIn(request) })
  })
  app.get<{ Params: Where }>('/s/:slug/rights-requests/:id/export.zip', fetchedOnly, async (request, reply) => {
    const [who, locale] = [await whoFor(request, packageOf), localeIn(request)]
    const { output } = await packageOf.perform(installation, who, { params: { id: request.params.id }, query: {}, body: {} })
    const { personId, only, copy } = readPackage.output.parse(output)
    return sendArchive(reply, installation, who, { id: personId, locale, only, copy })
  })
  app.get<{ Params: Where }>('/s/:slug/rights-cases/:id/export.zip', fetchedOnly, async (request, reply) => {
    const [desk, locale, { id }] = [await whoFor(request, take), localeIn(request), request.params]
    const { output } = await take.perform(installation, desk, { params: { id }, query: { locale }, body: {} })
    const { personId, askedBy, isGone, letter } = readHandedCopy.output.parse(output)
    const asker = { schoolId: desk.schoolId, personId: askedBy, accountId: null, session: null, requestId: request.id }
    const whose = { id: personId, locale, copy: id, letter: (covered: readonly Covered[]) => letterSheet(letter, covered) }
    const { exportId, items } = await archiveOf(installation, isGone ? desk : asker, whose)
    await noteTaken(installation, desk, id, askedBy)
    return reply.headers(headersOf(`preau-export-${exportId}.zip`)).send(zipOf(items))
  })
  app.get<{ Params: Where }>('/s/:slug/school-exit/export.zip', fetchedOnly, async (request, reply) => {
    const who = await whoFor(request, beginExport)
    const { exportId, items } = await wholeSchool(installation, who, await rosterFiles(installation, who))
    return reply.headers(headersOf(`preau-school-${exportId}.zip`)).send(zipOf(items))
  })
  app.get<{ Params: Where }>('/s/:slug/judicial-orders/:id/export.zip', fetchedOnly, async (request, reply) => {
    const { exportId, items } = await orderedArchive(installation, await whoFor(request, hand), request.params.id)
    return reply.headers(headersOf(`preau-order-${exportId}.zip`)).send(zipOf(items))
  })
  app.get('/schemas/preau-export-1.json', async (_, reply) =>
    reply.headers({ 'content-type': 'application/schema+json', 'cache-control': 'public, max-age=86400' }).send(exportSchema),
  )
}

/** Mounts the actions whose answer is an archive. */
export const mountZips = (app: FastifyInstance, house: House, actions: readonly Action[]): void => {
  for (const action of actions) {
    const { method, path, zips } = action.endpoint
    if (!zips) continue
    app.route({
      ...fetchedOnly,
      method,
      url: `/s/:slug/api${path}`,
      handler: async (request, reply) => {
        const { output } = await perform(house, action, request, reply, request.body)
        const archive = zipped.parse(output)
        return reply.headers(headersOf(archive.name)).send('bytes' in archive ? archive.bytes : zipOf(archive.files.map(itemOf)))
      },
    })
  }
}
