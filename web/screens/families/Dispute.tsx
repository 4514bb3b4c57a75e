import type { FormEvent } from 'react'
import { beginDispute, endDispute, readDispute } from '#contract/disputes.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useKeptForm } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Banner } from '../../ui/Message.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './parts.tsx'

const Begin = ({ id }: { id: string }) => {
  const t = useWords()
  const { value, set, clear, note } = useKeptForm(`dispute ${id}`, { reason: '', until: '' })
  const beginning = useAction(beginDispute, [readDispute])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    beginning.mutate({ params: { id }, body: value }, { onSuccess: clear })
  }
  return (
    <details className="why no-print">
      <summary>
        <Icon name="eye" little />
        {t('families.dispute.begin')}
      </summary>
      <form className="stack" onSubmit={submit}>
        <LongField
          label={t('families.dispute.reason')}
          hint={t('families.dispute.reason_hint')}
          required
          maxLength={1000}
          value={value.reason}
          onChange={(event) => set({ ...value, reason: event.target.value })}
        />
        <TextField
          label={t('families.dispute.until')}
          hint={t('families.dispute.until_hint')}
          type="date"
          required
          value={value.until}
          onChange={(event) => set({ ...value, until: event.target.value })}
        />
        {note}
        <Refused by={beginning.error} />
        <p>
          <Button look="ink" type="submit" busy={beginning.isPending}>
            {t('families.dispute.begin')}
          </Button>
        </p>
      </form>
    </details>
  )
}

/** Whether the guardians are in dispute, and what follows from it: for the office and the head, never for one of them. */
export const Dispute = ({ id }: { id: string }) => {
  const t = useWords()
  const { dispute, decider } = useEndpoint(readDispute, { params: { id } })
  const ending = useAction(endDispute, [readDispute])
  return (
    <section className="stack tight ink" aria-labelledby="dispute">
      <h2 id="dispute">{t('families.dispute')}</h2>
      {dispute && (
        <>
          <Banner tone="warn" title={t('families.dispute.on', { day: shortDay(t.locale, dispute.until) })}>
            <span className="said">{dispute.reason}</span>
            <br />
            <span className="small">
              {t('families.dispute.since', { day: shortDay(t.locale, dispute.since), name: dispute.by ?? '–' })}
            </span>
          </Banner>
          <p className="no-print">
            <Button busy={ending.isPending} onPress={() => ending.mutate({ params: { id } })}>
              {t('families.dispute.end')}
            </Button>
          </p>
        </>
      )}
      <p className="quiet small">{t('families.dispute.how')}</p>
      {decider === 'dpo' && <p>{t('families.dispute.dpo')}</p>}
      {decider === null && <Banner tone="bad" title={t('families.dispute.nobody')} />}
      {!dispute && <Begin id={id} />}
      <Refused by={ending.error} />
    </section>
  )
}
