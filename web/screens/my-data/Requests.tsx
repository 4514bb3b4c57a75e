import type { RightRequest } from '#contract/right-request.ts'
import { listMyRights, type MyRequest, withdrawRight } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { RequestTracker } from '../../ui/RequestTracker.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Carry } from './Carry.tsx'
import { arrivalWords, checkWords, standingWords } from './clock.ts'
import { Limited } from './Limited.tsx'
import { Next } from './Next.tsx'
import { Recognising } from './Recognising.tsx'
import { Recourse } from './Recourse.tsx'
import { Refused } from './Refused.tsx'
import { Threads } from './Threads.tsx'
import { Told } from './Told.tsx'
import { useTaking } from './taking.ts'

const Fetch = ({ id, until, number }: { id: string; until: string; number: string }) => {
  const t = useWords()
  const { busy, trouble, fetchAgain } = useTaking()
  return (
    <>
      <p className="row">
        <Button look="ink" icon="import" busy={busy} onPress={() => void fetchAgain(id)}>
          {t('mydata.fetch')}
          <span className="unseen"> {number}</span>
        </Button>
        <span className="small quiet">{t('mydata.fetch_until', { day: shortDay(t.locale, until) })}</span>
      </p>
      <Refused by={trouble} />
    </>
  )
}

const Open = ({ request }: { request: RightRequest }) => {
  const t = useWords()
  const withdrawing = useAction(withdrawRight, [listMyRights])
  const done = t('mydata.withdrawn')
  const { id, dueOn, article, standing, coolsUntil, extendedAt, number, checked } = request
  const takeBack = () => withdrawing.mutate({ params: { id } }, { onSuccess: () => toast(done) })
  return (
    <>
      <RequestTracker at={request.waitsFor ? 'identified' : 'prepared'} dueOn={dueOn} identified={checkWords(t, checked)} />
      <p className="small quiet">
        {article} <Badge tone={standing === 'verified' ? 'ok' : 'warn'}>{standingWords(t, { standing })}</Badge>
      </p>
      {extendedAt && <p className="small">{t('mydata.extended')}</p>}
      {coolsUntil && Date.parse(coolsUntil) > Date.now() && (
        <p className="small">{t('mydata.cools', { day: shortDay(t.locale, coolsUntil) })}</p>
      )}
      <p>
        <Button busy={withdrawing.isPending} onPress={takeBack}>
          {t('mydata.withdraw')}
          <span className="unseen"> {number}</span>
        </Button>
      </p>
      <Refused by={withdrawing.error} />
    </>
  )
}

/** An objection that was upheld, or not being found by name, can be taken back: what had stopped goes on. */
const Objected = ({ id, number, kind }: Pick<RightRequest, 'id' | 'number' | 'kind'>) => {
  const t = useWords()
  const withdrawing = useAction(withdrawRight, [listMyRights])
  const resume = () => withdrawing.mutate({ params: { id } }, { onSuccess: () => toast(t('mydata.withdrawn')) })
  return (
    <>
      <p>
        <Button busy={withdrawing.isPending} onPress={resume}>
          {t(kind === 'deindexing' ? 'mydata.found_again' : 'mydata.resume')}
          <span className="unseen"> {number}</span>
        </Button>
      </p>
      <Refused by={withdrawing.error} />
    </>
  )
}

const Card = ({ request, timeZone }: { request: MyRequest; timeZone: string }) => {
  const t = useWords()
  const { id, number, kind, about, askedAt, words, closedAt, outcome, ground, answer, linkUntil, purpose, held } = request
  const arrived = arrivalWords(t, request)
  const canFetch = linkUntil !== null && Date.parse(linkUntil) > Date.now()
  return (
    <li className="card stack tight">
      <p>
        <strong>{t(`mydata.kind.${kind}`)}</strong> · {about.display}
        <br />
        <span className="small quiet">
          {number} · {t('mydata.asked_on', { day: shortDay(t.locale, askedAt, timeZone) })}
          {request.byHand && ` · ${t('mydata.by_hand')}`}
          {arrived && ` · ${arrived}`}
        </span>
      </p>
      {purpose && <p>{t(`mydata.object.${purpose}`)}</p>}
      {request.follows && <p className="small quiet">{t('mydata.follows', { number: request.follows })}</p>}
      {words && <p className="said">{words}</p>}
      {held && (
        <p>
          <Badge tone="warn">{t('mydata.held_until', { day: shortDay(t.locale, held.until) })}</Badge>{' '}
          {t(`mydata.hold.ground.${held.ground}`)}
        </p>
      )}
      {closedAt && outcome && !linkUntil && (
        <p>
          <Badge tone={outcome === 'granted' ? 'ok' : 'info'}>
            {t('mydata.closed_on', { outcome: t(`mydata.outcome.${outcome}`), day: shortDay(t.locale, closedAt, timeZone) })}
          </Badge>
        </p>
      )}
      {ground && <p>{t('mydata.refused_because', { ground: t(`mydata.ground.${ground.name}`), article: ground.article })}</p>}
      {answer && <p className="said ink-box">{answer}</p>}
      <Recourse request={request} />
      {request.covered !== null && <p>{t('mydata.covered', { count: request.covered })}</p>}
      <Threads kind={kind} threads={request.threads} />
      <Told told={request.told} timeZone={timeZone} />
      {canFetch && <Fetch id={id} until={linkUntil} number={number} />}
      {canFetch && <Carry request={request} timeZone={timeZone} />}
      {request.restriction && <Limited restriction={request.restriction} timeZone={timeZone} />}
      {(kind === 'objection' || kind === 'deindexing') && outcome === 'granted' && (
        <Objected id={id} number={number} kind={kind} />
      )}
      {request.waitsFor && <Recognising request={request} />}
      <Next request={request} />
      {!closedAt && <Open request={request} />}
    </li>
  )
}

/** What one has asked for, with its clock, like a parcel. */
export const Requests = ({ timeZone }: { timeZone: string }) => {
  const t = useWords()
  const { requests } = useEndpoint(listMyRights)
  return (
    <section className="stack" aria-labelledby="requests">
      <h2 id="requests">{t('mydata.requests')}</h2>
      {requests.length === 0 && <p className="quiet">{t('mydata.no_requests')}</p>}
      <ul className="stack">
        {requests.map((request) => (
          <Card key={request.id} request={request} timeZone={timeZone} />
        ))}
      </ul>
    </section>
  )
}
