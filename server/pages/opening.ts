import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { html } from '#kernel/html.ts'
import { openness } from '#server/serving/openness.ts'
import { feed, revisionsAsJson, securityText, suppliersAsJson } from '#server/serving/openness-files.ts'
import { layout, type Page } from './layout.ts'
import { notFound } from './notices.ts'
import { isOpenPage, type OpenPage, openPages } from './open-pages.ts'
import { remembering } from './remembering.ts'
import { type House, show, visit } from './visit.ts'

type Where = { Params: { slug?: string } }

const openPage = (page: Page, material: Parameters<(typeof openPages)['keeps']['render']>[1], name: OpenPage) => {
  const { title, how, render } = openPages[name]
  const { t, school } = page
  const back = school ? `/s/${school.slug}/trust` : '/trust'
  return layout(
    page,
    t(title),
    html`
<header class="stack"><p><a href="${back}">${t('trust.back')}</a></p><h1>${t(title)}</h1>${how && html`<p>${t(how)}</p>`}</header>
${render(page, material)}`,
  )
}

const ofSchool = (request: FastifyRequest) => (request.params as { slug?: string }).slug !== undefined

/** The public pages beside the promises, and the same as data and as feeds. */
export const opening = (app: FastifyInstance, house: House): void => {
  const { installation } = house
  const ask = remembering(house, openness)
  const mount = (path: string, name: string) =>
    app.get<Where>(path, async (request, reply) => {
      const { page, school } = await visit(house, request, reply)
      if (!isOpenPage(name) || (ofSchool(request) && !school)) return show(reply, notFound(page), 404)
      const material = { ...(await ask(school?.schoolId)), dataMap: installation.dataMap }
      return show(reply, openPage(page, material, name))
    })
  for (const name of Object.keys(openPages)) for (const base of ['/trust', '/s/:slug/trust']) mount(`${base}/${name}`, name)
  const fresh = (reply: FastifyReply, type: string) => reply.type(type).header('cache-control', 'public, max-age=60')
  for (const base of ['/api', '/s/:slug/api'])
    app.get<Where>(`${base}/trust/suppliers.json`, async (request, reply) => {
      const { school } = await visit(house, request, reply)
      if (ofSchool(request) && !school) return reply.callNotFound()
      return fresh(reply, 'application/json').send(suppliersAsJson(await ask(school?.schoolId)))
    })
  app.get('/api/trust/changes.json', async (_request, reply) =>
    fresh(reply, 'application/json').send(await revisionsAsJson(installation)),
  )
  app.get('/trust/changes.atom', async (_request, reply) =>
    fresh(reply, 'application/atom+xml; charset=utf-8').send(await feed(installation)),
  )
  app.get('/.well-known/security.txt', async (_request, reply) =>
    fresh(reply, 'text/plain; charset=utf-8').send(securityText(installation)),
  )
}
