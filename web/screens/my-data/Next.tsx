import { type FormEvent, useState } from 'react'
import { placeStatement } from '#contract/desk-cases.ts'
import { askHuman, listMyRights, type MyRequest } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useKeptText } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField } from '../../ui/Field.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from './Refused.tsx'

type Step = MyRequest['next'][number]

/** Why the refusal is wrong, or what is to stand beside the record: in one's own words. */
const Saying = ({ request, step, onDone }: { request: MyRequest; step: Step; onDone: () => void }) => {
  const t = useWords()
  const words = useKeptText(`${step} ${request.id}`)
  const asking = useAction(askHuman, [listMyRights])
  const placing = useAction(placeStatement, [listMyRights])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const done = (said: string) => {
      words.clear()
      toast(said)
      onDone()
    }
    if (step === 'statement')
      placing.mutate(
        { params: { id: request.id }, body: { words: words.value } },
        { onSuccess: () => done(t('mydata.next.placed')) },
      )
    else
      asking.mutate(
        { params: { id: request.about.id }, body: { words: words.value, kind: step, follows: request.id } },
        { onSuccess: ({ number, dueOn }) => done(t('mydata.sent', { number, day: shortDay(t.locale, dueOn) })) },
      )
  }
  return (
    <form className="stack" onSubmit={submit}>
      <LongField
        label={t(step === 'complaint' && request.byHand ? 'mydata.next.copy_what' : `mydata.next.${step}_what`)}
        required
        maxLength={2000}
        rows={5}
        value={words.value}
        onChange={(event) => words.set(event.target.value)}
      />
      {words.note}
      <Refused by={asking.error ?? placing.error} />
      <div className="row">
        <Button type="submit" look="ink" busy={asking.isPending || placing.isPending} disabled={words.value.trim() === ''}>
          {t('mydata.send')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}

/** What may follow a refusal: each step that the law knows, and that has not been taken. */
export const Next = ({ request }: { request: MyRequest }) => {
  const t = useWords()
  const [step, setStep] = useState<Step>()
  const close = () => setStep(undefined)
  if (request.next.length === 0) return null
  return (
    <>
      <p className="row">
        {request.next.map((one) => (
          <Button key={one} onPress={() => setStep(one)}>
            {t(`mydata.next.${one}`)}
            <span className="unseen"> {request.number}</span>
          </Button>
        ))}
      </p>
      <LazySheet title={step ? t(`mydata.next.${step}`) : ''} open={step !== undefined} urgent onClose={close}>
        {step && <Saying request={request} step={step} onDone={close} />}
      </LazySheet>
    </>
  )
}
