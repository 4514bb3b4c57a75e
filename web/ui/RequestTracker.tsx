import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../speech.tsx'
import { Icon } from './Icon.tsx'

/** How a request about one's data goes, from the first step to the last. */
export const requestSteps = ['received', 'identified', 'prepared', 'reviewed', 'delivered'] as const
export type RequestStep = (typeof requestSteps)[number]

type TrackerProps = {
  at: RequestStep
  dueOn: string
  /** What was checked of who asks, in words: nothing stands here that was not done. */
  identified: string
}

/** Where a request is, like a parcel, and by which day the law wants it answered. */
export const RequestTracker = ({ at, dueOn, identified }: TrackerProps) => {
  const t = useWords()
  const now = requestSteps.indexOf(at)
  return (
    <div className="stack tight">
      <ol className="tracker" aria-label={t('app.privacy.request')}>
        {requestSteps.map((step, nth) => (
          <li key={step} className={nth < now ? 'done' : undefined} aria-current={nth === now ? 'step' : undefined}>
            <span className="mark" aria-hidden="true">
              {nth < now ? <Icon name="check" little /> : nth + 1}
            </span>
            {step === 'identified' ? identified : t(`app.privacy.step.${step}`)}
          </li>
        ))}
      </ol>
      <p className="small">{t('app.privacy.due', { day: shortDay(t.locale, dueOn) })}</p>
    </div>
  )
}
