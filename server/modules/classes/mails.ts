import type { Locale } from '#contract/locales.ts'
import type { Mail } from '#kernel/mail.ts'
import { letter } from '#modules/letters/index.ts'

type Asking = { to: string; locale: Locale; school: string; link: string; dpoAddress?: string | null }

/** Asks the family to confirm the address: whoever does not read this mail cannot go on. */
export const confirmationMail = (asking: Asking): Mail =>
  letter({
    ...asking,
    reason: 'address',
    say: (t) => ({
      subject: t('mail.confirm.subject', { school: asking.school }),
      lines: [t('mail.confirm.why', { school: asking.school }), t('mail.confirm.not_you')],
      button: t('mail.confirm.button'),
    }),
  })

/** Tells the family that its request has reached the school, and how long that may take. */
export const receivedMail = (asking: Asking): Mail =>
  letter({
    ...asking,
    reason: 'address',
    say: (t) => ({
      subject: t('mail.received.subject'),
      lines: [t('mail.received.what', { school: asking.school }), t('mail.received.how')],
      button: t('mail.received.button'),
    }),
  })

/** Tells the family what was decided, without the child's name. */
export const decisionMail = ({ isAccepted, ...asking }: Asking & { isAccepted: boolean }): Mail =>
  letter({
    ...asking,
    reason: 'address',
    say: (t) =>
      isAccepted
        ? {
            subject: t('mail.accepted.subject'),
            lines: [t('mail.accepted.what', { school: asking.school })],
            button: t('mail.open'),
          }
        : {
            subject: t('mail.declined.subject'),
            lines: [t('mail.declined.what', { school: asking.school })],
            button: t('mail.open'),
          },
  })
