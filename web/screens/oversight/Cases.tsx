import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { caseOutcomes, closeCuriosity, listCuriosity } from '#contract/ledger-reading.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import { ask } from '../../api.ts'
import { useMany } from '../../many.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Choices } from '../../ui/Field.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Refused.tsx'

type Case = z.output<typeof listCuriosity.output>['cases'][number]

/** What would be closed, and how the choice is undone after. */
type Pending = { cases: readonly Case[]; none: () => void }

const isOpen = ({ closed }: Case) => closed === null

/** What they turned out to be; chosen first, so that nothing is closed by a slip. */
const Closing = ({ cases, onDone }: { cases: readonly Case[]; onDone: () => void }) => {
  const t = useWords()
  const [outcome, setOutcome] = useState('')
  const { busy, refused, each } = useMany(listCuriosity)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const chosen = caseOutcomes.find((one) => one === outcome)
    if (!chosen) return
    const done = await each(cases, ({ id }) => ask(closeCuriosity, { params: { id }, body: { outcome: chosen } }))
    if (done.length === 0) return
    toast(t('oversight.closed_chosen', { count: done.length }))
    if (done.length === cases.length) onDone()
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Choices
        legend={t('oversight.outcome')}
        name="outcome"
        chosen={outcome}
        onChoose={setOutcome}
        options={caseOutcomes.map((value) => ({ value, label: t(`oversight.outcome.${value}`) }))}
      />
      <Refused by={refused} />
      <div className="row">
        <Button type="submit" look="primary" disabled={outcome === ''} busy={busy}>
          {t('oversight.close_chosen', { count: cases.length })}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}

const useColumns = (timeZone: string, onClose: (one: Case) => void): Columns<Case> => {
  const t = useWords()
  const reader = ({ reader: who }: Case) => who?.display || t('oversight.someone')
  const what = ({ what: read, purpose }: Case) =>
    [read && t(`ledger.what.${read}`), purpose && t('ledger.reason', { purpose: t(`ledger.purpose.${purpose}`) })]
      .filter(Boolean)
      .join(' · ')
  const state = ({ closed }: Case) =>
    closed
      ? t('oversight.closed_by', {
          day: shortDay(t.locale, closed.at, timeZone),
          name: closed.by,
          outcome: t(`oversight.outcome.${closed.outcome}`),
        })
      : t('oversight.open')
  const when = ({ readAt }: Case) => `${shortDay(t.locale, readAt, timeZone)}, ${clockTime(t.locale, readAt, timeZone)}`
  return [
    { id: 'reader', label: t('oversight.reader'), sort: reader, cell: reader },
    { id: 'pupil', label: t('oversight.about'), sort: ({ pupil }) => pupil.display, cell: ({ pupil }) => pupil.display },
    { id: 'when', label: t('oversight.when'), sort: ({ readAt }) => -Date.parse(readAt), plain: when, cell: when },
    { id: 'what', label: t('oversight.what'), sort: what, cell: what },
    {
      id: 'state',
      label: t('oversight.state'),
      sort: (one) => (isOpen(one) ? 0 : 1),
      plain: state,
      cell: (one) =>
        isOpen(one) ? (
          <span className="row">
            <Badge tone="warn">{state(one)}</Badge>
            <Button onPress={() => onClose(one)}>
              {t('oversight.close')}
              <span className="unseen"> {one.pupil.display}</span>
            </Button>
          </span>
        ) : (
          <span className="small">{state(one)}</span>
        ),
    },
  ]
}

/** Reads that nothing explains: those that are open first. */
export const Cases = ({ timeZone }: { timeZone: string }) => {
  const t = useWords()
  const { cases } = useEndpoint(listCuriosity)
  const [closing, setClosing] = useState<Pending>()
  const columns = useColumns(timeZone, (one) => setClosing({ cases: [one], none: () => {} }))
  if (cases.length === 0)
    return (
      <EmptyState title={t('oversight.no_cases')} drawing="tree">
        {t('oversight.no_cases_how')}
      </EmptyState>
    )
  const buttons = (chosen: readonly Case[], none: () => void) => {
    const open = chosen.filter(isOpen)
    return (
      <Button look="primary" disabled={open.length === 0} onPress={() => setClosing({ cases: open, none })}>
        {t('oversight.close_chosen', { count: open.length })}
      </Button>
    )
  }
  const finish = () => {
    closing?.none()
    setClosing(undefined)
  }
  return (
    <>
      <p className="measure quiet">{t('oversight.cases_hint')}</p>
      <DataTable
        caption={t('oversight.cases')}
        rows={cases}
        columns={columns}
        first="state"
        text={({ reader, pupil }) => `${reader?.display ?? ''} ${pupil.display}`}
        name={({ pupil }) => pupil.display}
        taken={{ list: 'cases', purpose: 'security' }}
        {...(cases.some(isOpen) ? { actions: buttons } : {})}
      />
      <LazySheet title={t('oversight.close')} open={closing !== undefined} urgent onClose={() => setClosing(undefined)}>
        {closing && <Closing cases={closing.cases} onDone={finish} />}
      </LazySheet>
    </>
  )
}
