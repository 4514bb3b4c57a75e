import type { Locale } from '#contract/locales.ts'
import type { Mail } from '#kernel/mail.ts'
import { letter } from '#modules/letters/index.ts'

type Arrived = { to: string; locale: Locale; school: string; link: string; outcome: 'waiting' | 'refused' }

/** Says that a roster has arrived and needs somebody, and of whom it speaks to nobody. */
export const arrivedMail = ({ outcome, ...told }: Arrived): Mail =>
  letter({
    ...told,
    reason: 'account',
    say: (t) => ({
      subject: t('mail.import.subject', { school: told.school }),
      lines: [t(outcome === 'waiting' ? 'mail.import.waiting' : 'mail.import.refused')],
      button: t('mail.open'),
    }),
  })
