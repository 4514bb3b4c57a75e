import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type * as z from 'zod/mini'
import type { askByLeaverKey, OpenedKey } from '#contract/leaver-key.ts'
import { shortDay } from '#i18n/dates.ts'
import { html } from '#kernel/html.ts'
import { ask, open } from '#modules/rights/leaver-key.ts'
import { button, choices, field, hidden, type Refused, refusal } from './form.ts'
import { layout, type Page } from './layout.ts'
import { type House, show, submit, typedIn, visit } from './visit.ts'

type Asked = z.output<typeof askByLeaverKey.output>

/** Where a key is typed; it is sent, and stands in no address. */
const typing = (page: Page, refused: Refused = {}): string => {
  const { t } = page
  return layout(
    page,
    t('privacy.key.look'),
    html`
<header class="stack"><h1>${t('privacy.key.look')}</h1><p class="quiet">${t('privacy.key.how')}</p></header>
${refusal(page, refused)}
<form class="stack" method="post" action="/verify/key">
  ${hidden(page)}
  ${field(page, refused, {
    ...{ name: 'code', label: t('privacy.key.code'), hint: t('privacy.key.code_how') },
    attributes: html` maxlength="80" autocapitalize="none" spellcheck="false"`,
  })}
  ${button(t('privacy.key.open'))}
</form>
<p><a href="/verify">${t('privacy.certificate.look')}</a></p>`,
  )
}

const listed = ({ t }: Page, cases: OpenedKey['cases']) =>
  cases.length === 0
    ? html`<p class="quiet">${t('privacy.key.none')}</p>`
    : html`<ul class="card rows">${cases.map(({ number, kind, askedAt, dueOn, closedAt, outcome }) => {
        const state =
          closedAt && outcome
            ? t('mydata.closed_on', { outcome: t(`mydata.outcome.${outcome}`), day: shortDay(t.locale, closedAt) })
            : t('privacy.case.open', { day: shortDay(t.locale, dueOn) })
        return html`<li><p><strong>${number}</strong> · ${t(`mydata.kind.${kind}`)} · ${shortDay(t.locale, askedAt)}</p><p class="quiet">${state}</p></li>`
      })}</ul>`

const manyLines = (
  { t }: Page,
  { fields = [], typed = {} }: Refused,
  row: { name: string; label: string; hint?: string; rows: number },
) => {
  const { name, label, hint, rows } = row
  const isWrong = fields.includes(name)
  const described = [hint && `${name}-hint`, isWrong && `${name}-wrong`].filter(Boolean).join(' ')
  return html`<div class="field"><label for="${name}">${label}</label>${hint && html`<div class="hint" id="${name}-hint">${hint}</div>`}
<textarea class="input" id="${name}" name="${name}" rows="${rows}" maxlength="2000" required${described && html` aria-describedby="${described}"`}${isWrong && html` aria-invalid="true"`}>
${typed[name] ?? ''}</textarea>${isWrong && html`<div class="wrong" id="${name}-wrong">${t('app.field_wrong')}</div>`}</div>`
}

/** What a key opens: what was asked with it, and a form to ask. Nobody is named. */
const opened = (page: Page, code: string, { school, kinds, cases }: OpenedKey, refused: Refused = {}): string => {
  const { t } = page
  const title = t('privacy.key.school', { school })
  const options = kinds.map((value) => ({ value, label: t(`mydata.kind.${value}`) }))
  return layout(
    page,
    title,
    html`
<h1>${title}</h1>
${refusal(page, refused)}
<section class="stack tight"><h2>${t('privacy.key.cases')}</h2>${listed(page, cases)}<p class="quiet small">${t('privacy.case.how')}</p></section>
<section class="stack"><h2>${t('privacy.key.ask')}</h2>
<form class="stack" method="post" action="/verify/key/request">
  ${hidden(page, { code })}
  ${choices(refused, { name: 'kind', legend: t('privacy.key.kind'), options })}
  ${manyLines(page, refused, { name: 'words', label: t('privacy.key.words'), rows: 6 })}
  ${manyLines(page, refused, { name: 'answerTo', label: t('privacy.key.answer_to'), hint: t('privacy.key.answer_to_how'), rows: 3 })}
  ${button(t('privacy.key.send'))}
</form></section>`,
  )
}

const taken = (page: Page, code: string, { number, dueOn, isAgain, coolsUntil }: Asked): string => {
  const { t } = page
  const title = t(isAgain ? 'privacy.key.again' : 'privacy.key.sent', { number })
  return layout(
    page,
    title,
    html`
<h1>${title}</h1>
<div class="banner ok" role="status"><div><p>${t(isAgain ? 'privacy.key.again_how' : 'privacy.key.sent_how', { day: shortDay(t.locale, dueOn) })}</p></div></div>
${coolsUntil && html`<p>${t('mydata.cools', { day: shortDay(t.locale, coolsUntil) })}</p>`}
<form method="post" action="/verify/key">${hidden(page, { code })}${button(t('privacy.key.back'))}</form>`,
  )
}

/** Opens a key, or asks for another; `refused` is what went wrong with what was typed below it. */
const showOpened = async (
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page,
  after?: { refused: Refused; status: number },
) => {
  const { code = '' } = typedIn(request)
  const { answer, refused, status } = await submit(house, open, request, reply, { code })
  const wrong: Refused = {
    ...refused,
    code: refused?.code === 'invalid_input' ? 'leaver_key.unknown' : refused?.code,
    typed: { code },
  }
  if (!answer) return show(reply, typing(page, wrong), status === 422 ? 404 : status)
  return show(reply, opened(page, code, answer.output as OpenedKey, after?.refused), after?.status ?? 200)
}

/** Asking about one's data after one has left: without an account and without JavaScript. */
export const leaverKeys = (app: FastifyInstance, house: House): void => {
  app.get('/verify/key', async (request, reply) => show(reply, typing((await visit(house, request, reply)).page)))
  app.post('/verify/key', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    return showOpened(house, request, reply, page)
  })
  app.post('/verify/key/request', async (request, reply) => {
    const here = { ...(await visit(house, request, reply)).page, path: '/verify/key' }
    const typed = typedIn(request)
    const { code = '', kind = '', words = '', answerTo = '' } = typed
    const [said, to] = [words, answerTo].map((text) => text.replace(/\r\n?/g, '\n')) // as browsers send lines
    const { answer, refused, status } = await submit(house, ask, request, reply, { code, kind, words: said, answerTo: to })
    if (answer) return show(reply, taken(here, code, answer.output as Asked))
    return showOpened(house, request, reply, here, { refused, status })
  })
}
