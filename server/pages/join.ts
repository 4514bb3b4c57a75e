import { relationsToChild } from '#contract/roles.ts'
import { html } from '#kernel/html.ts'
import { button, choices, field, hidden, type Refused, refusal, steps, type Typed, why } from './form.ts'
import { layout, type Page } from './layout.ts'

/** What the last step asks: it goes along where a key has to be typed once more, because it ended in the meantime. */
const ofLastStep = (typed: Typed = {}): Typed => {
  const { child, relation, name, email } = typed
  return { child, relation, name, email }
}

const keyAttributes = html` maxlength="9" autocapitalize="characters" spellcheck="false"`

/** Step 1: the class key, eight boxes that are one field. */
export const joinKey = (page: Page, refused: Refused = {}): string => {
  const { t } = page
  const typed = refused.typed?.['key'] ?? ''
  return layout(
    page,
    t('join.key.title'),
    html`
<header class="stack">${steps(page, 1, 3)}<h1>${t('join.key.title')}</h1></header>
${refusal(page, refused)}
<form class="stack" method="post" action="/join">
  ${hidden(page, ofLastStep(refused.typed))}
  <div class="field">
    <label for="key">${t('join.key.label')}</label>
    <div class="hint" id="key-hint">${t('join.key.where')}</div>
    <span class="key"><input id="key" name="key" value="${typed}" autocomplete="off" required aria-describedby="key-hint"${keyAttributes}></span>
  </div>
  ${button(t('app.onward'))}
</form>
<p class="quiet">${t('join.key.no_access')}</p>`,
  )
}

/** What a key shows: the school and the class, nothing else. */
export type JoinClass = { key: string; school: string; classLabel: string }

/** Step 2: is this right? */
export const joinClass = (page: Page, found: JoinClass, typed?: Typed): string => {
  const { t } = page
  return layout(
    page,
    t('join.class.title'),
    html`
<header class="stack">${steps(page, 2, 3)}<h1>${t('join.class.title')}</h1></header>
<div class="card"><p class="quiet">${found.school}</p><p><strong>${found.classLabel}</strong></p></div>
<form class="stack" method="post" action="/join/you">
  ${hidden(page, { key: found.key, ...ofLastStep(typed) })}
  ${button(t('join.class.yes'))}
  <a class="button plain full" href="/join">${t('join.class.no')}</a>
</form>
<p class="quiet">${t('join.class.nothing_yet')}</p>`,
  )
}

/** Step 3: which child, and who asks. */
export const joinYou = (page: Page, found: JoinClass, refused: Refused = {}): string => {
  const { t } = page
  const relations = relationsToChild.map((value) => ({ value, label: t(`join.relation.${value}`) }))
  return layout(
    page,
    t('join.you.title'),
    html`
<header class="stack">${steps(page, 3, 3)}<h1>${t('join.you.title')}</h1><p class="quiet">${found.school} · ${found.classLabel}</p></header>
${refusal(page, refused)}
<form class="stack" method="post" action="/join/request">
  ${hidden(page, { key: found.key, locale: t.locale })}
  ${field(page, refused, { name: 'child', label: t('join.you.child'), hint: t('join.you.child_how') })}
  ${choices(refused, { name: 'relation', legend: t('join.you.relation'), options: relations })}
  ${field(page, refused, { name: 'name', label: t('join.you.name'), autocomplete: 'name' })}
  ${field(page, refused, { name: 'email', label: t('join.you.email'), type: 'email', autocomplete: 'email' })}
  ${why(t('join.you.why'), t('join.you.why_long'))}
  ${button(t('join.you.ask'))}
</form>`,
  )
}

/** The request has gone out: what happens next. */
export const joinSent = (page: Page, email: string): string => {
  const { t } = page
  return layout(
    page,
    t('join.sent.title'),
    html`
<div class="banner ok" role="status"><div><strong>${t('join.sent.title')}</strong><p>${t('join.sent.mail', { email })}</p></div></div>
<h1>${t('join.sent.next')}</h1>
<ol><li>${t('join.sent.confirm')}</li><li>${t('join.sent.teacher')}</li><li>${t('join.sent.told')}</li></ol>`,
  )
}

/** The link of the mail: a password is chosen, and the request goes to the teacher. */
export const joinConfirm = (page: Page, token: string, refused: Refused = {}): string => {
  const { t } = page
  return layout(
    page,
    t('join.confirm.title'),
    html`
<header class="stack"><h1>${t('join.confirm.title')}</h1><p>${t('join.confirm.how')}</p></header>
${refusal(page, refused)}
<form class="stack" method="post" action="/join/confirm">
  ${hidden(page, { token })}
  ${field(page, refused, { name: 'password', label: t('session.password'), hint: t('join.confirm.known'), type: 'password', autocomplete: 'new-password' })}
  ${button(t('join.confirm.send'))}
</form>`,
  )
}
