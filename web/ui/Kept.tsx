import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../speech.tsx'
import { Icon } from './Icon.tsx'

const THIRTY_DAYS = 30 * 86_400_000

/** Until when something is kept; in violet for the last thirty days. */
export const RetentionClock = ({ until, now = new Date() }: { until: string; now?: Date }) => {
  const t = useWords()
  const isSoon = Date.parse(until) - now.getTime() <= THIRTY_DAYS
  return (
    <span className={isSoon ? 'kept soon' : 'kept'}>
      <Icon name="clock" little />
      {t('app.privacy.kept_until', { day: shortDay(t.locale, until) })}
    </span>
  )
}
