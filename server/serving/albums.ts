import type { FastifyInstance } from 'fastify'
import { readChildPhotos } from '#contract/photos.ts'
import { cookieNames } from '#kernel/cookies.ts'
import type { Actor } from '#kernel/db.ts'
import { Refusal, refuse } from '#kernel/errors.ts'
import { actorFor, type perform } from '#kernel/http.ts'
import type { Installation } from '#kernel/installation.ts'
import { openFile } from '#modules/files/index.ts'
import { ofChild } from '#modules/photos/reading.ts'
import type { Item } from '#modules/privacy/packing.ts'
import { headersOf, zipOf } from './exports.ts'

type House = Parameters<typeof perform>[0]
type Who = Omit<Actor, 'purpose' | 'action'>
type Photo = ReturnType<typeof readChildPhotos.output.parse>['photos'][number]

/** One photo, opened when its turn has come: what was withdrawn meanwhile is empty, and costs the family none of the others. */
const itemOf = (installation: Installation, who: Who, { id, postedAt, type }: Photo, nth: number): Item => ({
  path: `files/${postedAt.slice(0, 10)} ${nth + 1}.${type === 'image/jpeg' ? 'jpg' : 'webp'}`,
  async *bytes() {
    try {
      const { read, size } = await openFile(installation, who, id, 'whole')
      yield* read({ start: 0, end: size - 1 })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  },
})

/** Mounts the address at which a family takes all photos of its own child that it may have, as one file. */
export const mountAlbums = (app: FastifyInstance, { installation, sessions, schoolOf }: House): void => {
  app.get<{ Params: { slug: string; id: string } }>('/s/:slug/people/:id/photos.zip', async (request, reply) => {
    if (request.headers['sec-fetch-site'] === 'cross-site') refuse('forgery')
    const { slug, id } = request.params
    const cookie = request.cookies[cookieNames(installation.origin).session]
    const [session, schoolId] = await Promise.all([
      cookie ? sessions.find(cookie, installation.clock.now()) : undefined,
      schoolOf(slug),
    ])
    const who = actorFor(ofChild, session, schoolId ?? refuse('not_found'), request.id)
    const { output } = await ofChild.perform(installation, who, { params: { id }, query: {}, body: {} })
    const { photos } = readChildPhotos.output.parse(output)
    const items = photos.map((photo, nth) => itemOf(installation, who, photo, nth))
    return reply.headers(headersOf(`photos-${photos[0]?.postedAt.slice(0, 10) ?? 'none'}.zip`)).send(zipOf(items))
  })
}
