import type { RightRequest } from '#contract/right-request.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'

/** After a refusal, or where no answer came in time: what that means, and to whom one may complain outside the school. */
export const Recourse = ({ request: { recourse, dueOn } }: { request: Pick<RightRequest, 'recourse' | 'dueOn'> }) => {
  const t = useWords()
  if (!recourse) return null
  const { authority, isLate, silence } = recourse
  return (
    <p className="small">
      {isLate && `${t('mydata.overdue', { day: shortDay(t.locale, dueOn) })} `}
      {silence && `${t('mydata.silence', { article: silence })} `}
      {t('mydata.authority', { authority })}
    </p>
  )
}
