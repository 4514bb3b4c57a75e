import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type * as z from 'zod/mini'
import { type NoticeCounts, readNotice, type Stands } from '#contract/notices.ts'
import { readNoticeProgress, remindNotice } from '#contract/notices-following.ts'
import { reading, useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused, useMe, When } from '../posts/parts.tsx'
import { Bar, doneOf, useHour } from './parts.tsx'

type Delivery = z.output<typeof readNoticeProgress.output>['deliveries'][number]

/** So often counts are asked for again while somebody watches them. */
const WATCHED = 10_000

const Counted = ({ counts, asks }: { counts: NoticeCounts; asks: readonly Stands[] }) => {
  const t = useWords()
  const isAsked = asks.length > 0
  return (
    <section className="card stack tight" aria-live="polite">
      <p className="large">
        {t(isAsked ? 'notices.count.confirmed' : 'notices.count.seen')}{' '}
        <strong>{t('notices.done_of', { done: doneOf(counts, asks), people: counts.people })}</strong>
      </p>
      <Bar counts={counts} />
      <dl className="counted">
        {isAsked && (
          <div className="part-confirmed">
            <dt>{t('notices.count.confirmed')}</dt>
            <dd>{counts.confirmed}</dd>
          </div>
        )}
        <div className="part-seen">
          <dt>{t(isAsked ? 'notices.count.seen_only' : 'notices.count.seen')}</dt>
          <dd>{counts.seen}</dd>
        </div>
        <div className="part-unseen">
          <dt>{t('notices.count.unseen')}</dt>
          <dd>{counts.unseen}</dd>
        </div>
        <div className="part-unreached">
          <dt>{t('notices.count.unreached')}</dt>
          <dd>{counts.unreached}</dd>
        </div>
      </dl>
      {counts.unreached > 0 && <p className="quiet small">{t('notices.count.unreached_how')}</p>}
    </section>
  )
}

/** By which ways it went out, minute by minute: for what is urgent, whether it is out at all. */
const Deliveries = ({ deliveries, undelivered }: { deliveries: readonly Delivery[]; undelivered: number }) => {
  const t = useWords()
  const hour = useHour()
  if (deliveries.length === 0 && undelivered === 0) return null
  const minutes = [...new Set(deliveries.map(({ minute }) => minute))]
  const count = (minute: string, channel: Delivery['channel']) =>
    deliveries.find((one) => one.minute === minute && one.channel === channel)?.count ?? 0
  return (
    <section className="card stack tight" aria-labelledby="deliveries">
      <h2 id="deliveries">{t('notices.deliveries')}</h2>
      {undelivered > 0 && <p>{t('notices.delivery.none', { count: undelivered })}</p>}
      {deliveries.length > 0 && (
        <table className="minutes">
          <thead>
            <tr>
              <th scope="col">{t('notices.delivery.minute')}</th>
              <th scope="col">{t('notices.delivery.mail')}</th>
              <th scope="col">{t('notices.delivery.device')}</th>
            </tr>
          </thead>
          <tbody>
            {minutes.map((minute) => (
              <tr key={minute}>
                <th scope="row">
                  <time dateTime={minute}>{hour(minute)}</time>
                </th>
                <td>{count(minute, 'mail')}</td>
                <td>{count(minute, 'device')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const Acts = ({ noticeId, missing, remindedAt }: { noticeId: string; missing: number; remindedAt: string | null }) => {
  const t = useWords()
  const { slug } = useMe().school
  const { mutate, isPending, error } = useAction(remindNotice, [readNoticeProgress])
  const params = { slug, noticeId }
  if (missing === 0) return <p>{t('notices.unseen_none')}</p>
  return (
    <section className="stack tight no-print">
      <Refused by={error} />
      <div className="row">
        <Link className="button primary" to="/s/$slug/notices/$noticeId/unseen" params={params} icon="people">
          {t('notices.unseen_open')}
        </Link>
        <Link className="button quiet" to="/s/$slug/notices/$noticeId/calls" params={params} icon="person">
          {t('notices.calls')}
        </Link>
        <Button
          icon="bell"
          busy={isPending}
          onPress={() => mutate({ params: { id: noticeId } }, { onSuccess: () => toast(t('notices.reminded')) })}
        >
          {t('notices.remind')}
        </Button>
      </div>
      <p className="quiet small">
        {t('notices.unseen_what')}
        {remindedAt && (
          <>
            {' '}
            {t('notices.reminded_at')} <When at={remindedAt} />
          </>
        )}
      </p>
    </section>
  )
}

/** How far a notice has come: counts, and the ways to those it has not reached. */
export const Progress = () => {
  const t = useWords()
  const { slug } = useMe().school
  const { noticeId } = useParams({ from: '/s/$slug/notices/$noticeId/progress' })
  const params = { id: noticeId }
  const notice = useEndpoint(readNotice, { params })
  const { counts, deliveries, undelivered, remindedAt } = useEndpoint(readNoticeProgress, { params })
  // Who confirms says so to nobody but the school: whoever watches asks again.
  useQuery({ ...reading(readNoticeProgress, { params }), refetchInterval: WATCHED })
  const { unseen, unreached, seen } = counts
  const text = notice.texts.find(({ language }) => language === t.locale) ?? notice.texts[0]
  return (
    <div className="stack">
      <Link className="no-print" to="/s/$slug/notices/$noticeId" params={{ slug, noticeId }}>
        {text?.title ?? t('notices.title')}
      </Link>
      <Title>{t('notices.progress', { title: text?.title ?? '' })}</Title>
      <Counted counts={counts} asks={notice.asks} />
      <Acts noticeId={noticeId} missing={unseen + unreached + (notice.asks.length > 0 ? seen : 0)} remindedAt={remindedAt} />
      <Deliveries deliveries={deliveries} undelivered={undelivered} />
    </div>
  )
}
