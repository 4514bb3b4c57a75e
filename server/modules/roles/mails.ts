import type { Locale } from '#contract/locales.ts'
import { longDay } from '#i18n/dates.ts'
import { loadWords } from '#i18n/load.ts'
import type { Words } from '#i18n/words.ts'
import { html } from '#kernel/html.ts'
import type { Mail } from '#kernel/mail.ts'

let known: Record<Locale, Words> | undefined

type Reminder = { to: string; locale: Locale; school: string; link: string; due: string; left: number }

/** Reminds of the review that runs: how many roles, until when, and about nobody. */
export const reviewMail = ({ to, locale, school, link, due, left }: Reminder): Mail => {
  known ??= loadWords()
  const t = known[locale]
  const [subject, button] = [t('mail.review.subject', { school }), t('mail.open')]
  const what = t('mail.review.what', { count: left, day: longDay(locale, due) })
  return {
    ...{ to, locale, subject },
    text: [what, '', link, ''].join('\n'),
    html: html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${subject}</title></head><body><p>${what}</p><p><a href="${link}">${button}</a></p></body></html>`
      .markup,
  }
}

type Asking = { to: string; locale: Locale; school: string; link: string }

/** Tells a guardian that support asks for consent, without saying about whom. */
export const supportMail = ({ to, locale, school, link }: Asking): Mail => {
  known ??= loadWords()
  const t = known[locale]
  const [subject, what, button] = [t('mail.support.subject', { school }), t('mail.support.what'), t('mail.open')]
  return {
    ...{ to, locale, subject },
    text: [what, '', link, ''].join('\n'),
    html: html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${subject}</title></head><body><p>${what}</p><p><a href="${link}">${button}</a></p></body></html>`
      .markup,
  }
}
