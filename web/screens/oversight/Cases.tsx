import { useState } from 'react'
import type * as z from 'zod/mini'
import { caseOutcomes, closeCuriosity, listCuriosity } from '#contract/ledger-reading.ts'
import { clockTime, longDay, shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Refused.tsx'

type Case = z.output<typeof listCuriosity.output>['cases'][number]

/** What it turned out to be; chosen first, so that nothing is closed by a slip. */
const Closing = ({ id }: { id: string }) => {
  const t = useWords()
  const [outcome, setOutcome] = useState('')
  const done = t('oversight.closed')
  const closing = useAction(closeCuriosity, [listCuriosity])
  const close = () => {
    const chosen = caseOutcomes.find((one) => one === outcome)
    if (chosen) closing.mutate({ params: { id }, body: { outcome: chosen } }, { onSuccess: () => toast(done) })
  }
  return (
    <details className="why">
      <summary>
        <Icon name="check" little />
        {t('oversight.close')}
      </summary>
      <div className="stack tight">
        <Choices
          legend={t('oversight.outcome')}
          name={`outcome-${id}`}
          chosen={outcome}
          onChoose={setOutcome}
          options={caseOutcomes.map((value) => ({ value, label: t(`oversight.outcome.${value}`) }))}
        />
        <Refused by={closing.error} />
        <p>
          <Button look="primary" disabled={outcome === ''} busy={closing.isPending} onPress={close}>
            {t('oversight.close')}
          </Button>
        </p>
      </div>
    </details>
  )
}

const One = ({ one, timeZone }: { one: Case; timeZone: string }) => {
  const t = useWords()
  const { id, readAt, reader, pupil, what, purpose, closed } = one
  return (
    <li className={closed ? 'card quiet' : 'card'}>
      <p className="small quiet">
        {longDay(t.locale, readAt, timeZone)}, {clockTime(t.locale, readAt, timeZone)}
      </p>
      <strong>{t('oversight.read', { reader: reader?.display || t('oversight.someone'), pupil: pupil.display })}</strong>
      <p>
        {what && t(`ledger.what.${what}`)}
        {purpose && ` · ${t('ledger.reason', { purpose: t(`ledger.purpose.${purpose}`) })}`}
      </p>
      {closed ? (
        <p className="small">
          {t('oversight.closed_by', {
            day: shortDay(t.locale, closed.at, timeZone),
            name: closed.by,
            outcome: t(`oversight.outcome.${closed.outcome}`),
          })}
        </p>
      ) : (
        <Closing id={id} />
      )}
    </li>
  )
}

/** Reads that nothing explains: those that are open first. */
export const Cases = ({ timeZone }: { timeZone: string }) => {
  const t = useWords()
  const { cases } = useEndpoint(listCuriosity)
  if (cases.length === 0)
    return (
      <EmptyState title={t('oversight.no_cases')} drawing="tree">
        {t('oversight.no_cases_how')}
      </EmptyState>
    )
  return (
    <>
      <p className="measure quiet">{t('oversight.cases_hint')}</p>
      <ul className="stack">
        {cases.map((one) => (
          <One key={one.id} one={one} timeZone={timeZone} />
        ))}
      </ul>
    </>
  )
}
