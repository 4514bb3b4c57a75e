import type { FastifyInstance, FastifyRequest } from 'fastify'
import { html } from '#kernel/html.ts'
import * as addresses from '#modules/notifications/addresses.ts'
import { button, hidden, type Refused, refusal } from './form.ts'
import { layout, type Page } from './layout.ts'
import { type House, show, submit, typedIn, visit } from './visit.ts'

/** Asks before anything is done: what opens links in mails to look at them must confirm nothing. */
const askPage = (page: Page, token: string, refused: Refused = {}) =>
  layout(
    page,
    page.t('mail.address.title'),
    html`
<header class="stack"><h1>${page.t('mail.address.title')}</h1><p>${page.t('mail.address.what')}</p></header>
${refusal(page, refused)}
<form class="stack" method="post" action="/mail/address">
  ${hidden(page, { token })}
  ${button(page.t('mail.address.button'))}
</form>
<p class="quiet">${page.t('mail.address.not_you')}</p>`,
  )

const donePage = (page: Page, school: string) =>
  layout(
    page,
    page.t('mail.address.done'),
    html`
<h1>${page.t('mail.address.title')}</h1>
<div class="banner ok" role="status"><div><strong>${page.t('mail.address.done')}</strong><p>${page.t('mail.address.done_what', { school })}</p></div></div>`,
  )

const tokenIn = (request: FastifyRequest) => {
  const { token } = (request.query ?? {}) as { token?: unknown }
  return typedIn(request)['token'] ?? (typeof token === 'string' ? token : '')
}

/** Confirms another address with the link of the mail that went there: without a session, and without JavaScript. */
export const mailAddresses = (app: FastifyInstance, house: House): void => {
  app.get('/mail/address', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    return show(reply, askPage(page, tokenIn(request)))
  })
  app.post('/mail/address', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const token = tokenIn(request)
    const { answer, refused, status } = await submit(house, addresses.confirm, request, reply, { token })
    if (!answer) return show(reply, askPage(page, token, refused), status)
    return show(reply, donePage(page, (answer.output as { school: string }).school))
  })
}
