import type { Locale } from '#contract/locales.ts'
import { longDay } from '#i18n/dates.ts'
import type { Mail } from '#kernel/mail.ts'
import { letter } from '#modules/letters/index.ts'

type Reminder = { to: string; locale: Locale; school: string; link: string; due: string; left: number }

/** Reminds of the review that runs: how many roles, until when, and about nobody. */
export const reviewMail = ({ due, left, ...reminder }: Reminder): Mail =>
  letter({
    ...reminder,
    reason: 'account',
    say: (t) => ({
      subject: t('mail.review.subject', { school: reminder.school }),
      lines: [t('mail.review.what', { count: left, day: longDay(reminder.locale, due) })],
      button: t('mail.open'),
    }),
  })

type Asking = { to: string; locale: Locale; school: string; link: string; dpoAddress?: string | null }

/** Tells a guardian that support asks for consent, without saying about whom. */
export const supportMail = (asking: Asking): Mail =>
  letter({
    ...asking,
    reason: 'account',
    say: (t) => ({
      subject: t('mail.support.subject', { school: asking.school }),
      lines: [t('mail.support.what')],
      button: t('mail.open'),
    }),
  })
