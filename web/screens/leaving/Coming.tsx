import { useState } from 'react'
import { type ComingStep, type DeferReason, deferReasons, deferStep, readLeavers, resumeStep } from '#contract/leaving.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Select } from '../../ui/Field.tsx'
import { Link } from '../../ui/Link.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'
import { Waiting } from './Waiting.tsx'

const dayOf = ({ dueOn, deferredUntil }: ComingStep) => (deferredUntil && deferredUntil > dueOn ? deferredUntil : dueOn)

const useColumns = (slug: string): Columns<ComingStep> => {
  const t = useWords()
  const day = (one: ComingStep) => shortDay(t.locale, dayOf(one))
  return [
    {
      id: 'who',
      label: t('leaving.who'),
      sort: ({ display }) => display,
      cell: ({ personId, display }) => (
        <Link className="name-link" to="/s/$slug/people/$personId/access" params={{ slug, personId }}>
          {display}
        </Link>
      ),
    },
    {
      id: 'step',
      label: t('leaving.step'),
      sort: ({ step }) => t(`leaving.step.${step}`),
      plain: ({ step, why }) =>
        [t(`leaving.step.${step}`), why && t('leaving.put_off', { why: t(`leaving.why.${why}`) })].filter(Boolean).join(' · '),
      cell: (one) => (
        <>
          {t(`leaving.step.${one.step}`)}
          <Waiting one={one} />
          {one.why && (
            <>
              <br />
              <span className="small quiet">{t('leaving.put_off', { why: t(`leaving.why.${one.why}`) })}</span>
            </>
          )}
        </>
      ),
    },
    { id: 'when', label: t('leaving.when'), sort: dayOf, cell: day, plain: day },
  ]
}

const reasonIn = (value: string): DeferReason => deferReasons.find((one) => one === value) ?? 'question_open'

/** What was announced and comes tomorrow or later; any of it can be put off, and that taken back. */
export const Coming = ({ coming, slug }: { coming: readonly ComingStep[]; slug: string }) => {
  const t = useWords()
  const columns = useColumns(slug)
  const [why, setWhy] = useState<DeferReason>('question_open')
  const deferring = useAction(deferStep, [readLeavers])
  const resuming = useAction(resumeStep, [readLeavers])
  const defer = (chosen: readonly ComingStep[]) => {
    for (const { id } of chosen)
      deferring.mutate(
        { params: { id }, body: { why } },
        { onSuccess: ({ deferredUntil }) => toast(t('leaving.deferred', { day: shortDay(t.locale, deferredUntil) })) },
      )
  }
  const resume = (chosen: readonly ComingStep[]) => {
    for (const { id, deferredUntil } of chosen)
      if (deferredUntil)
        resuming.mutate(
          { params: { id } },
          { onSuccess: ({ dueOn }) => toast(t('leaving.resumed', { day: shortDay(t.locale, dueOn) })) },
        )
  }
  return (
    <section aria-labelledby="coming" className="stack">
      <h2 id="coming">{t('leaving.coming')}</h2>
      <Refused by={deferring.error ?? resuming.error} />
      {coming.length === 0 ? (
        <EmptyState title={t('leaving.none')} drawing="roof">
          {t('leaving.none_how')}
        </EmptyState>
      ) : (
        <>
          {coming.some(({ step }) => step === 'erased') && <p className="quiet measure">{t('leaving.erased_how')}</p>}
          <Select
            label={t('leaving.why')}
            value={why}
            onChange={(event) => setWhy(reasonIn(event.target.value))}
            options={deferReasons.map((value) => ({ value, label: t(`leaving.why.${value}`) }))}
          />
          <DataTable
            caption={t('leaving.coming')}
            rows={coming}
            columns={columns}
            text={({ display }) => display}
            name={({ display }) => display}
            taken={{ list: 'leavers', purpose: 'administration' }}
            actions={(chosen) => (
              <>
                <Button look="primary" busy={deferring.isPending} onPress={() => defer(chosen)}>
                  {t('leaving.defer')}
                </Button>
                <Button busy={resuming.isPending} onPress={() => resume(chosen)}>
                  {t('leaving.resume')}
                </Button>
              </>
            )}
          />
        </>
      )}
    </section>
  )
}
