import type { FastifyInstance } from 'fastify'
import type * as z from 'zod/mini'
import type { CaseByKey } from '#contract/case-by-key.ts'
import type { readCertificate } from '#contract/privacy.ts'
import { shortDay } from '#i18n/dates.ts'
import { html } from '#kernel/html.ts'
import { keyText } from '#ledger/notes.ts'
import { certifying } from '#modules/privacy/certifying.ts'
import { exportKey, type Vouched, vouchedBy } from '#modules/privacy/manifest.ts'
import { reasonSaid } from '#modules/privacy/staying.ts'
import { nameOfTable } from '#modules/privacy/why.ts'
import { byKey } from '#modules/rights/by-key.ts'
import { button } from './form.ts'
import { layout, type Page } from './layout.ts'
import { type House, show, submit, visit } from './visit.ts'

type Certificate = z.output<typeof readCertificate.output>

/** Where a code is typed; told when there is none of that name. */
const asking = (page: Page, typed = ''): string => {
  const { t } = page
  return layout(
    page,
    t('privacy.certificate.look'),
    html`
<header class="stack"><h1>${t('privacy.certificate.look')}</h1><p class="quiet">${t('privacy.certificate.how')}</p></header>
${typed && html`<div class="banner bad" role="alert"><div><strong>${t('privacy.certificate.unknown')}</strong><p>${t('privacy.certificate.unknown_how')}</p></div></div>`}
<form class="stack" method="get" action="/verify">
  <div class="field"><label for="code">${t('privacy.certificate.code')}</label><input class="input" id="code" name="code" value="${typed}" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" required></div>
  ${button(t('privacy.certificate.check'))}
</form>
<p><a href="/verify/copy">${t('privacy.copy.look')}</a></p>`,
  )
}

const MOST_NOTE = 2000 // signs: a note has some 350

/** Where the note of a copy is pasted; what it vouches for, or that it is none of ours. */
const copyPage = (page: Page, note: string, found: Vouched | undefined, key: string): string => {
  const { t } = page
  const answer = found
    ? html`<div class="banner ok" role="status"><div><strong>${t('privacy.copy.ours')}</strong><p>${t('privacy.copy.made', { day: shortDay(t.locale, found.madeAt) })}</p></div></div>
<dl class="readers"><dt>${t('privacy.copy.number')}</dt><dd><code>${found.exportId}</code></dd><dt>${t('privacy.copy.sum')}</dt><dd><code>${found.manifest}</code></dd></dl>
<p>${t('privacy.copy.files')}</p>`
    : note &&
      html`<div class="banner bad" role="alert"><div><strong>${t('privacy.copy.not_ours')}</strong><p>${t('privacy.copy.not_ours_how')}</p></div></div>`
  return layout(
    page,
    t('privacy.copy.look'),
    html`
<header class="stack"><h1>${t('privacy.copy.look')}</h1><p class="quiet">${t('privacy.copy.how')}</p></header>
${answer}
<form class="stack" method="get" action="/verify/copy">
  <div class="field"><label for="note">${t('privacy.copy.note')}</label><textarea id="note" name="note" rows="8" maxlength="${MOST_NOTE}" autocomplete="off" autocapitalize="none" spellcheck="false" required>${note}</textarea></div>
  ${button(t('privacy.certificate.check'))}
</form>
<p class="quiet small">${t('privacy.copy.key')} <code>${key}</code></p>
<p class="quiet small">${t('privacy.copy.offline')} <code>${commandLine}</code></p>`,
  )
}

/** What is typed; the same in every language. */
const commandLine = 'preau verify FOLDER'

const tones = { final: 'ok', provisional: '', late: 'bad' } as const

/** Whether the devices that had a copy know that it is to go. */
const devicesSaid = ({ t }: Page, { all, waiting, until }: Certificate['devices']): string => {
  if (all === 0) return t('privacy.certificate.devices_none')
  if (waiting === 0 || until === null) return t('privacy.certificate.devices_final', { count: all })
  return t('privacy.certificate.devices_waiting', { waiting, all, day: shortDay(t.locale, until) })
}

/** What stays, because of which rule, and until which day. */
const staysSaid = ({ t }: Page, stays: Certificate['stays']) =>
  stays.length > 0 &&
  html`<h2>${t('privacy.certificate.stays')}</h2>
<ul>${stays.map(
    ({ table, because, rows, until }) => html`<li><strong>${nameOfTable(t, table)}</strong> (${rows}) · ${reasonSaid(t, because)}
${until ? t('privacy.certificate.stays_until', { day: shortDay(t.locale, until) }) : t('privacy.certificate.stays_while')}</li>`,
  )}</ul>`

