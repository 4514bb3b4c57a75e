import type { Mail } from '#kernel/mail.ts'
import { letter } from '#modules/letters/index.ts'
import type { Addressee } from './notifications.queries.ts'
import type { NotificationRow } from './rows.ts'

type Told = { to: string; addressee: Omit<Addressee, 'accountId' | 'sealed'>; origin: string }

const partsOf = ({ to, addressee: { locale, school, slug, schoolLocale }, origin }: Told) => ({
  common: { to, locale, school, schoolLocale, reason: 'account' as const },
  screen: (name: string) => `${origin}/s/${slug}/${name}`,
})

/** Says what kind of thing has happened, and about whom to nobody: that stands behind the sign-in. */
export const noticeMail = ({ row, ...told }: Told & { row: NotificationRow }): Mail => {
  const { common, screen } = partsOf(told)
  const isOfAccount = row.category === 'account'
  const isSecurity = row.leads === 'security'
  return letter({
    ...common,
    link: screen(row.leads),
    choices: isOfAccount ? undefined : screen('notifications'), // what happens to the own account is no choice
    say: (t) => ({
      subject: t(`mail.notice.${row.category}.subject`),
      lines: [t(`mail.notice.${row.says}`), ...(isSecurity ? [t('mail.notice.not_you')] : [])],
      button: t(isSecurity ? 'mail.notice.see_security' : 'mail.open'),
    }),
  })
}

/** The one mail of a day for those who want it calm. */
export const digestMail = (told: Told): Mail => {
  const { common, screen } = partsOf(told)
  return letter({
    ...common,
    link: screen('today'),
    choices: screen('notifications'),
    say: (t) => ({
      subject: t('mail.notice.digest.subject'),
      lines: [t('mail.notice.digest')],
      button: t('mail.open'),
    }),
  })
}
