import { clockTime, shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import { type Html, html } from '#kernel/html.ts'
import { type DataMap, personalTables } from '#kernel/personal-data.ts'
import { type ControlId, controlRows, daysToMend, owners, type State } from '#modules/assurance/index.ts'
import { keptWords, tableName, tableWhy } from '#modules/privacy/index.ts'
import { kinds } from '#server/outside/certificates.ts'
import type { Openness } from '#server/serving/openness.ts'
import type { Page } from './layout.ts'
import { reportForm } from './report-form.ts'
import { stateBadge } from './state-badge.ts'

/** What a public page is made of. */
type Material = Openness & { readonly dataMap: DataMap }
type Render = (page: Page, material: Material) => Html

/** A link that says where it leads. */
const address = (path: string) => html`<a href="${path}">${path}</a>`

const keeps: Render = ({ t }, { dataMap, profile }) => html`
<ul class="card rows">${personalTables(dataMap).map(
  (table) =>
    html`<li class="stack"><strong>${tableName(t, table)}</strong><span>${tableWhy(t, table)}</span><span class="quiet">${keptWords({ t, profile }, table)}</span></li>`,
)}</ul>`

const who = ({ t }: Page, { side, supplier }: Openness['suppliers'][number]): Html => {
  if (side === 'own') return html`<span>${t('openness.suppliers.own')}</span>`
  if (!supplier && side === 'peer') return html``
  if (!supplier) return html`<span class="badge bad">${t('openness.suppliers.unknown')}</span>`
  const { entity, address, country, privacy, since, agreement } = supplier
  const day = (text: string) => shortDay(t.locale, new Date(text))
  return html`<span>${entity}, ${address}, ${country}</span>${privacy && html`<a href="${privacy}" rel="noreferrer">${privacy}</a>`}<span class="quiet">${t('openness.suppliers.since', { day: day(since) })} · ${agreement ? t('openness.suppliers.agreement', { day: day(agreement.until) }) : t('openness.suppliers.no_agreement')}</span>`
}

const statement = ({ t }: Page, { left }: Openness): Html =>
  left.length === 0
    ? html`<p>${t('openness.suppliers.nothing')}</p>`
    : html`<ul class="card rows">${left.map(
        ({ month, way, recipient, sent, refused }) =>
          html`<li><span>${month}</span> <span>${t(`openness.suppliers.way.${way}` as never)}</span> <code>${recipient}</code> <span class="quiet">${t('openness.suppliers.times', { count: sent })}${refused > 0 && html` · ${t('openness.suppliers.refused', { count: refused })}`}</span></li>`,
      )}</ul>`

/** What was announced of companies and does not hold yet, and how to say no. */
const comingOf = ({ t, school }: Page, { coming }: Openness): Html => {
  if (coming.length === 0) return html`<p>${t('openness.suppliers.coming_none')}</p>`
  const day = (at: Date) => shortDay(t.locale, at)
  return html`<ul class="card rows">${coming.map(
    ({ company: { host, way, entity, address, country }, isNew, announcedAt, fromOn }) =>
      html`<li class="stack"><strong>${t(isNew ? 'openness.suppliers.coming_new' : 'openness.suppliers.coming_other', { day: day(new Date(fromOn)) })}</strong><span>${entity}, ${address}, ${country}</span>${way && html`<span>${t(`openness.suppliers.way.${way}` as never)}</span>`}<code>${host}</code><span class="quiet">${t('openness.suppliers.announced', { day: day(announcedAt) })}</span></li>`,
  )}</ul><p>${t('openness.suppliers.object')}${school && html` ${address(`/s/${school.slug}/my-data`)}`}</p>`
}

const suppliers: Render = (page, material) => {
  const { t, school } = page
  const data = school ? `/s/${school.slug}/api/trust/suppliers.json` : '/api/trust/suppliers.json'
  return html`
${
  material.suppliers.length === 0
    ? html`<p class="card">${t('openness.suppliers.none')}</p>`
    : html`<ul class="card rows">${material.suppliers.map(
        (one) =>
          html`<li class="stack"><strong>${t(`openness.suppliers.way.${one.way}`)}</strong><code>${one.host}</code>${who(page, one)}</li>`,
      )}</ul>`
}
<section class="stack"><h2>${t('openness.suppliers.coming')}</h2>${comingOf(page, material)}</section>
<section class="stack"><h2>${t('openness.suppliers.left')}</h2>${statement(page, material)}</section>
<section class="stack"><h2>${t('openness.suppliers.orders')}</h2><p>${t('openness.suppliers.orders_how')}</p><p><data id="orders" value="${material.orders}">${t('openness.suppliers.orders_count', { count: material.orders })}</data></p></section>
<p><a href="${data}">${data}</a></p>`
}

const measure = ({ t }: Page, id: ControlId, state: State): Html => {
  const { owner, cadence, asks } = controlRows[id]
  return html`<li class="stack" id="${id}"><div class="row spread"><strong>${t(`promises.control.${id}`)}</strong>${stateBadge(t, state)}</div>${
    asks.length > 0 && html`<ul>${asks.map((ask) => html`<li>${t(`promises.check.${id}.${ask}` as never)}</li>`)}</ul>`
  }<span class="quiet small">${t('trust.answers_for', { owner: t(`trust.owner.${owner}`) })} · ${t(`openness.measures.every.${cadence}`)}</span></li>`
}

const measures: Render = (page, { controls }) => {
  const { t, school } = page
  return html`
${school && html`<p><a href="/s/${school.slug}/password-rules">${t('openness.measures.passwords')}</a></p>`}
<ul class="card rows">${[...controls].map(([id, state]) => measure(page, id, state))}</ul>
<section class="stack"><h2>${t('openness.measures.mending')}</h2><p>${t('openness.measures.mending_how')}</p>
<ul class="card rows">${Object.entries(daysToMend).map(
    ([severity, count]) =>
      html`<li><span>${t(`openness.measures.severity.${severity}` as never)}</span> <data value="${count}">${t('openness.measures.days', { count })}</data></li>`,
  )}</ul></section>`
}

const sharing: Render = ({ t }, { controls }) => html`
${owners.map(
  (owner) =>
    html`<section class="stack"><h2>${t(`trust.owner.${owner}`)}</h2><ul class="card rows">${[...controls].flatMap(
      ([id, state]) =>
        controlRows[id].owner === owner
          ? [html`<li class="row spread"><span>${t(`promises.control.${id}`)}</span>${stateBadge(t, state)}</li>`]
          : [],
    )}</ul></section>`,
)}`

/** Their names are the same in every language. */
const titles: Readonly<Record<(typeof kinds)[number], string>> = {
  iso_27001: 'ISO/IEC 27001',
  iso_27701: 'ISO/IEC 27701',
  iso_27018: 'ISO/IEC 27018',
  soc_2: 'SOC 2 Type II',
  secnumcloud: 'SecNumCloud',
  hds: 'HDS',
  cyber_essentials: 'Cyber Essentials',
  privacy_mark: 'プライバシーマーク',
}
const certificates: Render = ({ t }, { certificates: held }) => html`
<ul class="card rows">${kinds.map((kind) => {
  const found = held.filter((one) => one.kind === kind)
  return html`<li class="stack" id="${kind}"><strong>${titles[kind]}</strong>${
    found.length === 0
      ? html`<span class="quiet">${t('openness.certificates.not_held')}</span>`
      : found.map(
          ({ holder, by, scope, until }) =>
            html`<span>${t('openness.certificates.held', { holder: t(`openness.certificates.holder.${holder}`), by, scope, day: shortDay(t.locale, new Date(until)) })}</span>`,
        )
  }</li>`
})}</ul>`

const said =
  (ids: readonly Parameters<Words>[0][]): Render =>
  ({ t }) =>
    html`<div class="card stack">${ids.map((id) => html`<p>${t(id as never)}</p>`)}</div>`

const children = said([
  'openness.children.who',
  'openness.children.sees',
  'openness.children.saw',
  'openness.children.photos',
  'openness.children.wrong',
  'openness.children.gone',
  'openness.children.never',
  'openness.children.ask',
])
const accessibility = said([
  'openness.access.aim',
  'openness.access.tested',
  'openness.access.untested',
  'openness.access.pages',
  'openness.access.tell',
])

const changes: Render = ({ t }, { revisions }) => html`
<p>${t('openness.changes.feed')} ${address('/trust/changes.atom')} · ${address('/api/trust/changes.json')}</p>
${revisions.length === 0 && html`<p>${t('openness.changes.nothing')}</p>`}
${revisions.map(
  ({ number, at, added, gone }) =>
    html`<section class="card stack"><h2>${t('openness.changes.revision', { number, when: `${shortDay(t.locale, at)} ${clockTime(t.locale, at)} UTC` })}</h2>${
      added.length + gone.length === 0
        ? html`<p>${t('openness.changes.first')}</p>`
        : [
            added.length > 0 &&
              html`<h3>${t('openness.changes.added')}</h3><ul lang="en">${added.slice(0, 100).map((line) => html`<li><ins>${line}</ins></li>`)}</ul>`,
            gone.length > 0 &&
              html`<h3>${t('openness.changes.gone')}</h3><ul lang="en">${gone.slice(0, 100).map((line) => html`<li><del>${line}</del></li>`)}</ul>`,
          ]
    }</section>`,
)}`

const reporting: Render = (page, { contacts }) => {
  const { t } = page
  return html`
<div class="card stack"><p>${t('openness.reporting.fair')}</p><p>${t('openness.reporting.answer')}</p><p>${t('openness.reporting.scope')}</p><p>${t('openness.reporting.please')}</p><p>${t('openness.reporting.then')}</p></div>
${reportForm(page)}
<section class="stack"><h2>${t('openness.reporting.to')}</h2>
${
  contacts.length === 0
    ? html`<p>${t('openness.reporting.nobody')}</p>`
    : html`<ul class="card rows">${contacts.map(
        ({ school, address }) =>
          html`<li class="stack"><span>${school === null ? t('openness.reporting.machine') : t('openness.reporting.officer', { school })}</span><a href="mailto:${address}">${address}</a></li>`,
      )}</ul>`
}</section>
<p>${t('openness.reporting.machines')} ${address('/.well-known/security.txt')}</p>`
}

/** The public pages beside the promises, by their address. */
export const openPages = {
  keeps: { title: 'openness.keeps.title', how: 'openness.keeps.how', render: keeps },
  suppliers: { title: 'openness.suppliers.title', how: 'openness.suppliers.how', render: suppliers },
  measures: { title: 'openness.measures.title', how: 'openness.measures.how', render: measures },
  sharing: { title: 'openness.sharing.title', how: 'openness.sharing.how', render: sharing },
  certificates: { title: 'openness.certificates.title', how: 'openness.certificates.how', render: certificates },
  children: { title: 'openness.children.title', how: undefined, render: children },
  accessibility: { title: 'openness.access.title', how: undefined, render: accessibility },
  changes: { title: 'openness.changes.title', how: 'openness.changes.how', render: changes },
  reporting: { title: 'openness.reporting.title', how: 'openness.reporting.how', render: reporting },
} as const
export type OpenPage = keyof typeof openPages
export const isOpenPage = (name: string): name is OpenPage => Object.hasOwn(openPages, name)
