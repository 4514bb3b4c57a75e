import type * as z from 'zod/mini'
import type { MustChangeReason, readPasswordRules } from '#contract/passwords.ts'
import { type Html, html } from '#kernel/html.ts'
import { button, field, hidden, type Refused, refusal } from './form.ts'
import { layout, type Page } from './layout.ts'

type InSchool = Page & { school: { slug: string; name: string } }

const asIs = html` autocapitalize="none" spellcheck="false"`

/** A button that only a browser with passkeys shows; the script says what it does by its name. */
export const passkey = (
  page: Page,
  way: 'start' | 'second' | 'confirm' | 'add',
  label: string,
  more: { url?: string; next: string; label?: string },
): Html => html`
<div class="stack" data-passkey="${way}" data-next="${more.next}" data-url="${more.url ?? ''}" data-label="${more.label ?? ''}" hidden>
  <button class="button full" type="button">${label}</button>
  <p class="wrong" role="alert" hidden>${page.t('session.passkey_failed')}</p>
</div>`
/** What makes those buttons work. */
export const script = html`<script type="module" src="/passkey.js"></script>`

/** Out again, for whoever has come as far as a door within. */
export const leave = (page: Page) =>
  html`<form method="post" action="/leave">${hidden(page)}<button class="button plain" type="submit">${page.t('session.leave')}</button></form>`

/** Signing in to one school: a name and a password, or a passkey; or going on from another school. */
export const signIn = (
  page: InSchool,
  next: string,
  refused: Refused & { isElsewhere?: boolean; isReset?: boolean } = {},
): string => {
  const { t, school } = page
  const shared = refused.typed?.['sharedDevice'] === 'on'
  return layout(
    page,
    t('session.sign_in'),
    html`
<h1>${t('session.sign_in')}</h1>
${refused.isReset && html`<div class="banner ok" role="status"><div><strong>${t('session.forgotten.done')}</strong></div></div>`}
${refusal(page, refused)}
${refused.isElsewhere && html`<form class="card stack" method="post" action="/s/${school.slug}/enter">${hidden(page, { next })}<p>${t('session.go_on_what')}</p>${button(t('session.go_on'))}</form>`}
<form class="stack" method="post" action="/s/${school.slug}/sign-in">
  ${hidden(page, { next })}
  ${field(page, refused, { name: 'login', label: t('session.login'), autocomplete: 'username webauthn', attributes: html` autocapitalize="none" spellcheck="false"` })}
  ${field(page, refused, { name: 'password', label: t('session.password'), type: 'password', autocomplete: 'current-password' })}
  <label class="choice"><input type="checkbox" name="sharedDevice"${shared && html` checked`}><span>${t('session.shared')}<br><small class="quiet">${t('session.shared_what')}</small></span></label>
  ${button(t('session.sign_in'))}
</form>
${passkey(page, 'start', t('session.passkey'), { url: `/s/${school.slug}/api/session/passkey`, next })}
<p><a class="ink-link" href="/s/${school.slug}/forgotten">${t('session.lost')}</a></p>
<p><a class="ink-link" href="/s/${school.slug}/class">${t('session.class_door')}</a></p>
${script}`,
  )
}

type Way = { slug: string; name: string }

/** A school that has nothing left for the person, and where the account is still somebody: says so, and goes there. */
export const left = (page: InSchool, ways: readonly Way[]): string => {
  const { t, school } = page
  const title = t('session.left.title', { school: school.name })
  return layout(
    page,
    title,
    html`
<header class="stack"><h1>${title}</h1><p>${t('session.left.what', { count: ways.length })}</p></header>
${ways.map(({ slug, name }) => html`<form class="stack" method="post" action="/s/${slug}/go-on">${hidden(page)}${button(t('session.left.go', { school: name }))}</form>`)}
<p class="quiet">${t('session.left.ask')}</p>
<p><a class="ink-link" href="/s/${school.slug}/sign-in?other=on">${t('session.left.other')}</a></p>`,
  )
}

/** After the password: a code, or the passkey. */
export const secondStep = (page: Page, next: string, refused: Refused = {}): string => {
  const { t } = page
  return layout(
    page,
    t('session.second.title'),
    html`
<h1>${t('session.second.title')}</h1>
${refusal(page, refused)}
<form class="stack" method="post" action="/second-step">
  ${hidden(page, { next })}
  ${field(page, refused, { name: 'code', label: t('session.second.code'), hint: t('session.second.hint'), autocomplete: 'one-time-code', attributes: html` autocapitalize="characters" spellcheck="false"` })}
  ${button(t('session.second.go'))}
</form>
${passkey(page, 'second', t('session.second.passkey'), { next })}
${leave(page)}
${script}`,
  )
}

