import type { FastifyInstance, FastifyRequest } from 'fastify'
import { asJson, overview } from '#server/serving/trust.ts'
import { notFound } from './notices.ts'
import { remembering } from './remembering.ts'
import { themePage, trustPage, whoPage } from './trust-pages.ts'
import { type House, show, visit } from './visit.ts'

type Where = { Params: { slug?: string; theme?: string } }

/** The public pages of what is promised: of the installation, and of each school. They need no account and no JavaScript. */
export const trusting = (app: FastifyInstance, house: House): void => {
  const ask = remembering(house, overview)
  const look = async (request: FastifyRequest, reply: Parameters<typeof visit>[2]) => {
    const visited = await visit(house, request, reply)
    const { slug } = (request.params ?? {}) as { slug?: string }
    return slug && !visited.school ? { ...visited, found: undefined } : { ...visited, found: await ask(visited.school?.schoolId) }
  }
  for (const base of ['/trust', '/s/:slug/trust']) {
    app.get<Where>(base, async (request, reply) => {
      const { page, found } = await look(request, reply)
      return found ? show(reply, trustPage(page, found)) : show(reply, notFound(page), 404)
    })
    app.get<Where>(`${base}/who`, async (request, reply) => {
      const { page, found } = await look(request, reply)
      return found ? show(reply, whoPage(page)) : show(reply, notFound(page), 404)
    })
    app.get<Where>(`${base}/:theme`, async (request, reply) => {
      const { page, found } = await look(request, reply)
      const theme = found?.themes.find(({ theme: one }) => one === request.params.theme)
      return found && theme ? show(reply, themePage(page, found, theme)) : show(reply, notFound(page), 404)
    })
  }
  app.get('/api/trust/promises.json', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=60').send(asJson(await ask(undefined))),
  )
  app.get<Where>('/s/:slug/api/trust/promises.json', async (request, reply) => {
    const { found } = await look(request, reply)
    return found ? reply.header('cache-control', 'public, max-age=60').send(asJson(found)) : reply.callNotFound()
  })
}
