import { type FormEvent, useState } from 'react'
import { askForProof, confirmAsker, establishAsker, readCasesWaiting } from '#contract/establishing.ts'
import { listRightCases, type RightCase } from '#contract/rights.ts'
import { dayAfter, type Identity, identities } from '#contract/rights-clocks.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useKeptLetter } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField, Select, TextField } from '../../ui/Field.tsx'
import { Banner } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { checkWords } from './clock.ts'
import { Needed } from './Needed.tsx'
import { Refused } from './Refused.tsx'

type CaseProps = { one: RightCase; onDone: () => void }

const Confirm = ({ one, onDone }: CaseProps) => {
  const t = useWords()
  const confirming = useAction(confirmAsker, [listRightCases, readCasesWaiting])
  const done = () => {
    toast(t('mydata.confirm.done'))
    onDone()
  }
  return (
    <>
      <p className="small">{t('mydata.confirm.how')}</p>
      <p>
        <Button
          look="ink"
          busy={confirming.isPending}
          onPress={() => confirming.mutate({ params: { id: one.id } }, { onSuccess: done })}
        >
          {t('mydata.confirm')}
        </Button>
      </p>
      <Refused by={confirming.error} />
    </>
  )
}

const Establish = ({ one, onDone }: CaseProps) => {
  const t = useWords()
  const [identity, setIdentity] = useState<Identity>('called_back')
  const establishing = useAction(establishAsker, [listRightCases, readCasesWaiting])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const onSuccess = () => {
      toast(t('mydata.establish.done'))
      onDone()
    }
    establishing.mutate({ params: { id: one.id }, body: { identity } }, { onSuccess })
  }
  return (
    <form className="stack tight" onSubmit={submit}>
      <Select
        label={t('mydata.establish')}
        value={identity}
        onChange={(event) => setIdentity(identities.find((value) => value === event.target.value) ?? 'called_back')}
        options={identities.map((value) => ({ value, label: t(`mydata.paper.identity.${value}`) }))}
      />
      <Refused by={establishing.error} />
      <p>
        <Button type="submit" busy={establishing.isPending}>
          {t('mydata.paper.send')}
        </Button>
      </p>
    </form>
  )
}

const Ask = ({ one, today, onDone }: CaseProps & { today: string }) => {
  const t = useWords()
  const letter = useKeptLetter(`proof ${one.id}`, t('mydata.proof.letter', { number: one.number }))
  const [until, setUntil] = useState(dayAfter(today, 'P14D'))
  const asking = useAction(askForProof, [listRightCases])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const onSuccess = () => {
      letter.clear()
      toast(t('mydata.proof.done'))
      onDone()
    }
    asking.mutate({ params: { id: one.id }, body: { needed: letter.text, until } }, { onSuccess })
  }
  return (
    <details className="why">
      <summary>{t('mydata.proof')}</summary>
      <form className="stack tight" onSubmit={submit}>
        <LongField
          label={t('mydata.proof.needed')}
          required
          maxLength={2000}
          rows={4}
          value={letter.text}
          onChange={(event) => letter.write(event.target.value)}
        />
        {letter.note}
        <TextField
          label={t('mydata.proof.until')}
          type="date"
          required
          min={dayAfter(today, 'P1D')}
          max={dayAfter(today, 'P3M')}
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
        <Refused by={asking.error} />
        <p>
          <Button type="submit" busy={asking.isPending} disabled={letter.text.trim() === ''}>
            {t('mydata.proof.send')}
          </Button>
        </p>
      </form>
    </details>
  )
}

/** What a case on paper waits for before anything of it is opened, and what the desk can do for that. */
export const Confirming = ({ one, today, onDone }: CaseProps & { today: string }) => {
  const t = useWords()
  const { waitsFor, dueOn, checked, confirmed, can } = one
  const how = checkWords(t, checked)
  return (
    <>
      <p className="small quiet">
        {t('mydata.checked', { how: confirmed === 'second' ? t('mydata.checked.second', { how }) : how })}
      </p>
      {waitsFor && (
        <div className="stack">
          <Banner tone="warn" title={t(`mydata.waits.${waitsFor}`)}>
            {t(`mydata.waits.${waitsFor}_how`, { day: shortDay(t.locale, dueOn) })}
          </Banner>
          <Needed needed={one.needed} said="mydata.needed.asked" />
          {can.confirm && <Confirm one={one} onDone={onDone} />}
          {can.establish && <Establish one={one} onDone={onDone} />}
          {can.decide && <Ask one={one} today={today} onDone={onDone} />}
        </div>
      )}
    </>
  )
}
