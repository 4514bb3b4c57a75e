import { type Locale, languageOf } from '#contract/locales.ts'
import type { Category } from '#contract/notifications.ts'
import { week } from '#i18n/dates.ts'
import type { Mail } from '#kernel/mail.ts'
import { letter } from '#modules/letters/index.ts'
import type { Addressee } from './notifications.queries.ts'
import type { NotificationRow } from './rows.ts'

type Told = {
  to: string
  addressee: Omit<Addressee, 'accountId' | 'sealed'>
  origin: string
  dpoAddress?: string | null
  /** What stands in the link that stops such mails. */
  token?: string
  /** The one kind of thing that the mail is about: its link stops that alone. */
  only?: Category | undefined
}

const partsOf = ({ to, addressee: { locale, school, slug, schoolLocale }, origin, dpoAddress, token, only }: Told) => ({
  common: { to, locale, school, schoolLocale, dpoAddress, reason: 'account' as const },
  screen: (name: string) => `${origin}/s/${slug}/${name}`,
  stop: token ? `${origin}/mail/stop?token=${token}${only ? `&kind=${only}` : ''}` : undefined,
})

/** Says what kind of thing has happened, and about whom to nobody: that stands behind the sign-in. */
export const noticeMail = ({
  row,
  category = row.category,
  ...told
}: Told & { row: NotificationRow; category?: Category }): Mail => {
  const { common, screen, stop } = partsOf(told)
  const isChoice = category !== 'account' && category !== 'urgent' // what is urgent, and what happens to the own account, is none
  const isSecurity = row.leads === 'security'
  return letter({
    ...common,
    link: screen(row.leads),
    ...(isChoice && { choices: screen('notifications'), stop }),
    say: (t) => ({
      subject: t(`mail.notice.${category}.subject`),
      lines: [t(`mail.notice.${row.says}`), ...(isSecurity ? [t('mail.notice.not_you')] : [])],
      button: t(isSecurity ? 'mail.notice.see_security' : 'mail.open'),
    }),
  })
}

/** What a digest counts apart, in the order in which it says so. */
export const countedKinds = ['urgent', 'to_do', 'messages', 'notices', 'class_life', 'calendar', 'homework', 'account'] as const
/** How many new things of one kind there are, and where they stand. */
export type Counted = { kind: (typeof countedKinds)[number]; count: number; leads: string }
export type Digest = { counted: readonly Counted[]; isWeekly: boolean; at: Date; zone: string }

/** Swedish schools count their weeks; elsewhere a number would say nothing. */
const weekIn = (locale: Locale, at: Date, zone: string) => (languageOf(locale) === 'sv' ? ` (v. ${week(at, zone)})` : '')

/** One mail that counts what is new, kind by kind, and says nothing of what it is. */
export const digestMail = ({ counted, isWeekly, at, zone, ...told }: Told & Digest): Mail => {
  const { common, screen, stop } = partsOf(told)
  const inOrder = countedKinds.flatMap((kind) => counted.filter((one) => one.kind === kind))
  const toDo = inOrder.find(({ kind }) => kind === 'to_do')?.count ?? 0
  const daily = toDo > 0 ? ('mail.digest.to_do_subject' as const) : ('mail.digest.subject' as const)
  return letter({
    ...common,
    ...{ link: screen('today'), choices: screen('notifications'), stop },
    say: (t) => ({
      subject: isWeekly
        ? t('mail.digest.weekly_subject', { week: weekIn(told.addressee.locale, at, zone) })
        : t(daily, { count: toDo }),
      lines: [t('mail.digest.what')],
      items: inOrder.map(({ kind, count, leads }) => ({ words: t(`mail.digest.${kind}`, { count }), to: screen(leads) })),
      button: t('mail.open'),
    }),
  })
}

/** To whoever wrote back to a mail that nobody reads answers to. */
export const answerMail = (told: Told & { answers: string }): Mail => {
  const { common, screen } = partsOf(told)
  const mail = letter({
    ...common,
    link: screen('today'),
    say: (t) => ({
      subject: t('mail.reply.subject'),
      lines: [t('mail.reply.what'), t('mail.reply.how')],
      button: t('mail.open'),
    }),
  })
  return { ...mail, answers: told.answers }
}

/** To an address that somebody gave instead of one that takes no mail: it holds once this was opened. */
export const addressMail = ({ link, ...told }: Told & { link: string }): Mail => {
  const { common } = partsOf(told)
  return letter({
    ...common,
    reason: 'address',
    link: `${told.origin}/mail/address?token=${link}`,
    say: (t) => ({
      subject: t('mail.address.subject', { school: common.school }),
      lines: [t('mail.address.why', { school: common.school }), t('mail.address.not_you')],
      button: t('mail.address.button'),
    }),
  })
}
