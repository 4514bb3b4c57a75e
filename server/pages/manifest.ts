import type { FastifyInstance } from 'fastify'
import { answerProblem } from '#kernel/http.ts'
import { type House, visit } from './visit.ts'

const icons = [
  { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
  { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
  { src: '/icon-whole.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  { src: '/roof.svg', sizes: 'any', type: 'image/svg+xml' },
]

/** What a device asks of a school's app before it installs it: each school is an app of its own, under the name above its door. */
export const manifests = (app: FastifyInstance, house: House): void => {
  app.get<{ Params: { slug: string } }>('/s/:slug/app.webmanifest', async (request, reply) => {
    const { school, t } = await visit(house, request, reply)
    if (!school) return answerProblem(house.installation, request, reply, { code: 'FST_ERR_NOT_FOUND' })
    const scope = `/s/${school.slug}/`
    const [dark, light] = ['#1e5b4f', '#fbf9f4']
    return reply
      .type('application/manifest+json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send({
        ...{ id: scope, scope, start_url: `${scope}today`, name: school.name, short_name: school.name, lang: t.locale },
        ...{ display: 'standalone', theme_color: dark, background_color: light, icons },
      })
  })
}
