import { useState } from 'react'
import { type AnnouncedSweep, holdSweep, type KeepReason, keepReasons, readRetention, releaseSweep } from '#contract/retention.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Field.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

const reasonIn = (value: string): KeepReason => keepReasons.find((one) => one === value) ?? 'still_needed'

const When = ({ one: { heldUntil, dueOn, why } }: { one: AnnouncedSweep }) => {
  const t = useWords()
  if (heldUntil === null) return <span>{t('retention.goes', { day: shortDay(t.locale, dueOn) })}</span>
  return (
    <>
      <Badge tone="warn">{t('retention.held', { day: shortDay(t.locale, heldUntil) })}</Badge>
      {why && <span className="quiet">{t('retention.because', { why: t(`retention.why.${why}`) })}</span>}
    </>
  )
}

type Acting = { hold: () => void; release: () => void; busy: boolean }

const Sweep = ({ one, hold, release, busy }: Acting & { one: AnnouncedSweep }) => {
  const t = useWords()
  const { what, rows, late, beganBefore, kept, heldUntil } = one
  return (
    <li className="card stack tight">
      <h3>
        {what} · {t('retention.rows', { count: rows })}
      </h3>
      <p className="row">
        <When one={one} />
      </p>
      <p className="small quiet">{t('retention.rule', { day: shortDay(t.locale, beganBefore), kept })}</p>
      {late > 0 && <p className="small quiet">{t('retention.late', { count: late })}</p>}
      <p>
        {heldUntil === null ? (
          <Button busy={busy} aria-label={t('retention.hold_it', { what })} onPress={hold}>
            {t('retention.hold')}
          </Button>
        ) : (
          <Button busy={busy} aria-label={t('retention.release_it', { what })} onPress={release}>
            {t('retention.release')}
          </Button>
        )}
      </p>
    </li>
  )
}

/** What the next nights end, rule by rule; each can be held, and let go. */
export const Announced = ({ coming }: { coming: readonly AnnouncedSweep[] }) => {
  const t = useWords()
  const [why, setWhy] = useState<KeepReason>('still_needed')
  const holding = useAction(holdSweep, [readRetention])
  const releasing = useAction(releaseSweep, [readRetention])
  const hold = (id: string) =>
    holding.mutate(
      { params: { id }, body: { why } },
      { onSuccess: ({ heldUntil }) => toast(t('retention.now_held', { day: shortDay(t.locale, heldUntil) })) },
    )
  const release = (id: string) => releasing.mutate({ params: { id } }, { onSuccess: () => toast(t('retention.now_released')) })
  return (
    <section aria-labelledby="coming" className="stack measure">
      <h2 id="coming">{t('retention.coming')}</h2>
      <Refused by={holding.error ?? releasing.error} />
      {coming.length === 0 ? (
        <EmptyState title={t('retention.none')} drawing="roof">
          {t('retention.none_how')}
        </EmptyState>
      ) : (
        <>
          <Select
            label={t('retention.why')}
            value={why}
            onChange={(event) => setWhy(reasonIn(event.target.value))}
            options={keepReasons.map((value) => ({ value, label: t(`retention.why.${value}`) }))}
          />
          <ul className="plain stack">
            {coming.map((one) => (
              <Sweep
                key={one.id}
                one={one}
                hold={() => hold(one.id)}
                release={() => release(one.id)}
                busy={holding.isPending || releasing.isPending}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
