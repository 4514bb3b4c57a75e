import { endRestriction } from '#contract/restricting.ts'
import { listMyRights, type MyRequest } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { toast } from '../../ui/Toast.tsx'
import { usePartsInWords } from './Limiting.tsx'
import { Refused } from './Refused.tsx'

/** What was limited, and the way to have it used again. */
export const Limited = ({ restriction, timeZone }: { restriction: NonNullable<MyRequest['restriction']>; timeZone: string }) => {
  const t = useWords()
  const inWords = usePartsInWords()
  const ending = useAction(endRestriction, [listMyRights])
  const { id, parts, fromAt, liftsAt } = restriction
  const end = () =>
    ending.mutate(
      { params: { id } },
      {
        onSuccess: ({ liftsAt: at }) =>
          toast(
            Date.parse(at) > Date.now()
              ? t('mydata.lifting.announced', { day: shortDay(t.locale, at, timeZone) })
              : t('mydata.limit_ended'),
          ),
      },
    )
  return (
    <>
      <p>
        {inWords(parts)} ·{' '}
        <span className="small quiet">{t('mydata.limited_since', { day: shortDay(t.locale, fromAt, timeZone) })}</span>
      </p>
      {liftsAt && <Badge tone="warn">{t('mydata.lifts_on', { day: shortDay(t.locale, liftsAt, timeZone) })}</Badge>}
      <p>
        <Button busy={ending.isPending} onPress={end}>
          {t('mydata.limit_end')}
        </Button>
      </p>
      <Refused by={ending.error} />
    </>
  )
}
