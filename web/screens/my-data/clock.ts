import type { RightRequest } from '#contract/right-request.ts'
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

/** What was checked of who asks; on paper by whom. */
export const checkWords = (t: Words, { how, by }: RightRequest['checked']): string => {
  if (how === 'signed_in' || how === 'confirmed' || how === 'at_fetch') return t(`mydata.checked.${how}`)
  if (how === 'leaver_key') return t('mydata.paper.identity.leaver_key')
  if (how === 'own_tap' || how === 'not_established')
    return t(how === 'own_tap' ? 'mydata.checked.own_tap' : 'mydata.paper.identity.not_established')
  const seen = t(`mydata.paper.identity.${how}`)
  return by ? t('mydata.checked.by', { how: seen, name: by }) : t('mydata.checked.desk', { how: seen })
}

/** How and when a request came, where that was otherwise than by a tap of its own day. */
export const arrivalWords = (t: Words, { came, receivedOn }: Pick<RightRequest, 'came' | 'receivedOn'>): string | null => {
  const day = receivedOn && shortDay(t.locale, receivedOn)
  if (came === 'app') return day && t('mydata.paper.before', { day })
  const how = t(`mydata.paper.came.${came}`)
  return day ? t('mydata.paper.arrived', { how, day }) : how
}
