import type { ErrorCode } from '#contract/errors.ts'
import type { Locale } from '#contract/locales.ts'
import { shortDay } from '#i18n/dates.ts'
import { html } from '#kernel/html.ts'
import { hidden } from './form.ts'
import { layout, type Page } from './layout.ts'

/** There is nothing at this address, or nothing for this person: the same page for both. */
export const notFound = (page: Page): string => {
  const { t } = page
  return layout(
    page,
    t('site.not_found'),
    html`
<h1>${t('site.not_found')}</h1>
<p>${t('site.not_found_how')}</p>
<a class="button" href="${page.school ? `/s/${page.school.slug}/` : '/'}">${t('site.to_start')}</a>`,
  )
}

/** Something was refused outside a form, or was our fault: the code and what it can be quoted by. */
export const problem = (page: Page, code: ErrorCode, requestId: string): string => {
  const { t } = page
  return layout(
    page,
    t(`errors.${code}`),
    html`
<h1>${t(`errors.${code}`)}</h1>
<p class="quiet small">${t('app.error_code', { code: `${code} · ${requestId.slice(-8)}` })}</p>
<a class="button" href="${page.school ? `/s/${page.school.slug}/` : '/'}">${t('site.to_start')}</a>`,
  )
}

/** The database is away: nothing that was typed is lost, the page asks again by itself. */
export const unavailable = (page: Page): string => {
  const { t, path } = page
  return layout(
    page,
    t('errors.unavailable'),
    html`
<h1>${t('errors.unavailable')}</h1>
<p>${t('site.unavailable_how')}</p>
<a class="button primary" href="${path}">${t('app.retry')}</a>`,
  )
}

type Waiting = {
  id: string
  school: string
  classLabel: string
  child: string
  state: 'waiting' | 'accepted' | 'declined' | 'withdrawn' | 'expired'
  slug: string
  expiresAt: string
}

const row = (page: Page, { id, school, classLabel, child, state, slug, expiresAt }: Waiting, locale: Locale) => html`
<li class="card stack">
  <div class="row spread"><h2>${child}</h2><span class="badge ${state === 'accepted' ? 'ok' : state === 'waiting' ? 'info' : ''}">${page.t(`join.state.${state}`)}</span></div>
  <p class="quiet">${school} · ${classLabel}</p>
  ${state === 'accepted' && html`<a class="button primary" href="/s/${slug}/today">${page.t('join.mine.open')}</a>`}
  ${state === 'waiting' && html`<p class="small">${page.t('join.mine.until', { day: shortDay(locale, expiresAt) })}</p><form method="post" action="/requests/${id}/withdrawal">${hidden(page)}<button class="button plain" type="submit">${page.t('join.mine.withdraw')}</button></form>`}
</li>`

/** A family's own requests and where they stand, before it belongs to a school. */
export const myRequests = (page: Page, requests: readonly Waiting[]): string => {
  const { t } = page
  return layout(
    page,
    t('join.mine.title'),
    html`
<h1>${t('join.mine.title')}</h1>
${requests.length === 0 && html`<p class="quiet">${t('join.mine.none')}</p>`}
<ul class="stack">${requests.map((request) => row(page, request, t.locale))}</ul>
<a class="button" href="/join">${t('join.mine.another')}</a>`,
  )
}
