import { type FormEvent, useState } from 'react'
import { decideHeadStep, type HeadStep, headVerdicts, listHeadSteps } from '#contract/disputes.ts'
import { listRightCases } from '#contract/rights.ts'
import { type RefusalGround, refusalArticles, refusalGrounds } from '#contract/rights-clocks.ts'
import { useAction } from '../../api.ts'
import { useKeptLetter } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices, LongField, Select } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from './Refused.tsx'

type Verdict = (typeof headVerdicts)[number]
const groundIn = (value: string): RefusalGround => refusalGrounds.find((one) => one === value) ?? 'rights_of_others'

/** The head lets it go on, or refuses with a ground of the law that the request runs by; what is written is drafted, and may be changed. */
export const HeadDeciding = ({ one, onDone }: { one: HeadStep; onDone: () => void }) => {
  const t = useWords()
  const [verdict, setVerdict] = useState<Verdict>('approved')
  const [ground, setGround] = useState<RefusalGround>('rights_of_others')
  const deciding = useAction(decideHeadStep, [listHeadSteps, listRightCases])
  const articles = refusalArticles[one.profile]
  const drafted = t(`mydata.step.letter.${verdict}`, { number: one.number, article: articles[ground].article })
  const { text: answer, ...letter } = useKeptLetter(`step ${one.id}`, drafted)
  const follows =
    one.kind === 'erasure' ? t('mydata.step.approve_erasure') : t('mydata.step.approve_copy', { name: one.asker.display })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const onSuccess = () => {
      letter.clear()
      toast(t('mydata.cases.sent'))
      onDone()
    }
    const body = { verdict, answer, ...(verdict === 'refused' ? { ground } : {}) }
    deciding.mutate({ params: { id: one.id }, body }, { onSuccess })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p>
        {t('mydata.step.asks', { asker: one.asker.display, about: one.about.display })} ·{' '}
        {t('mydata.step.threads', { count: one.threads })}
      </p>
      <Choices
        legend={t('mydata.cases.how')}
        name="verdict"
        chosen={verdict}
        onChoose={(value) => setVerdict(headVerdicts.find((known) => known === value) ?? 'approved')}
        options={[
          { value: 'approved', label: t('mydata.step.approve') },
          { value: 'refused', label: t('mydata.step.refuse') },
        ]}
      />
      {verdict === 'approved' && <p className="small quiet">{follows}</p>}
      {verdict === 'refused' && (
        <Select
          label={t('mydata.cases.ground')}
          value={ground}
          onChange={(event) => setGround(groundIn(event.target.value))}
          options={refusalGrounds.map((value) => ({
            value,
            label: `${t(`mydata.ground.${value}`)} (${articles[value].article})`,
          }))}
        />
      )}
      <LongField
        label={t('mydata.cases.letter')}
        required
        maxLength={2000}
        rows={5}
        value={answer}
        onChange={(event) => letter.write(event.target.value)}
      />
      {letter.note}
      <Refused by={deciding.error} />
      <div className="row">
        <Button type="submit" look="ink" busy={deciding.isPending} disabled={answer.trim() === ''}>
          {t('mydata.cases.send')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}
