import { answerWithin } from '#contract/status.ts'
import { type Html, html } from '#kernel/html.ts'
import { button, field, hidden, type Refused, refusal } from './form.ts'
import type { Page } from './layout.ts'

/** What somebody says of a weak point: as many words as they need, where it is, and where an answer goes. No name is asked for. */
export const reportForm = (page: Page, refused: Refused = {}): Html => {
  const { t } = page
  const { fields = [], typed = {} } = refused
  const isWrong = fields.includes('words')
  return html`<section class="stack" id="report"><h2>${t('openness.report.title')}</h2><p>${t('openness.report.how', { days: answerWithin })}</p>
${refusal(page, refused)}
<form class="card stack" method="post" action="/trust/reporting#report">
  ${hidden(page)}
  <div class="field">
    <label for="words">${t('openness.report.words')}</label>
    <div class="hint" id="words-hint">${t('openness.report.words_how')}</div>
    <textarea class="input" id="words" name="words" rows="8" maxlength="10000" required aria-describedby="words-hint${isWrong && ' words-wrong'}"${isWrong && html` aria-invalid="true"`}>
${typed['words'] ?? ''}</textarea>
    ${isWrong && html`<div class="wrong" id="words-wrong">${t('app.field_wrong')}</div>`}
  </div>
  ${field(page, refused, { name: 'where', label: t('openness.report.where'), hint: t('openness.report.where_how'), optional: true })}
  ${field(page, refused, { name: 'answerTo', label: t('openness.report.answer_to'), hint: t('openness.report.answer_to_how'), type: 'email', autocomplete: 'email', optional: true })}
  ${button(t('openness.report.send'))}
</form></section>`
}
