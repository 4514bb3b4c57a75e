import { clockTime, shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import { type Html, html } from '#kernel/html.ts'
import { controlRows, recordKinds, type State } from '#modules/assurance/index.ts'
import { permissions, relations } from '#server/registry.ts'
import type { Overview, Shown, ThemeShown } from '#server/serving/trust.ts'
import { layout, type Page } from './layout.ts'
import { openPages } from './open-pages.ts'
import { stateBadge, tones } from './state-badge.ts'

/** What is typed; the same in every language. */
const commandLine = 'preau promises'
const when = (t: Words, at: Date) => `${shortDay(t.locale, at)} ${clockTime(t.locale, at)} UTC`
const base = ({ school }: Page) => (school ? `/s/${school.slug}/trust` : '/trust')

const heading = ({ t, school }: Page) => (school ? t('trust.title_school', { school: school.name }) : t('trust.title'))

/** Four lines with what is so at this moment; the page begins with them. */
const facts = ({ t }: Page, { kept, all, lost, checks, lookedAt }: Overview): Html => html`
<ul class="stack card">
  <li><strong>${t('trust.kept', { kept, all })}</strong></li>
  <li>${t('trust.broken', { count: lost })}</li>
  <li>${t('trust.watched', { count: checks })}</li>
  <li>${lookedAt ? t('trust.looked', { when: when(t, lookedAt) }) : t('trust.never')}</li>
</ul>`

const yourself = (page: Page): Html => {
  const { t, school } = page
  const data = school ? `/s/${school.slug}/api/trust/promises.json` : '/api/trust/promises.json'
  return html`
<section class="stack"><h2>${t('trust.yourself')}</h2>
<p>${t('trust.yourself_how')} <a href="${data}">${data}</a></p>
<p>${t('trust.command')} <code>${commandLine}</code></p></section>`
}

/** The page of promises: how many are kept, theme by theme, and where to look closer. */
export const trustPage = (page: Page, found: Overview): string => {
  const { t } = page
  return layout(
    page,
    heading(page),
    html`
<header class="stack"><h1>${heading(page)}</h1><p>${t('trust.intro')}</p></header>
${facts(page, found)}
<section class="stack"><h2>${t('trust.themes')}</h2>
<ul class="card rows">
${found.themes.map(
  ({ theme, promises, kept }) => html`
  <li><a class="tap" href="${base(page)}/${theme}"><strong>${t(`trust.theme.${theme}`)}</strong></a><span class="quiet">${t('trust.count', { kept, all: promises.length })}</span>${promises.some(({ state }) => state === 'failed') && stateBadge(t, 'failed')}</li>`,
)}
</ul></section>
<section class="stack" id="breaches"><h2>${t('trust.breaches')}</h2><p>${t('trust.breaches_none_kept')}</p></section>
<section class="stack"><h2>${t('openness.more')}</h2>
<ul class="card rows"><li><a class="tap" href="${base(page)}/who">${t('trust.who')}</a></li>${page.school && html`<li><a class="tap" href="${base(page)}/notice">${t('papers.notice')}</a></li>`}${Object.entries(
      openPages,
    ).map(
      ([name, { title }]) => html`<li><a class="tap" href="${base(page)}/${name}">${t(title)}</a></li>`,
    )}<li><a class="tap" href="/status">${t('status.title')}</a></li><li><a class="tap" href="${page.school ? `/s/${page.school.slug}/legal` : '/legal'}">${t('site.legal')}</a></li></ul></section>
${yourself(page)}`,
  )
}

const heights: Readonly<Record<State, number>> = {
  ok: 24,
  not_applicable: 6,
  sample: 6,
  warning: 18,
  stale: 12,
  not_yet: 6,
  failed: 24,
}

/** Ninety days as a bar: the height says it, too, for whoever does not tell the colours apart. Days that nobody saw are gaps. */
const bar = ({ t }: Page, { days }: Shown): Html => {
  const seen = days.flatMap(({ day, state }, nth) => (state ? [{ day, state, nth }] : []))
  if (seen.length === 0) return html``
  const said = t('trust.days')
  return html`<svg class="days" viewBox="0 0 270 24" width="270" height="24" role="img" aria-label="${said}"><title>${said}</title><rect x="0" y="23" width="270" height="1"/>${seen.map(
    ({ day, state, nth }) =>
      html`<rect class="${tones[state] || 'none'}" x="${nth * 3}" y="${24 - heights[state]}" width="2" height="${heights[state]}"><title>${t('trust.day_state', { day, state: t(`trust.state.${state}`) })}</title></rect>`,
  )}</svg>`
}

/** What no machine can see: who signed for it, when, until when; or that nobody did. */
const signature = (t: Words, { signed }: Shown['checks'][number]): string => {
  if (!signed) return t('trust.unsigned')
  const days = { from: shortDay(t.locale, signed.at), until: shortDay(t.locale, new Date(signed.untilOn)) }
  const said = t(signed.isSample ? 'trust.sample' : 'trust.signed', { ...days, who: t(`trust.signer.${signed.signer}`) })
  return signed.ofAll === null ? said : `${said} · ${t('trust.signed_count', { done: signed.done ?? 0, all: signed.ofAll })}`
}

const seenOf = (t: Words, one: Shown['checks'][number]): string => {
  if (recordKinds.has(one.name)) return signature(t, one)
  if (one.at) return t('trust.evidence', { when: when(t, one.at) })
  return t(one.state === 'not_yet' ? 'trust.no_check' : 'trust.no_evidence')
}

const check = ({ t }: Page, one: Shown['checks'][number]): Html => {
  const { name, state } = one
  const seen = seenOf(t, one)
  return html`<li><span>${t(`promises.check.${name}`)}</span> ${stateBadge(t, state)} <span class="quiet small">${seen}</span></li>`
}

const promise = (page: Page, one: Shown): Html => {
  const { t } = page
  const unseen = one.controls.filter((control) => !one.checks.some(({ name }) => name.startsWith(control)))
  return html`
<li class="card stack" id="${one.id}">
  <div class="row spread"><strong>${t(`promises.text.${one.id}`)}</strong>${stateBadge(t, one.state)}</div>
  ${bar(page, one)}
  <details><summary>${t('trust.rests_on')}</summary><ul>
  ${one.checks.map((each) => check(page, each))}
  ${unseen.map(
    (control) =>
      html`<li><span>${t(`promises.control.${control}`)}</span> ${stateBadge(t, 'not_yet')} <span class="quiet small">${t('trust.answers_for', { owner: t(`trust.owner.${controlRows[control].owner}`) })}</span></li>`,
  )}
  </ul></details>
</li>`
}

/** The promises of one theme, each with what was last seen of it. */
export const themePage = (page: Page, _found: Overview, { theme, promises, kept }: ThemeShown): string => {
  const { t } = page
  const title = t(`trust.theme.${theme}`)
  return layout(
    page,
    title,
    html`
<header class="stack"><p><a href="${base(page)}">${t('trust.back')}</a></p><h1>${title}</h1><p>${t('trust.count', { kept, all: promises.length })}</p></header>
<ul class="stack">${promises.map((one) => promise(page, one))}</ul>
${yourself(page)}`,
  )
}

/** Who can see and do what: the rows that decide, as they are. */
export const whoPage = (page: Page): string => {
  const { t } = page
  const rows = Object.entries(permissions).flatMap(([name, permission]) =>
    'allow' in permission ? [{ name, who: permission.allow.map((relation) => relations[relation]?.why ?? relation) }] : [],
  )
  return layout(
    page,
    t('trust.who'),
    html`
<header class="stack"><p><a href="${base(page)}">${t('trust.back')}</a></p><h1>${t('trust.who')}</h1><p>${t('trust.who_how')}</p></header>
<dl class="card stack" lang="en">${rows.map(({ name, who }) => html`<div><dt><code>${name}</code></dt>${who.map((one) => html`<dd>${one}</dd>`)}</div>`)}</dl>`,
  )
}
