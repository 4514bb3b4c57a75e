import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Choosable, choosable } from '#contract/notifications.ts'
import type { Action } from '#kernel/action.ts'
import { html } from '#kernel/html.ts'
import * as stopping from '#modules/notifications/stopping.ts'
import { button, hidden, type Refused, refusal } from './form.ts'
import { layout, type Page } from './layout.ts'
import { type House, show, submit, typedIn, visit } from './visit.ts'

type Standing = { school: string; kinds: readonly Choosable[] }

/** One line for each kind, ticked where mails come of it. */
const kindsForm = (page: Page, token: string, { kinds }: Standing) => html`<form class="stack" method="post" action="/mail/kinds">
  ${hidden(page, { token })}
  <fieldset class="field">
    <legend>${page.t('mail.stopping.kinds')}</legend>
    <div class="choices">
      ${choosable.map((kind) => html`<label class="choice"><input type="checkbox" name="${kind}" value="on"${kinds.includes(kind) && html` checked`}><span>${page.t(`mail.stopping.kind.${kind}`)}</span></label>`)}
    </div>
  </fieldset>
  ${button(page.t('mail.stopping.save'))}
</form>`

/** What no link can stop, and why. */
const stays = ({ t }: Page) => html`<section class="stack tight"><h2>${t('mail.stopping.stays')}</h2>
<ul><li>${t('mail.stopping.stays.urgent')}</li><li>${t('mail.stopping.stays.account')}</li></ul>
<p class="quiet">${t('mail.stopping.stays_why')}</p></section>`

const stopForm = (
  page: Page,
  token: string,
  kind: Choosable | undefined,
) => html`<form class="stack" method="post" action="/mail/stop">
  ${hidden(page, { token, kind })}
  ${button(kind ? page.t('mail.stopping.stop_kind', { kind: page.t(`mail.stopping.kind.${kind}`) }) : page.t('mail.stopping.stop'))}
</form>`

/** Asks before anything is done: what opens links in mails to look at them must stop nothing. */
const askPage = (page: Page, token: string, kind: Choosable | undefined, now: Standing | undefined, refused: Refused = {}) =>
  layout(
    page,
    page.t('mail.stopping.title'),
    html`
<header class="stack"><h1>${page.t('mail.stopping.title')}</h1><p>${page.t('mail.stopping.what')}</p></header>
${refusal(page, refused)}
${stopForm(page, token, kind)}
${now && kindsForm(page, token, now)}
${stays(page)}`,
  )

/** What holds from now on, and the same choices to take it back. */
const donePage = (page: Page, token: string, now: Standing) => {
  const { t } = page
  const [said, what] =
    now.kinds.length === 0
      ? (['mail.stopping.stopped', 'mail.stopping.stopped_what'] as const)
      : now.kinds.length < choosable.length
        ? (['mail.stopping.fewer', 'mail.stopping.fewer_what'] as const)
        : (['mail.stopping.resumed', 'mail.stopping.resumed_what'] as const)
  return layout(
    page,
    t(said),
    html`
<div class="banner ok" role="status"><div><strong>${t(said)}</strong><p>${t(what, { school: now.school })}</p></div></div>
<h1>${t('mail.stopping.undo_title')}</h1>
<p>${t('mail.stopping.undo_what')}</p>
${kindsForm(page, token, now)}
${stays(page)}`,
  )
}

const standingIn = (output: unknown) => output as Standing

/** A mail program sends the link as it stands in the mail; the form of the page sends what stood in it. */
const tokenIn = (request: FastifyRequest) => {
  const { token } = (request.query ?? {}) as { token?: unknown }
  return typedIn(request)['token'] ?? (typeof token === 'string' ? token : '')
}

/** The kind that the link of a mail is about; anything else is none. */
const kindIn = (request: FastifyRequest): Choosable | undefined => {
  const { kind } = (request.query ?? {}) as { kind?: unknown }
  const said = typedIn(request)['kind'] ?? kind
  return choosable.find((one) => one === said)
}

/** Ends mails with the link of a mail, all or by kind, and takes that back: without a session, and without JavaScript. */
export const mailStopping = (app: FastifyInstance, house: House): void => {
  const standing = (token: string) => stopping.standingOf(house.installation, token)
  app.get('/mail/stop', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const token = tokenIn(request)
    return show(reply, askPage(page, token, kindIn(request), await standing(token)))
  })
  const done = async (request: FastifyRequest, reply: FastifyReply, does: Action, body: object) => {
    const { page } = await visit(house, request, reply)
    const token = tokenIn(request)
    const { answer, refused, status } = await submit(house, does, request, reply, { token, ...body })
    if (!answer) return show(reply, askPage(page, token, kindIn(request), await standing(token), refused), status)
    return show(reply, donePage(page, token, standingIn(answer.output)))
  }
  app.post('/mail/stop', (request, reply) => {
    const kind = kindIn(request)
    return done(request, reply, stopping.stop, kind ? { kind } : {})
  })
  app.post('/mail/kinds', (request, reply) => {
    const typed = typedIn(request)
    return done(request, reply, stopping.chooseKinds, { kinds: choosable.filter((kind) => typed[kind] === 'on') })
  })
  app.post('/mail/restart', (request, reply) => done(request, reply, stopping.restart, {}))
}