/** A certificate, to read and to print: how much, when, and since when no copy can be read. */
const certificate = (
  page: Page,
  { school, madeAt, state, holdsOn, keptUntil, stays, devices, ...counts }: Certificate,
): string => {
  const { t } = page
  const on = (day: string) => shortDay(t.locale, day)
  const { deleted, detached, kept, keys } = counts
  return layout(
    page,
    t('privacy.certificate.title'),
    html`
<header class="stack"><h1>${t('privacy.certificate.title')}</h1><p>${t('privacy.certificate.by', { school, day: on(madeAt) })}</p></header>
<div class="banner ${tones[state]}" role="status"><div><strong>${t(`privacy.certificate.${state}`, { day: on(holdsOn) })}</strong></div></div>
<dl class="readers">
${Object.entries({ deleted, detached, kept, keys }).map(([name, count]) => html`<dt>${t(`privacy.certificate.${name as keyof typeof counts}`)}</dt><dd>${count}</dd>`)}
${keptUntil && html`<dt>${t('privacy.certificate.kept_until')}</dt><dd>${on(keptUntil)}</dd>`}
<dt>${t('privacy.certificate.devices')}</dt><dd>${devicesSaid(page, devices)}</dd>
</dl>
${staysSaid(page, stays)}
<p class="quiet">${t('privacy.certificate.nobody')}</p>`,
  )
}

/** How a request stands, for whoever has nothing but its key. */
const casePage = (page: Page, one: CaseByKey): string => {
  const { t } = page
  const on = (when: string) => shortDay(t.locale, when)
  const { number, kind, school, askedAt, dueOn, article, isExtended, coolsUntil, closedAt, outcome, ground } = one
  const state =
    closedAt && outcome
      ? t('mydata.closed_on', { outcome: t(`mydata.outcome.${outcome}`), day: on(closedAt) })
      : t('privacy.case.open', { day: on(dueOn) })
  return layout(
    page,
    t('privacy.case.title', { number }),
    html`
<header class="stack"><h1>${t('privacy.case.title', { number })}</h1><p>${t('privacy.case.to', { school, day: on(askedAt) })}</p></header>
<div class="banner ${outcome === 'refused' ? 'bad' : closedAt ? 'ok' : ''}" role="status"><div><strong>${state}</strong></div></div>
<dl class="readers"><dt>${t('privacy.case.what')}</dt><dd>${t(`mydata.kind.${kind}`)}</dd>
<dt>${t('privacy.case.law')}</dt><dd>${article}${isExtended && html` · ${t('privacy.case.extended')}`}</dd>
${coolsUntil && !closedAt && html`<dt>${t('privacy.case.cooling')}</dt><dd>${on(coolsUntil)}</dd>`}
${ground && html`<dt>${t('privacy.case.ground')}</dt><dd>${t(`mydata.ground.${ground.name}`)} (${ground.article})</dd>`}</dl>
<p class="quiet">${t('privacy.case.how')}</p>`,
  )
}

const tidied = (code: string) => code.toLowerCase().replace(/[\s-]/g, '')

/** Looking up a request or the certificate of an erasure by its code, and the note of a copy: without an account and without JavaScript. */
export const certificates = (app: FastifyInstance, house: House): void => {
  app.get<{ Querystring: { code?: string } }>('/verify', async (request, reply) => {
    const code = tidied(`${request.query.code ?? ''}`)
    if (code) return reply.redirect(`/verify/${encodeURIComponent(code.slice(0, 64))}`, 303)
    return show(reply, asking((await visit(house, request, reply)).page))
  })
  app.get<{ Querystring: { note?: string } }>('/verify/copy', async (request, reply) => {
    const note = `${request.query.note ?? ''}`.slice(0, MOST_NOTE)
    const key = keyText(exportKey(house.installation))
    const { page } = await visit(house, request, reply)
    const found = note.trim() ? vouchedBy(note, key) : undefined
    return show(reply, copyPage({ ...page, path: '/verify/copy' }, note, found, key), note && !found ? 422 : 200)
  })
  app.get<{ Params: { code: string } }>('/verify/:code', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const { answer, refused, status } = await submit(house, certifying, request, reply, undefined)
    if (refused) {
      const found = status === 404 ? await submit(house, byKey, request, reply, undefined) : undefined
      if (found?.answer) return show(reply, casePage(page, found.answer.output as CaseByKey))
      return show(reply, asking(page, request.params.code), status === 422 ? 404 : status)
    }
    return show(reply, certificate(page, answer.output as Certificate))
  })
}
