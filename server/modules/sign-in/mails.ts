import type { Locale } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import { html } from '#kernel/html.ts'
import type { Mail } from '#kernel/mail.ts'

let known: ReturnType<typeof loadWords> | undefined

/** A link and the reason for it: nothing about the person, for mail is read by others. */
export const resetMail = ({ to, locale, school, link }: { to: string; locale: Locale; school: string; link: string }): Mail => {
  known ??= loadWords()
  const t = known[locale]
  const subject = t('mail.reset.subject', { school })
  const lines = [t('mail.reset.why', { school }), t('mail.reset.not_you')]
  return {
    to,
    locale,
    subject,
    text: [...lines, '', link, ''].join('\n'),
    html: html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${subject}</title></head><body>${lines.map((line) => html`<p>${line}</p>`)}<p><a href="${link}">${t('mail.reset.button')}</a></p></body></html>`
      .markup,
  }
}
