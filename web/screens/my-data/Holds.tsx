import { type Hold, listHolds, MOST_HOLD_DAYS, releaseHold, reviewHold, signHold } from '#contract/holding.ts'
import { readMe } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { HoldSomebody } from './HoldSomebody.tsx'
import { Refused } from './Refused.tsx'

const useStanding = (timeZone: string) => {
  const t = useWords()
  return ({ endedAt, endedHow, signedAt, reviewOn }: Hold) => {
    if (endedAt && endedHow) return t(`mydata.hold.${endedHow}`, { day: shortDay(t.locale, endedAt, timeZone) })
    return signedAt ? t('mydata.hold.until', { day: shortDay(t.locale, reviewOn) }) : t('mydata.hold.waits')
  }
}

const Acts = ({ one }: { one: Hold }) => {
  const t = useWords()
  const signing = useAction(signHold, [listHolds])
  const reviewing = useAction(reviewHold, [listHolds])
  const releasing = useAction(releaseHold, [listHolds])
  const params = { id: one.id }
  const done = (said: string) => ({ onSuccess: () => toast(said) })
  const sign = (verdict: 'signed' | 'declined') => signing.mutate({ params, body: { verdict } }, done(t('mydata.hold.done')))
  const longer = () => reviewing.mutate({ params, body: { days: MOST_HOLD_DAYS } }, done(t('mydata.hold.done')))
  const release = () => releasing.mutate({ params }, done(t('mydata.hold.released_now')))
  return (
    <>
      <div className="row">
        {one.can.sign && (
          <>
            <Button look="ink" busy={signing.isPending} onPress={() => sign('signed')}>
              {t('mydata.hold.sign')}
              <span className="unseen"> {one.person.display}</span>
            </Button>
            <Button busy={signing.isPending} onPress={() => sign('declined')}>
              {t('mydata.hold.decline')}
              <span className="unseen"> {one.person.display}</span>
            </Button>
          </>
        )}
        {one.can.review && (
          <Button busy={reviewing.isPending} onPress={longer}>
            {t('mydata.hold.review', { count: MOST_HOLD_DAYS })}
            <span className="unseen"> {one.person.display}</span>
          </Button>
        )}
        {one.can.release && (
          <Button busy={releasing.isPending} onPress={release}>
            {t('mydata.hold.release')}
            <span className="unseen"> {one.person.display}</span>
          </Button>
        )}
      </div>
      <Refused by={signing.error ?? reviewing.error ?? releasing.error} />
    </>
  )
}

/** What must stay, by whom it was signed, and what it delays. */
export const Holds = () => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const standing = useStanding(timeZone)
  const { holds } = useEndpoint(listHolds)
  return (
    <section className="stack" aria-labelledby="holds">
      <h2 id="holds">{t('mydata.holds')}</h2>
      <HoldSomebody />
      {holds.length > 0 && (
        <ul className="stack">
          {holds.map((one) => (
            <li className="card stack tight" key={one.id}>
              <p>
                <strong>{one.person.display}</strong> · {t(`mydata.hold.ground.${one.ground}`)}
                <br />
                <span className="small quiet">
                  {t('mydata.hold.asked', { name: one.askedBy.display, day: shortDay(t.locale, one.askedAt, timeZone) })}
                </span>
              </p>
              {one.why && <p className="said">{one.why}</p>}
              <p className="row">
                <Badge tone={one.endedAt ? 'info' : 'warn'}>{standing(one)}</Badge>
                {one.delays > 0 && !one.endedAt && <Badge tone="info">{t('mydata.hold.delays', { count: one.delays })}</Badge>}
              </p>
              <Acts one={one} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
