import type { Locale } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import type { Words } from '#i18n/words.ts'
import { html } from '#kernel/html.ts'
import type { Mail } from '#kernel/mail.ts'

let known: Record<Locale, Words> | undefined

/** Tells a guardian that there is something to look at, without saying about whom: that stands behind the sign-in. */
export const toldMail = ({ to, locale, school, link }: { to: string; locale: Locale; school: string; link: string }): Mail => {
  known ??= loadWords()
  const t = known[locale]
  const [subject, what, button] = [t('mail.lent.subject', { school }), t('mail.lent.what'), t('mail.open')]
  return {
    ...{ to, locale, subject },
    text: [what, '', link, ''].join('\n'),
    html: html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${subject}</title></head><body><p>${what}</p><p><a href="${link}">${button}</a></p></body></html>`
      .markup,
  }
}
