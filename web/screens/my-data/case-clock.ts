import type { RightCase } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'

/** How many days are left until one. */
export const daysLeft = (today: string, dueOn: string) => Math.round((Date.parse(dueOn) - Date.parse(today)) / 86_400_000)

/** How a case stands, and how long there is, in words. */
export const useClock = (today: string, timeZone: string) => {
  const t = useWords()
  const clock = ({ dueOn }: RightCase) => {
    const left = daysLeft(today, dueOn)
    return left < 0 ? t('mydata.cases.late', { count: -left }) : t('mydata.cases.left', { count: left })
  }
  const state = (one: RightCase) => {
    if (one.closedAt && one.outcome)
      return t('mydata.closed_on', {
        outcome: t(`mydata.outcome.${one.outcome}`),
        day: shortDay(t.locale, one.closedAt, timeZone),
      })
    if (one.waitsFor && one.can.decide) return `${t(`mydata.waits.${one.waitsFor}`)} · ${clock(one)}`
    if (one.held) return t('mydata.held_until', { day: shortDay(t.locale, one.held.until) })
    if (one.needsHead) return t('mydata.cases.needs_head')
    if (one.kind === 'erasure' && !one.can.erase && one.coolsUntil && one.can.decide)
      return t('mydata.cases.cooling', { day: shortDay(t.locale, one.coolsUntil, timeZone) })
    return one.can.decide ? clock(one) : t('mydata.cases.own')
  }
  return { clock, state }
}
