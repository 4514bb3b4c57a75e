import { readMe } from '#contract/people.ts'
import { liftRestriction, listRestrictions, type Restriction } from '#contract/restricting.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { usePartsInWords } from './Limiting.tsx'
import { Refused } from './Refused.tsx'

const Row = ({ one, timeZone }: { one: Restriction & { canLift: boolean }; timeZone: string }) => {
  const t = useWords()
  const inWords = usePartsInWords()
  const lifting = useAction(liftRestriction, [listRestrictions])
  const lift = () =>
    lifting.mutate(
      { params: { id: one.id } },
      {
        onSuccess: ({ on, told }) =>
          toast(t(told > 0 ? 'mydata.lifting' : 'mydata.lifting.nobody', { day: shortDay(t.locale, on) })),
      },
    )
  return (
    <li className="card stack tight">
      <p>
        <strong>{one.person.display}</strong> · {inWords(one.parts)}
        <br />
        <span className="small quiet">{t('mydata.limited_since', { day: shortDay(t.locale, one.fromAt, timeZone) })}</span>
      </p>
      {one.liftsAt && (
        <p>
          <Badge tone="warn">{t('mydata.lifts_on', { day: shortDay(t.locale, one.liftsAt, timeZone) })}</Badge>
        </p>
      )}
      {one.canLift && (
        <p>
          <Button busy={lifting.isPending} onPress={lift}>
            {t('mydata.lift')}
            <span className="unseen"> {one.person.display}</span>
          </Button>
        </p>
      )}
      <Refused by={lifting.error} />
    </li>
  )
}

/** What is restricted now, with the way to lift it: the person is told seven days before. */
export const Standing = () => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const { restrictions } = useEndpoint(listRestrictions)
  if (restrictions.length === 0) return null
  return (
    <section className="stack" aria-labelledby="limited">
      <h2 id="limited">{t('mydata.limited')}</h2>
      <ul className="stack">
        {restrictions.map((one) => (
          <Row key={one.id} one={one} timeZone={timeZone} />
        ))}
      </ul>
    </section>
  )
}
