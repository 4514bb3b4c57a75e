import { encode } from 'uqr'
import { type Html, html } from '#kernel/html.ts'
import { leave, passkey, script } from './account-pages.ts'
import { button, field, hidden, type Refused, refusal } from './form.ts'
import { layout, type Page } from './layout.ts'

/** The QR code of an authenticator, as one path. */
const qr = (text: string, label: string): Html => {
  const { size, data } = encode(text, { border: 2 })
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}"><rect class="paper" width="${size}" height="${size}"/><path d="${squares}"/></svg>`
}

const codesList = (page: Page, codes: readonly string[], next: string, isHidden = false): Html => {
  const { t } = page
  return html`<section class="stack" data-codes${isHidden && html` hidden`}>
<header class="stack"><h1>${t('session.codes.title')}</h1><p>${t('session.codes.what')}</p></header>
<ol class="codes">${codes.map((code) => html`<li>${code}</li>`)}</ol>
<a class="button primary full" href="${next}">${t('session.codes.kept')}</a>
</section>`
}

/** Ten codes, shown this once. */
export const codes = (page: Page, list: readonly string[], next: string): string =>
  layout(page, page.t('session.codes.title'), codesList(page, list, next))

/** Two ways to add a second factor: this device, or an app. */
export const enrol = (page: Page, next: string, refused: Refused = {}): string => {
  const { t } = page
  return layout(
    page,
    t('session.enrol.title'),
    html`
<div class="stack" data-before>
<header class="stack"><h1>${t('session.enrol.title')}</h1><p>${t('session.enrol.why')}</p></header>
${refusal(page, refused)}
<p>${t('session.enrol.passkey_what')}</p>
${passkey(page, 'add', t('session.enrol.passkey'), { next, label: t('session.enrol.passkey') })}
<form class="card stack" method="post" action="/second-factor">${hidden(page, { next })}<p>${t('session.enrol.app_what')}</p>${button(t('session.enrol.app'))}</form>
${leave(page)}
</div>
${codesList(page, [], next, true)}
${script}`,
  )
}

/** The picture for the app, and the first code. */
export const authenticator = (
  page: Page,
  next: string,
  begun: { id: string; secret: string; uri: string },
  refused: Refused = {},
): string => {
  const { t } = page
  const { id, secret, uri } = begun
  return layout(
    page,
    t('session.enrol.app'),
    html`
<header class="stack"><h1>${t('session.enrol.app')}</h1><p>${t('session.enrol.scan')}</p></header>
${refusal(page, refused)}
${qr(uri, t('session.enrol.qr'))}
<p class="small">${t('session.enrol.by_hand')}<br><code class="code">${secret.match(/.{4}/g)?.join(' ')}</code></p>
<form class="stack" method="post" action="/second-factor/${id}">
  ${hidden(page, { next, id, secret, uri })}
  ${field(page, refused, { name: 'code', label: t('session.enrol.six'), autocomplete: 'one-time-code', attributes: html` inputmode="numeric"` })}
  ${button(t('session.second.go'))}
</form>`,
  )
}
