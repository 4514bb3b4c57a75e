import type * as z from 'zod/mini'
import { countersignWithholding, endWithholding, listWithholdings } from '#contract/withholding.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Refused.tsx'

type Withholding = z.output<typeof listWithholdings.output>['withholdings'][number]

const State = ({ one, timeZone }: { one: Withholding; timeZone: string }) => {
  const t = useWords()
  const { ended, countersignedBy, countersignBy } = one
  if (ended) return <p className="small">{t(`oversight.ended.${ended.for}`, { day: shortDay(t.locale, ended.at, timeZone) })}</p>
  if (countersignedBy) return <p className="small">{t('oversight.countersigned', { name: countersignedBy })}</p>
  return <p className="small">{t('oversight.not_countersigned', { day: shortDay(t.locale, countersignBy) })}</p>
}

const One = ({ one, timeZone }: { one: Withholding; timeZone: string }) => {
  const t = useWords()
  const [countersigned, shown] = [t('oversight.did_countersign'), t('oversight.did_end')]
  const countersigning = useAction(countersignWithholding, [listWithholdings])
  const ending = useAction(endWithholding, [listWithholdings])
  const { id, pupil, ground, askedBy, askedAt, untilOn, ended, can } = one
  const asked = {
    name: askedBy ?? t('oversight.someone'),
    day: shortDay(t.locale, askedAt, timeZone),
    until: shortDay(t.locale, untilOn),
  }
  return (
    <li className={ended ? 'card stack tight quiet' : 'card stack tight'}>
      <strong>{pupil.display}</strong>
      <p>{t(`pupil.ground.${ground}`)}</p>
      <p className="small quiet">{t('oversight.withheld_by', asked)}</p>
      <State one={one} timeZone={timeZone} />
      <Refused by={countersigning.error ?? ending.error} />
      {can.countersign && (
        <p>
          <Button
            look="primary"
            busy={countersigning.isPending}
            onPress={() => countersigning.mutate({ params: { id } }, { onSuccess: () => toast(countersigned) })}
          >
            {t('oversight.countersign')}
          </Button>
        </p>
      )}
      {can.end && (
        <details className="why">
          <summary>
            <Icon name="eye" little />
            {t('oversight.end')}
          </summary>
          <div className="stack tight">
            <p className="small">{t('oversight.end_how')}</p>
            <p>
              <Button
                look="danger"
                busy={ending.isPending}
                onPress={() => ending.mutate({ params: { id } }, { onSuccess: () => toast(shown) })}
              >
                {t('oversight.end')}
              </Button>
            </p>
          </div>
        </details>
      )}
    </li>
  )
}

/** What is withheld from families to protect a child, and waits for a second hand. */
export const Withholdings = ({ timeZone }: { timeZone: string }) => {
  const t = useWords()
  const { withholdings } = useEndpoint(listWithholdings)
  if (withholdings.length === 0)
    return (
      <EmptyState title={t('oversight.no_withholdings')} drawing="roof">
        {t('oversight.no_withholdings_how')}
      </EmptyState>
    )
  return (
    <ul className="stack">
      {withholdings.map((one) => (
        <One key={one.id} one={one} timeZone={timeZone} />
      ))}
    </ul>
  )
}
