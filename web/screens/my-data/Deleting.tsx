import { Suspense } from 'react'
import { previewErasure } from '#contract/privacy.ts'
import { demandRight, listMyRights } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Refused.tsx'
import type { Someone } from './Verbs.tsx'

/** What would go, and what stays until when because of which rule: before anything is asked. */
const Preview = ({ personId }: { personId: string }) => {
  const t = useWords()
  const { outcomes } = useEndpoint(previewErasure, { params: { id: personId }, query: { locale: t.locale }, purpose: 'self' })
  return (['deleted', 'detached', 'kept'] as const).map((outcome) => {
    const some = outcomes.filter((one) => one.outcome === outcome)
    if (some.length === 0) return null
    return (
      <section key={outcome} className="stack tight" aria-labelledby={`goes-${outcome}`}>
        <h3 id={`goes-${outcome}`}>{t(`mydata.delete.${outcome}`)}</h3>
        <ul className="small">
          {some.map(({ what, rows, because, until }) => (
            <li key={`${what} ${because ?? ''}`}>
              {what} · {t('mydata.rows', { count: rows })}
              {until && ` · ${t('mydata.delete.until', { day: shortDay(t.locale, until) })}`}
              {because && <span className="quiet"> {because}</span>}
            </li>
          ))}
        </ul>
      </section>
    )
  })
}

/** Asks for a deletion after its preview; the code that leads to the certificate is shown once, here. */
export const Deleting = ({ person, onDone }: { person: Someone; onDone: () => void }) => {
  const t = useWords()
  const demanding = useAction(demandRight, [listMyRights])
  const asked = demanding.data
  const ask = () => demanding.mutate({ params: { id: person.id }, body: { kind: 'erasure' } })
  if (asked)
    return (
      <div className="stack" role="status">
        <p>{t(asked.isAgain ? 'mydata.again' : 'mydata.sent', { number: asked.number, day: shortDay(t.locale, asked.dueOn) })}</p>
        {asked.coolsUntil && <p>{t('mydata.cools', { day: shortDay(t.locale, asked.coolsUntil) })}</p>}
        {asked.code && (
          <div className="ink-box stack tight">
            <p>
              <strong className="said">{t('mydata.delete.code', { code: asked.code.replace(/(.{8})(?=.)/g, '$1 ') })}</strong>
            </p>
            <p className="small">{t('mydata.delete.code_how', { address: `${location.origin}/verify` })}</p>
          </div>
        )}
        <p>
          <Button look="ink" onPress={onDone}>
            {t('app.close')}
          </Button>
        </p>
      </div>
    )
  return (
    <div className="stack">
      <p>{t('mydata.delete.how')}</p>
      <Suspense fallback={<Skeleton />}>
        <Preview personId={person.id} />
      </Suspense>
      <Refused by={demanding.error} />
      <div className="row">
        <Button onPress={onDone}>{t('app.cancel')}</Button>
        <Button look="danger" busy={demanding.isPending} onPress={ask}>
          {t('mydata.delete.ask')}
        </Button>
      </div>
    </div>
  )
}