/** The password once more, or the four words of a slip, before something that asks for it. */
export const confirm = (page: Page, next: string, hasWords: boolean, refused: Refused = {}): string => {
  const { t } = page
  const typed = hasWords
    ? { name: 'words', label: t('activation.class.words'), hint: t('activation.class.words_how'), attributes: asIs }
    : { name: 'password', label: t('session.password'), type: 'password', autocomplete: 'current-password' }
  return layout(
    page,
    t('session.confirm.title'),
    html`
<header class="stack"><h1>${t('session.confirm.title')}</h1><p>${t(hasWords ? 'session.confirm.why_words' : 'session.confirm.why')}</p></header>
${refusal(page, refused)}
<form class="stack" method="post" action="/confirm">
  ${hidden(page, { next })}
  ${field(page, refused, typed)}
  ${button(t('session.second.go'))}
</form>
${passkey(page, 'confirm', t('session.second.passkey'), { next })}
${script}`,
  )
}

/** What is wrong with a password, in a sentence that helps. */
const weakness = ({ t }: Page, { details }: Refused): Html => {
  const why = details?.['why']
  const shortest = Number(details?.['shortest'] ?? 0)
  return html`${(why === 'short' || why === 'listed' || why === 'guessable') && html`<p class="wrong">${t(`session.weak.${why}`, { shortest })}</p>`}`
}

const newPassword = (page: Page, refused: Refused) => html`
${field(page, refused, { name: 'password', label: page.t('session.change.new'), hint: page.t('session.change.hint'), type: 'password', autocomplete: 'new-password' })}
${weakness(page, refused)}`

/** A password of one's own. */
export const change = (page: Page, next: string, why: MustChangeReason | undefined, refused: Refused = {}): string => {
  const { t } = page
  return layout(
    page,
    t('session.change.title'),
    html`
<header class="stack"><h1>${t('session.change.title')}</h1>${why && html`<p>${t(`session.change.why.${why}`)}</p>`}</header>
${refusal(page, refused)}
<form class="stack" method="post" action="/password">
  ${hidden(page, { next })}
  ${newPassword(page, refused)}
  ${button(t('session.change.do'))}
</form>
${leave(page)}`,
  )
}

/** Forgotten: a link by mail, or a recovery code. */
export const forgotten = (page: InSchool, refused: Refused & { isSent?: boolean } = {}): string => {
  const { t, school } = page
  return layout(
    page,
    t('session.forgotten.title'),
    html`
<h1>${t('session.forgotten.title')}</h1>
${refused.isSent && html`<div class="banner ok" role="status"><div><strong>${t('session.forgotten.sent')}</strong></div></div>`}
${refusal(page, refused)}
<form class="stack" method="post" action="/s/${school.slug}/forgotten">
  ${hidden(page)}
  ${field(page, refused, { name: 'login', label: t('session.login'), autocomplete: 'username', attributes: html` autocapitalize="none" spellcheck="false"` })}
  ${button(t('session.forgotten.send'))}
</form>
<p class="quiet">${t('session.forgotten.no_mail')}</p>
<p><a class="ink-link" href="/s/${school.slug}/recover">${t('session.forgotten.by_code')}</a></p>`,
  )
}

export const recover = (page: InSchool, refused: Refused = {}): string => {
  const { t, school } = page
  return layout(
    page,
    t('session.forgotten.by_code'),
    html`
<h1>${t('session.forgotten.by_code')}</h1>
${refusal(page, refused)}
<form class="stack" method="post" action="/s/${school.slug}/recover">
  ${hidden(page)}
  ${field(page, refused, { name: 'login', label: t('session.login'), autocomplete: 'username', attributes: html` autocapitalize="none" spellcheck="false"` })}
  ${field(page, refused, { name: 'code', label: t('session.forgotten.code'), attributes: html` autocapitalize="characters" spellcheck="false"` })}
  ${newPassword(page, refused)}
  ${button(t('session.change.do'))}
</form>`,
  )
}

export const reset = (page: Page, token: string, refused: Refused = {}): string => {
  const { t } = page
  return layout(
    page,
    t('session.change.title'),
    html`
<h1>${t('session.change.title')}</h1>
${refusal(page, refused)}
<form class="stack" method="post" action="/reset">
  ${hidden(page, { token })}
  ${newPassword(page, refused)}
  ${button(t('session.change.do'))}
</form>`,
  )
}

type Rules = z.output<typeof readPasswordRules.output>

/** The school's rules for passwords, from the object that they are checked by. */
export const rules = (page: Page, now: Rules): string => {
  const { t } = page
  return layout(
    page,
    t('session.rules.title'),
    html`
<h1>${t('session.rules.title')}</h1>
<ul class="stack">
<li>${t('session.rules.alone', { count: now.minAlone, fewer: now.minWithFactor, most: now.longest })}</li>
<li>${t('session.rules.guess', { bits: now.bitsAlone })}</li>
<li>${t('session.rules.no_signs')}</li>
<li>${now.rotateAllDays ? t('session.rules.calendar', { days: now.rotateAllDays }) : t('session.rules.risk')}</li>
<li>${t('session.rules.privileged', { days: now.privilegedDays })}</li>
<li>${t('session.rules.pupils', { bits: now.pupilBits, pictures: now.pictureBits })}</li>
</ul>`,
  )
}
