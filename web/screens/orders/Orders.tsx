import { useState } from 'react'
import { handOrder, type JudicialOrder, listOrders, signOrder } from '#contract/orders.ts'
import { readMe } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { slugOfPage, useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { usePartsInWords } from '../my-data/Limiting.tsx'
import { Refused } from '../my-data/Refused.tsx'
import { History } from './History.tsx'
import { Recording } from './Recording.tsx'

const Acts = ({ one }: { one: JudicialOrder }) => {
  const t = useWords()
  const signing = useAction(signOrder, [listOrders])
  const handing = useAction(handOrder, [listOrders])
  const params = { id: one.id }
  const noted = t('orders.noted')
  const sign = (verdict: 'signed' | 'declined') =>
    signing.mutate({ params, body: { verdict } }, { onSuccess: () => toast(noted) })
  const fetchArchive = () =>
    void Object.assign(document.createElement('a'), {
      href: `/s/${slugOfPage()}/judicial-orders/${one.id}/export.zip`,
      download: '',
    }).click()
  return (
    <>
      <div className="row">
        {one.can.sign && (
          <>
            <Button look="ink" busy={signing.isPending} onPress={() => sign('signed')}>
              {t('orders.sign')}
              <span className="unseen"> {one.person.display}</span>
            </Button>
            <Button busy={signing.isPending} onPress={() => sign('declined')}>
              {t('orders.decline')}
              <span className="unseen"> {one.person.display}</span>
            </Button>
          </>
        )}
        {one.can.hand && (
          <Button
            look="ink"
            icon="import"
            busy={handing.isPending}
            onPress={() => handing.mutate({ params }, { onSuccess: fetchArchive })}
          >
            {t('orders.hand')}
            <span className="unseen"> {one.person.display}</span>
          </Button>
        )}
      </div>
      <Refused by={signing.error ?? handing.error} />
    </>
  )
}

const One = ({ one, today, timeZone }: { one: JudicialOrder; today: string; timeZone: string }) => {
  const t = useWords()
  const inWords = usePartsInWords()
  return (
    <li className="card stack tight">
      <p>
        <strong>{one.authority}</strong> · {one.person.display}
        <br />
        <span className="small quiet">
          {[one.reference, t('orders.dated_on', { day: shortDay(t.locale, one.datedOn) }), inWords(one.parts)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      {one.scope && <p className="said">{one.scope}</p>}
      <History one={one} today={today} timeZone={timeZone} />
      {one.manifest && (
        <p className="small quiet">
          {t('orders.manifest')} <code>{one.manifest}</code>
        </p>
      )}
      <Acts one={one} />
    </li>
  )
}

/** What courts and authorities order to be handed over: by whom, what, by when, and whether the person knows. */
export const Orders = () => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const { today, orders } = useEndpoint(listOrders)
  const [recording, setRecording] = useState(false)
  return (
    <div className="stack wide ink">
      <header className="stack tight">
        <div className="row spread">
          <Title>{t('orders.title')}</Title>
          <EyeChip groups={[t('mydata.cases.seen')]} />
        </div>
        <p className="measure">{t('orders.lead')}</p>
      </header>
      <p>
        <Button look="ink" onPress={() => setRecording(true)}>
          {t('orders.new')}
        </Button>
      </p>
      {orders.length === 0 && (
        <EmptyState title={t('orders.none')} drawing="tree">
          {t('orders.none_how')}
        </EmptyState>
      )}
      <ul className="stack">
        {orders.map((one) => (
          <One key={one.id} one={one} today={today} timeZone={timeZone} />
        ))}
      </ul>
      <LazySheet title={t('orders.new')} open={recording} urgent onClose={() => setRecording(false)}>
        {recording && <Recording today={today} onDone={() => setRecording(false)} />}
      </LazySheet>
    </div>
  )
}
