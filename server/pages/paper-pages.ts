import { authorities } from '#contract/authorities.ts'
import { clockOf, isKnownUnder, type RightKind, rightKinds } from '#contract/rights-clocks.ts'
import type { Profile } from '#contract/roles.ts'
import { shortDay } from '#i18n/dates.ts'
import { lawOf } from '#kernel/grounds.ts'
import { type Html, html } from '#kernel/html.ts'
import type { Difference, Holding, PaperContent } from '#modules/privacy/papers.ts'
import { keptSaid } from '#modules/privacy/why.ts'
import { layout, type Page } from './layout.ts'
import { allOf, allSaid, type Edition, editionSaid, nameOf, type Printed, said, spansOf, whyOf } from './paper-words.ts'

/** The papers of a school, in the order in which they are linked. */
export const papers = ['notice', 'record', 'flows', 'editions'] as const
export type Paper = (typeof papers)[number]

const base = ({ school }: Page) => `/s/${school?.slug ?? ''}/trust`

const links = (page: Page, here: Paper): Html => html`
<nav class="row no-print" aria-label="${page.t('papers.all')}">
${papers.map((paper) => html`<a class="button" href="${base(page)}/${paper}"${paper === here ? html` aria-current="page"` : ''}>${page.t(`papers.${paper}`)}</a>`)}
</nav>`

const frame = (page: Page, here: Paper, lead: string, edition: string, content: Html): string => {
  const { t, school } = page
  const title = t(`papers.${here}_of`, { school: school?.name ?? '' })
  return layout(
    page,
    title,
    html`
<header class="stack"><h1>${title}</h1><p>${lead}</p><p class="quiet small">${edition}</p></header>
${links(page, here)}
${content}
<p class="no-print"><a href="${base(page)}">${t('papers.to_promises')}</a></p>`,
  )
}

/** A word of a list, at the head of a part. */
const heading = (t: Page['t'], word: string) => word.charAt(0).toLocaleUpperCase(t.locale) + word.slice(1)

const row = (name: string, value: string | Html) => html`<dt>${name}</dt><dd>${value}</dd>`

const lawsOf = ({ t }: Page, { profile }: PaperContent, holdings: readonly Holding[]) =>
  [...new Set(holdings.map(({ ground }) => ground))].map(
    (ground) => html`${said(t, 'ground', ground)} (${lawOf[profile][ground]})`,
  )

/** The record of processing that the law asks for: one activity for each purpose. */
export const recordPage = (page: Page, printed: Printed): string => {
  const { t, school } = page
  const { content } = printed
  const parts = allOf(content.holdings, 'purposes')
    .sort()
    .map((purpose) => {
      const some = content.holdings.filter(({ purposes }) => purposes.includes(purpose))
      return html`
<section class="card stack" id="${purpose}"><h2>${heading(t, said(t, 'purposes', purpose))}</h2><dl class="readers">
${row(t('papers.ground'), html`${lawsOf(page, content, some).map((law, nth) => html`${nth > 0 && '; '}${law}`)}`)}
${row(t('papers.subjects'), allSaid(t, 'subjects', allOf(some, 'subjects')))}
${row(t('papers.categories'), allSaid(t, 'categories', allOf(some, 'categories')))}
${row(t('papers.recipients'), allSaid(t, 'recipients', allOf(some, 'recipients')))}
${row(
  t('papers.kept'),
  html`<ul>${spansOf(some).map(({ kept, tables }) => html`<li>${keptSaid(t, kept)} · ${tables.map((one, nth) => html`${nth > 0 && ', '}${nameOf(t, one)}`)}</li>`)}</ul>`,
)}
</dl></section>`
    })
  return frame(
    page,
    'record',
    t('papers.record_lead'),
    editionSaid(t, printed),
    html`
<dl class="card readers">${row(t('papers.controller'), school?.name ?? '')}${row(t('papers.law'), said(t, 'profile', content.profile))}${row(t('papers.contact'), t('papers.contact_how'))}${row(t('papers.transfers'), t('papers.transfers_how'))}${row(t('papers.security'), t('papers.security_how'))}</dl>
${parts}`,
  )
}

const rightRow = ({ t }: Page, profile: Profile, kind: RightKind): Html => {
  const { span, article, isLaw, verifiedOn } = clockOf(profile, kind)
  const clock = t(isLaw ? 'papers.clock_law' : 'papers.clock_own', { span: keptSaid(t, span), article })
  return html`<li><strong>${t(`mydata.kind.${kind}`)}</strong> · ${clock}${verifiedOn === null && html` <span class="quiet small">${t('papers.unverified')}</span>`}</li>`
}

