import type { Locale } from '#contract/locales.ts'
import { languageOf } from '#contract/locales.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import type { Mail } from '#kernel/mail.ts'
import { letter } from '#modules/letters/index.ts'
import type { Text } from './incidents.queries.ts'

/** What one reads of several languages: one's own, or else the original. */
export const inLanguageOf = (locale: Locale, texts: readonly Text[]): Text | undefined =>
  texts.find(({ language }) => language.split('-')[0] === languageOf(locale)) ?? texts[0]

type To = { email: string; token: string; locale: Locale; origin: string; elsewhere: string | undefined }

const common = ({ email, locale, origin }: To) => ({
  ...{ to: email, locale, school: new URL(origin).host, reason: 'address' as const },
})

/** Asks whether it was them; nothing else comes before the link was opened. */
export const confirmationMail = (to: To): Mail =>
  letter({
    ...common(to),
    link: `${to.origin}/status/confirm?token=${to.token}`,
    say: (t) => ({
      subject: t('status.mail.confirm.subject', { host: new URL(to.origin).host }),
      lines: [t('status.mail.confirm.why'), t('status.mail.confirm.not_you')],
      button: t('status.mail.confirm.button'),
    }),
  })

/** One thing that was said: of an incident, or of an interruption to come. */
export type News = { readonly at: Date; readonly what: (t: Words) => string; readonly texts: readonly Text[] }

const linesOf = (t: Words, { at, what, texts }: News) => {
  const text = inLanguageOf(t.locale, texts)
  const when = `${shortDay(t.locale, at)} ${clockTime(t.locale, at)} UTC`
  return [
    `${when} · ${what(t)}${text ? `: ${text.title}` : ''}`,
    ...(text?.body ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ]
}

/** What is new; the subject says only that something is. */
export const newsMail = (to: To, news: readonly News[]): Mail =>
  letter({
    ...common(to),
    link: `${to.origin}/status`,
    stop: `${to.origin}/status/stop?token=${to.token}`,
    say: (t) => ({
      subject: t('status.mail.news.subject', { host: new URL(to.origin).host }),
      lines: news.flatMap((one) => linesOf(t, one)),
      ...(to.elsewhere ? { items: [{ words: t('status.elsewhere'), to: to.elsewhere }] } : {}),
      button: t('status.mail.news.button'),
    }),
  })
