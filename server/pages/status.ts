import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { html } from '#kernel/html.ts'
import { readStanding } from '#modules/status/reading.ts'
import * as subscribing from '#modules/status/subscribing.ts'
import { incidentsFeed, maintenanceCalendar, standingAsJson } from '#server/serving/status-files.ts'
import { button, field, hidden, type Refused, refusal } from './form.ts'
import { layout, type Page } from './layout.ts'
import { remembering } from './remembering.ts'
import { standingPart } from './status-pages.ts'
import { type House, show, submit, typedIn, visit } from './visit.ts'

const link = (path: string) => html`<a href="${path}">${path}</a>`

/** Where one hears of it without looking: by mail, in a calendar, in a reader, and at the second place. */
const following = (page: Page, elsewhere: string | undefined, refused: Refused) => {
  const { t } = page
  return html`<section class="stack" id="follow"><h2>${t('status.follow')}</h2>
${refusal(page, refused)}
<form class="card stack" method="post" action="/status/subscribers#follow">
  ${hidden(page)}
  ${field(page, refused, { name: 'email', label: t('status.email'), hint: t('status.email_how'), type: 'email', autocomplete: 'email' })}
  ${button(t('status.subscribe'))}
</form>
<ul class="card rows"><li class="stack"><strong>${t('status.feed')}</strong>${link('/status/incidents.atom')}</li><li class="stack"><strong>${t('status.calendar')}</strong>${link('/status/maintenance.ics')}</li><li class="stack"><strong>${t('status.data')}</strong>${link('/api/status.json')}</li>${
    elsewhere &&
    html`<li class="stack"><strong>${t('status.elsewhere')}</strong><span>${t('status.elsewhere_how')}</span><a href="${elsewhere}">${elsewhere}</a></li>`
  }</ul></section>`
}

type Shown = { elsewhere: string | undefined; refused?: Refused }

const statusPage = (page: Page, standing: Awaited<ReturnType<typeof readStanding>>, { elsewhere, refused = {} }: Shown) =>
  layout(
    page,
    page.t('status.title'),
    html`
<header class="stack"><h1>${page.t('status.title')}</h1><p>${page.t('status.intro')}</p></header>
${standingPart(page.t, standing)}
${following(page, elsewhere, refused)}`,
  )

const donePage = (page: Page, said: string, what: string) =>
  layout(
    page,
    said,
    html`
<h1>${page.t('status.title')}</h1>
<div class="banner ok" role="status"><div><strong>${said}</strong><p>${what}</p></div></div>
<a class="button" href="/status">${page.t('status.back')}</a>`,
  )

type Way = 'confirm' | 'stop'

/** Asks before anything is done: what opens links in mails to look at them must neither begin nor end anything. */
const askPage = (page: Page, way: Way, token: string, refused: Refused = {}) =>
  layout(
    page,
    page.t(`status.${way}.title`),
    html`
<header class="stack"><h1>${page.t(`status.${way}.title`)}</h1><p>${page.t(`status.${way}.what`)}</p></header>
${refusal(page, refused)}
<form class="stack" method="post" action="/status/${way}">
  ${hidden(page, { token })}
  ${button(page.t(`status.${way}.button`))}
</form>`,
  )

/** A mail program sends the link as it stands in the mail; the form of the page sends what stood in it. */
const tokenIn = (request: FastifyRequest) => {
  const { token } = (request.query ?? {}) as { token?: unknown }
  return typedIn(request)['token'] ?? (typeof token === 'string' ? token : '')
}

const byLink = (app: FastifyInstance, house: House) => {
  const ask = (way: Way) => async (request: FastifyRequest, reply: FastifyReply) =>
    show(reply, askPage((await visit(house, request, reply)).page, way, tokenIn(request)))
  const does = (way: Way) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { page } = await visit(house, request, reply)
    const token = tokenIn(request)
    const { confirm, unsubscribe } = subscribing
    const { answer, refused, status } = await submit(house, way === 'confirm' ? confirm : unsubscribe, request, reply, { token })
    if (!answer) return show(reply, askPage(page, way, token, refused), status)
    return show(reply, donePage(page, page.t(`status.${way}.done`), page.t(`status.${way}.done_what`)))
  }
  app.get('/status/confirm', ask('confirm'))
  app.get('/status/stop', ask('stop'))
  app.post('/status/confirm', does('confirm'))
  app.post('/status/stop', does('stop'))
}

/** The public page of how the service stands, and the ways to hear of it: without an account and without JavaScript. */
export const standing = (app: FastifyInstance, house: House): void => {
  const { installation } = house
  const { statusAt: elsewhere } = installation
  const remembered = remembering(house, readStanding)
  const ask = () => remembered(undefined)
  app.get('/status', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    return show(reply, statusPage(page, await ask(), { elsewhere }))
  })
  app.post('/status/subscribers', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const { email = '' } = typedIn(request)
    const body = { email: email.trim(), locale: page.t.locale }
    const { answer, refused, status } = await submit(house, subscribing.subscribe, request, reply, body)
    if (!answer) return show(reply, statusPage(page, await ask(), { elsewhere, refused }), status)
    return show(reply, donePage(page, page.t('status.subscribed'), page.t('status.subscribed_what')))
  })
  byLink(app, house)
  const fresh = (reply: FastifyReply, type: string) => reply.type(type).header('cache-control', 'public, max-age=60')
  app.get('/status/incidents.atom', async (_request, reply) =>
    fresh(reply, 'application/atom+xml; charset=utf-8').send(incidentsFeed(installation, await ask())),
  )
  app.get('/status/maintenance.ics', async (_request, reply) =>
    fresh(reply, 'text/calendar; charset=utf-8').send(maintenanceCalendar(installation, await ask())),
  )
  app.get('/api/status.json', async (_request, reply) => {
    const found = await ask()
    return fresh(reply, 'application/json').send(standingAsJson(found, found.at))
  })
}
