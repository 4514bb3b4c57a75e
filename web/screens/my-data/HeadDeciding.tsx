import { type FormEvent, useState } from 'react'
import { authorities } from '#contract/authorities.ts'
import { decideHeadStep, type HeadStep, headVerdicts, listHeadSteps } from '#contract/disputes.ts'
import { groundsFor, type RefusalGround, refusalArticle } from '#contract/refusal-grounds.ts'
import { listRightCases } from '#contract/rights.ts'
import { useAction } from '../../api.ts'
import { useKeptLetter } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { GroundField } from './GroundField.tsx'
import { LetterField } from './LetterField.tsx'
import { Refused } from './Refused.tsx'

type Verdict = (typeof headVerdicts)[number]

/** The head lets it go on, or refuses with a ground of the law that the request runs by; what is written is drafted, and may be changed. */
export const HeadDeciding = ({ one, today, onDone }: { one: HeadStep; today: string; onDone: () => void }) => {
  const t = useWords()
  const [verdict, setVerdict] = useState<Verdict>('approved')
  const [ground, setGround] = useState<RefusalGround | undefined>(groundsFor(one.profile, one.kind)[0])
  const deciding = useAction(decideHeadStep, [listHeadSteps, listRightCases])
  const article = ground ? refusalArticle(one.profile, one.kind, ground).article : one.article
  const letter = useKeptLetter(
    `step ${one.id}`,
    t(`mydata.step.letter.${verdict}`, { number: one.number, article, authority: authorities[one.profile] }),
  )
  const answer = letter.text
  const follows =
    one.kind === 'erasure' ? t('mydata.step.approve_erasure') : t('mydata.step.approve_copy', { name: one.asker.display })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const onSuccess = () => {
      letter.clear()
      toast(t('mydata.cases.sent'))
      onDone()
    }
    const body = { verdict, answer, ...(verdict === 'refused' && ground ? { ground } : {}) }
    deciding.mutate({ params: { id: one.id }, body }, { onSuccess })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p>
        {t('mydata.step.asks', { asker: one.asker.display, about: one.about.display })} ·{' '}
        {t('mydata.step.threads', { count: one.threads })}
      </p>
      {one.decider === 'dpo' && <p>{t('mydata.step.instead')}</p>}
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
        <GroundField profile={one.profile} kind={one.kind} today={today} chosen={ground} onChoose={setGround} />
      )}
      <LetterField letter={letter} />
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
