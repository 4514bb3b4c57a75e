import type { Locale } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import type { Words } from '#i18n/words.ts'
import { html } from '#kernel/html.ts'
import type { Mail } from '#kernel/mail.ts'

let known: Record<Locale, Words> | undefined

type Arrived = { to: string; locale: Locale; school: string; link: string; outcome: 'waiting' | 'refused' }

/** Says that a roster has arrived and needs somebody, and of whom it speaks to nobody. */
export const arrivedMail = ({ to, locale, school, link, outcome }: Arrived): Mail => {
  known ??= loadWords()
  const t = known[locale]
  const [subject, button] = [t('mail.import.subject', { school }), t('mail.open')]
  const what = t(outcome === 'waiting' ? 'mail.import.waiting' : 'mail.import.refused')
  return {
    ...{ to, locale, subject },
    text: [what, '', link, ''].join('\n'),
    html: html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${subject}</title></head><body><p>${what}</p><p><a href="${link}">${button}</a></p></body></html>`
      .markup,
  }
}
