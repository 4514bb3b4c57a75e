import type { JudicialOrder } from '#contract/orders.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { type Step, Timeline } from '../../ui/Timeline.tsx'

/** What has been done with an order, by whom and when, and what is due. */
export const History = ({ one, today, timeZone }: { one: JudicialOrder; today: string; timeZone: string }) => {
  const t = useWords()
  const { recordedAt, recordedBy, signedAt, declinedAt, handedAt, toldAt, silentUntil, dueOn } = one
  const on = (at: string) => shortDay(t.locale, at, timeZone)
  const due = t(dueOn < today ? 'orders.late' : 'orders.due_on', { day: shortDay(t.locale, dueOn) })
  const signed: Step = signedAt
    ? { id: 'signed', done: true, what: t('orders.signed_on', { day: on(signedAt) }) }
    : { id: 'signed', done: false, what: t('orders.waits') }
  const handed: Step = handedAt
    ? { id: 'handed', done: true, what: t('orders.handed', { day: on(handedAt) }) }
    : { id: 'handed', done: false, what: dueOn < today ? <Badge tone="warn">{due}</Badge> : due }
  const told: readonly Step[] = toldAt
    ? [{ id: 'told', done: true, what: t('orders.told', { day: on(toldAt) }) }]
    : silentUntil
      ? [{ id: 'told', done: false, what: t('orders.silent_until', { day: shortDay(t.locale, silentUntil) }) }]
      : []
  const isToldFirst = toldAt !== null && (handedAt === null || toldAt < handedAt)
  return (
    <Timeline
      label={t('orders.history')}
      steps={[
        { id: 'recorded', done: true, what: t('orders.written_on', { day: on(recordedAt), name: recordedBy.display }) },
        ...(declinedAt
          ? [{ id: 'declined', done: true, what: t('orders.declined', { day: on(declinedAt) }) }]
          : [signed, ...(isToldFirst ? [...told, handed] : [handed, ...told])]),
      ]}
    />
  )
}
