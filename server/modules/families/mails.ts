import type { Locale } from '#contract/locales.ts'
import type { Mail } from '#kernel/mail.ts'
import { letter } from '#modules/letters/index.ts'

/** Tells a guardian that there is something to look at, without saying about whom: that stands behind the sign-in. */
export const toldMail = (told: { to: string; locale: Locale; school: string; link: string; dpoAddress?: string | null }): Mail =>
  letter({
    ...told,
    reason: 'account',
    say: (t) => ({
      subject: t('mail.lent.subject', { school: told.school }),
      lines: [t('mail.lent.what')],
      button: t('mail.open'),
    }),
  })