/** What people are told: what is held about them, why, until when, who sees it, and what they may ask. */
export const noticePage = (page: Page, printed: Printed): string => {
  const { t, school } = page
  const { content } = printed
  const held = content.holdings.filter(({ recipients }) => recipients.length > 0)
  const parts = held.map(
    (one) => html`
<section class="card stack tight"><h3>${nameOf(t, one.table)}</h3><p>${whyOf(t, one.table)}</p><dl class="readers">
${one.categories.length > 0 ? row(t('papers.categories'), allSaid(t, 'categories', one.categories)) : ''}
${one.origins.length > 0 ? row(t('papers.origins'), allSaid(t, 'origins', one.origins)) : ''}
${row(t('papers.ground'), html`${lawsOf(page, content, [one])}`)}
${row(t('papers.recipients'), allSaid(t, 'recipients', one.recipients))}
${row(t('papers.kept'), keptSaid(t, one.kept))}
</dl></section>`,
  )
  return frame(
    page,
    'notice',
    t('papers.notice_lead', { school: school?.name ?? '' }),
    editionSaid(t, printed),
    html`
<section class="stack"><h2>${t('papers.what')}</h2>${parts}</section>
<section class="stack"><h2>${t('papers.rights')}</h2><p>${t('papers.rights_how')}</p>
<ul class="card">${rightKinds.filter((kind) => isKnownUnder(kind, [content.profile])).map((kind) => rightRow(page, content.profile, kind))}</ul></section>
<section class="stack"><h2>${t('papers.complaint')}</h2><p>${t('papers.complaint_how')} <strong>${authorities[content.profile]}</strong> <span class="quiet small">${t('papers.unverified')}</span></p></section>`,
  )
}

/** Where data comes from, what it is used for, and where it goes, for each category. */
export const flowsPage = (page: Page, printed: Printed): string => {
  const { t } = page
  const { holdings } = printed.content
  const rows = allOf(holdings, 'categories').map((category) => {
    const some = holdings.filter(({ categories }) => categories.includes(category))
    return html`
<section class="card stack tight"><h2>${heading(t, said(t, 'categories', category))}</h2><dl class="readers">
${row(t('papers.origins'), allSaid(t, 'origins', allOf(some, 'origins')))}
${row(t('papers.purposes'), allSaid(t, 'purposes', allOf(some, 'purposes')))}
${row(t('papers.recipients'), allSaid(t, 'recipients', allOf(some, 'recipients')))}
</dl></section>`
  })
  return frame(page, 'flows', t('papers.flows_lead'), editionSaid(t, printed), html`${rows}`)
}

const difference = ({ t }: Page, { table, how, changed }: Difference): Html => {
  const name = table === undefined ? t('papers.the_school') : nameOf(t, table)
  if (how !== 'changed') return html`<li><strong>${name}</strong> · ${t(`papers.${how}`)}</li>`
  return html`<li><strong>${name}</strong><dl class="readers">${changed.map(
    ({ what, more, less }) =>
      html`<dt>${t(`papers.${what}`)}</dt>${less.length > 0 && html`<dd><del>${t('papers.no_longer', { what: allSaid(t, what, less) })}</del></dd>`}${more.length > 0 && html`<dd><ins>${t('papers.from_now', { what: allSaid(t, what, more) })}</ins></dd>`}`,
  )}</dl></li>`
}

/** One edition, and what is otherwise than in the one before; nothing is compared with the first. */
export type Step = { edition: Edition; differences: readonly Difference[] | undefined }

/** What changed in these papers, when, and with which release. */
export const changesPage = (page: Page, steps: readonly Step[]): string => {
  const { t } = page
  const parts = steps.map(
    ({ edition, differences }) => html`
<section class="card stack"><h2>${t('papers.edition', { number: edition.number, day: shortDay(t.locale, edition.madeAt), release: edition.release })}</h2>
${differences ? html`<ul>${differences.map((one) => difference(page, one))}</ul>` : html`<p>${t('papers.first')}</p>`}</section>`,
  )
  return frame(
    page,
    'editions',
    t('papers.editions_lead'),
    '',
    html`${steps.length === 0 && html`<p class="quiet">${t('papers.edition_none')}</p>`}${parts}`,
  )
}
