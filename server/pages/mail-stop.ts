import type { FastifyInstance, FastifyRequest } from 'fastify'
import { html } from '#kernel/html.ts'
import * as stopping from '#modules/notifications/stopping.ts'
import { button, hidden, type Refused, refusal } from './form.ts'
import { layout, type Page } from './layout.ts'
import { type House, show, submit, typedIn, visit } from './visit.ts'

const form = (page: Page, to: string, token: string, label: string) => html`<form class="stack" method="post" action="${to}">
  ${hidden(page, { token })}
  ${button(label)}
</form>`

/** Asks before anything is done: what opens links in mails to look at them must stop nothing. */
const askPage = (page: Page, token: string, refused: Refused = {}) =>
  layout(
    page,
    page.t('mail.stopping.title'),
    html`
<header class="stack"><h1>${page.t('mail.stopping.title')}</h1><p>${page.t('mail.stopping.what')}</p></header>
${refusal(page, refused)}
${form(page, '/mail/stop', token, page.t('mail.stopping.stop'))}
<p class="quiet">${page.t('mail.stopping.still')}</p>`,
  )

const stoppedPage = (page: Page, token: string, school: string) =>
  layout(
    page,
    page.t('mail.stopping.stopped'),
    html`
<div class="banner ok" role="status"><div><strong>${page.t('mail.stopping.stopped')}</strong><p>${page.t('mail.stopping.stopped_what', { school })}</p></div></div>
<h1>${page.t('mail.stopping.undo_title')}</h1>
<p>${page.t('mail.stopping.undo_what')}</p>
${form(page, '/mail/restart', token, page.t('mail.stopping.undo'))}
<p class="quiet">${page.t('mail.stopping.still')}</p>`,
  )

const resumedPage = (page: Page, school: string) =>
  layout(
    page,
    page.t('mail.stopping.resumed'),
    html`
<div class="banner ok" role="status"><div><strong>${page.t('mail.stopping.resumed')}</strong><p>${page.t('mail.stopping.resumed_what', { school })}</p></div></div>
<h1>${page.t('mail.stopping.title_after')}</h1>
<p class="quiet">${page.t('mail.stopping.choose')}</p>`,
  )

const schoolIn = (output: unknown) => (output as { school: string }).school

/** A mail program sends the link as it stands in the mail; the form of the page sends what stood in it. */
const tokenIn = (request: FastifyRequest) => {
  const { token } = (request.query ?? {}) as { token?: unknown }
  return typedIn(request)['token'] ?? (typeof token === 'string' ? token : '')
}

/** Ends digests and notices with the link of a mail, and takes that back: without a session, and without JavaScript. */
export const mailStopping = (app: FastifyInstance, house: House): void => {
  app.get('/mail/stop', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    return show(reply, askPage(page, tokenIn(request)))
  })
  app.post('/mail/stop', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const token = tokenIn(request)
    const { answer, refused, status } = await submit(house, stopping.stop, request, reply, { token })
    if (!answer) return show(reply, askPage(page, token, refused), status)
    return show(reply, stoppedPage(page, token, schoolIn(answer.output)))
  })
  app.post('/mail/restart', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const token = tokenIn(request)
    const { answer, refused, status } = await submit(house, stopping.restart, request, reply, { token })
    if (!answer) return show(reply, askPage(page, token, refused), status)
    return show(reply, resumedPage(page, schoolIn(answer.output)))
  })
}
