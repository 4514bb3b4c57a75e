import type { Locale } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import type { Words } from '#i18n/words.ts'
import { html } from '#kernel/html.ts'
import type { Mail } from '#kernel/mail.ts'

let known: Record<Locale, Words> | undefined
const wordsOf = (locale: Locale) => {
  known ??= loadWords()
  return known[locale]
}

type Lines = { to: string; locale: Locale; subject: string; lines: string[]; link: string; button: string }

/** A mail of a few lines and one button, as text and as HTML that says the same. */
const mail = ({ to, locale, subject, lines, link, button }: Lines): Mail => ({
  to,
  locale,
  subject,
  text: [...lines, '', link, ''].join('\n'),
  html: html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${subject}</title></head><body>${lines.map((line) => html`<p>${line}</p>`)}<p><a href="${link}">${button}</a></p></body></html>`
    .markup,
})

/** Asks the family to confirm the address: whoever does not read this mail cannot go on. */
export const confirmationMail = ({
  to,
  locale,
  school,
  link,
}: {
  to: string
  locale: Locale
  school: string
  link: string
}): Mail => {
  const t = wordsOf(locale)
  return mail({
    to,
    locale,
    subject: t('mail.confirm.subject', { school }),
    lines: [t('mail.confirm.why', { school }), t('mail.confirm.not_you')],
    link,
    button: t('mail.confirm.button'),
  })
}

/** Tells the family what was decided, without the child's name. */
export const decisionMail = ({
  to,
  locale,
  school,
  link,
  isAccepted,
}: {
  to: string
  locale: Locale
  school: string
  link: string
  isAccepted: boolean
}): Mail => {
  const t = wordsOf(locale)
  const words = isAccepted
    ? ([t('mail.accepted.subject'), t('mail.accepted.what', { school })] as const)
    : ([t('mail.declined.subject'), t('mail.declined.what', { school })] as const)
  return mail({ to, locale, subject: words[0], lines: [words[1]], link, button: t('mail.open') })
}
