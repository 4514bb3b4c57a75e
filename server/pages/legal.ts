import type { FastifyInstance } from 'fastify'
import { type Html, html } from '#kernel/html.ts'
import { type Answering, type Legal, legal, type SchoolImprint } from '#server/serving/imprint.ts'
import { layout, type Page } from './layout.ts'
import { notFound } from './notices.ts'
import { remembering } from './remembering.ts'
import { type House, show, visit } from './visit.ts'

type Who = SchoolImprint['answers'][number]['who']

/** As much as is known of somebody; what is not known is said. */
const answering = ({ t }: Page, title: string, who: Who): Html => {
  const { name, address, country, email, phone, number } = who ?? {}
  const where = [address, country].filter(Boolean).join(', ')
  return html`<li><div class="grow stack tight"><strong>${title}</strong>${
    who
      ? html`${name && html`<span>${name}</span>`}${where !== '' && html`<span>${where}</span>`}${number && html`<span>${number}</span>`}${phone && html`<span>${phone}</span>`}${email && html`<a href="mailto:${email}">${email}</a>`}`
      : html`<span class="quiet">${t('legal.nobody')}</span>`
  }</div></li>`
}

/** What a role is called under the law of the school. */
const called = ({ t }: Page, role: Answering, profile: SchoolImprint['profile']) =>
  role === 'privacy' ? t(`legal.privacy.${profile}`) : t(`legal.${role}`)

/** Those of a school who answer for something: all whom its law wants named, or some of them. */
export const answeringOf = (page: Page, { profile, answers }: SchoolImprint, some?: readonly Answering[]): Html => html`
<ul class="card rows">${answers
  .filter(({ role }) => !some || some.includes(role))
  .map(({ role, who }) => answering(page, called(page, role, profile), who))}</ul>`

const ofSchool = (page: Page, imprint: SchoolImprint): Html => html`
<section class="stack"><h2>${imprint.name}</h2>
${answeringOf(page, imprint)}
<ul class="card rows">${(['notice', 'record', 'flows', 'keeps', 'suppliers'] as const).map(
  (one) => html`<li><a class="tap" href="/s/${imprint.slug}/trust/${one}">${page.t(`legal.see.${one}`)}</a></li>`,
)}</ul></section>`

const legalPage = (page: Page, { host, security, schools }: Legal): string => {
  const { t, school } = page
  const trust = school ? `/s/${school.slug}/trust` : '/trust'
  return layout(
    page,
    t('legal.title'),
    html`
<header class="stack"><h1>${t('legal.title')}</h1><p>${t('legal.intro')}</p></header>
${schools.map((one) => ofSchool(page, one))}
<section class="stack"><h2>${t('legal.machine')}</h2>
<ul class="card rows">${answering(page, t('legal.host'), host)}${answering(page, t('legal.security'), security ? { email: security } : undefined)}</ul></section>
<section class="stack"><h2>${t('legal.software')}</h2><p>${t('legal.licence')}</p></section>
<section class="stack"><h2>${t('legal.more')}</h2>
<ul class="card rows"><li><a class="tap" href="${trust}">${t('site.trust')}</a></li><li><a class="tap" href="/status">${t('status.title')}</a></li><li><a class="tap" href="${trust}/accessibility">${t('openness.access.title')}</a></li><li><a class="tap" href="${trust}/reporting">${t('openness.reporting.title')}</a></li><li><a class="tap" href="/verify">${t('legal.verify')}</a></li></ul></section>`,
  )
}

/** Who answers for what, at the installation's address and at each school's. */
export const answeringFor = (app: FastifyInstance, house: House): void => {
  const ask = remembering(house, legal)
  app.get('/legal', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    return show(reply, legalPage(page, await ask(undefined)))
  })
  app.get<{ Params: { slug: string } }>('/s/:slug/legal', async (request, reply) => {
    const { page, school } = await visit(house, request, reply)
    return school ? show(reply, legalPage(page, await ask(school.schoolId))) : show(reply, notFound(page), 404)
  })
}
