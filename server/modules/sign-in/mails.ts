import type { Locale } from '#contract/locales.ts'
import type { Mail } from '#kernel/mail.ts'
import { letter } from '#modules/letters/index.ts'

/** A link and the reason for it: nothing about the person, for mail is read by others. */
export const resetMail = (asked: {
  to: string
  locale: Locale
  school: string
  link: string
  dpoAddress?: string | null
}): Mail =>
  letter({
    ...asked,
    reason: 'account',
    say: (t) => ({
      subject: t('mail.reset.subject', { school: asked.school }),
      lines: [t('mail.reset.why', { school: asked.school }), t('mail.reset.not_you')],
      button: t('mail.reset.button'),
    }),
  })
