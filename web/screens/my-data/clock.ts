import { shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'

type Number_ = { span: string; article: string; isLaw: boolean }
type Checked = { standing: 'unverified' | 'verified' | 'stale'; verifiedOn?: string | null; by?: string | null }

/** How long, as people say it: a month, thirty days. */
export const spanWords = (t: Words, span: string): string => {
  const [, count = '0', unit] = /^P(\d+)([DM])$/.exec(span) ?? []
  return t(unit === 'M' ? 'mydata.span.months' : 'mydata.span.days', { count: Number(count) })
}

/** A number of the law with its article, or that there is none. */
export const clockWords = (t: Words, { span, article, isLaw }: Number_): string =>
  t(isLaw ? 'mydata.clock.law' : 'mydata.clock.own', { span: spanWords(t, span), article })

/** Who compared a number with the law, and when. */
export const standingWords = (t: Words, { standing, verifiedOn, by }: Checked): string =>
  standing === 'unverified' || !verifiedOn
    ? t('mydata.standing.unverified')
    : t(`mydata.standing.${standing}`, { day: shortDay(t.locale, verifiedOn), name: by ?? '' })
