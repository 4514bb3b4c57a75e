import type { FastifyInstance } from 'fastify'
import { answerWithin } from '#contract/status.ts'
import { html } from '#kernel/html.ts'
import { report } from '#modules/status/reporting.ts'
import type { Refused } from './form.ts'
import { layout, type Page } from './layout.ts'
import { reportForm } from './report-form.ts'
import { type House, show, submit, typedIn, visit } from './visit.ts'

const again = (page: Page, refused: Refused) =>
  layout(
    page,
    page.t('openness.reporting.title'),
    html`
<header class="stack"><p><a href="/trust/reporting">${page.t('openness.report.back')}</a></p><h1>${page.t('openness.reporting.title')}</h1></header>
${reportForm(page, refused)}`,
  )

const thanks = (page: Page, number: string) =>
  layout(
    page,
    page.t('openness.report.done'),
    html`
<h1>${page.t('openness.reporting.title')}</h1>
<div class="banner ok" role="status"><div><strong>${page.t('openness.report.done')}</strong><p>${page.t('openness.report.done_what', { number, days: answerWithin })}</p></div></div>
<a class="button" href="/trust">${page.t('trust.back')}</a>`,
  )

/** Takes a report of a weak point, without an account and without JavaScript. The page with the policy and the form is among the open pages. */
export const reportingWeakPoints = (app: FastifyInstance, house: House): void => {
  app.post('/trust/reporting', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const { words = '', where = '', answerTo = '' } = typedIn(request)
    const optional = { ...(where.trim() && { where: where.trim() }), ...(answerTo.trim() && { answerTo: answerTo.trim() }) }
    const { answer, refused, status } = await submit(house, report, request, reply, { words, ...optional })
    if (!answer) return show(reply, again(page, refused), status)
    return show(reply, thanks(page, (answer.output as { number: string }).number))
  })
}
