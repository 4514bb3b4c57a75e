import { type FormEvent, useState } from 'react'
import { askHold, type HoldGround, holdGrounds, listHolds, MOST_HOLD_DAYS } from '#contract/holding.ts'
import { useAction } from '../../api.ts'
import { useKeptText } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField, Select } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from './Refused.tsx'

const groundIn = (value: string): HoldGround => holdGrounds.find((one) => one === value) ?? 'dispute'

/** Asks that nothing of somebody goes: a second person signs, and after ninety days at most somebody looks again. */
export const HoldForm = ({ personId, onDone }: { personId: string; onDone: () => void }) => {
  const t = useWords()
  const [ground, setGround] = useState<HoldGround>('dispute')
  const why = useKeptText(`hold ${personId}`)
  const [told, setTold] = useState(true)
  const asking = useAction(askHold, [listHolds])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { ground, why: why.value, told, days: MOST_HOLD_DAYS }
    const onSuccess = () => {
      why.clear()
      toast(t('mydata.hold.sent'))
      onDone()
    }
    asking.mutate({ params: { id: personId }, body }, { onSuccess })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p className="quiet small">{t('mydata.hold.how')}</p>
      <Select
        label={t('mydata.cases.ground')}
        value={ground}
        onChange={(event) => setGround(groundIn(event.target.value))}
        options={holdGrounds.map((value) => ({ value, label: t(`mydata.hold.ground.${value}`) }))}
      />
      <LongField
        label={t('mydata.hold.why')}
        required
        maxLength={1000}
        value={why.value}
        onChange={(event) => why.set(event.target.value)}
      />
      {why.note}
      <label className="choice">
        <input type="checkbox" checked={told} onChange={() => setTold(!told)} />
        <span>{t('mydata.hold.told')}</span>
      </label>
      <Refused by={asking.error} />
      <div className="row">
        <Button type="submit" busy={asking.isPending} disabled={why.value.trim() === ''}>
          {t('mydata.hold.send')}
        </Button>
      </div>
    </form>
  )
}

/** The same beside a case, for whomever it is about. */
export const Holding = ({ personId, onDone }: { personId: string; onDone: () => void }) => {
  const t = useWords()
  return (
    <details className="fold">
      <summary>{t('mydata.hold.ask')}</summary>
      <HoldForm personId={personId} onDone={onDone} />
    </details>
  )
}
