import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type CopyEntries, giveCopy, readCopyEntries } from '#contract/covering.ts'
import { readMe } from '#contract/people.ts'
import { listRightCases } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { isRefusal, type Refusal, useAction } from '../../api.ts'
import { useKeptLetter } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../my-data/Refused.tsx'
import { fetchHanded } from './handing.ts'

type GivingProps = { caseId: string; copy: CopyEntries; onDone: () => void }

/** Gives the copy as it was looked through, with a letter that is drafted and may be changed. */
export const Giving = ({ caseId, copy, onDone }: GivingProps) => {
  const t = useWords()
  const navigate = useNavigate()
  const { slug } = useEndpoint(readMe).school
  const { number, covered, unopened, byHandOver, rule, version, seen } = copy
  const [knowsFiles, setKnowsFiles] = useState(false)
  const drafted = t(byHandOver ? 'covering.hand_letter' : 'covering.letter', { number, count: covered, article: rule.article })
  const { text: answer, ...letter } = useKeptLetter(`copy ${caseId}`, drafted)
  const giving = useAction(giveCopy, [listRightCases, readCopyEntries])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const onSuccess = ({ until }: { until: string }) => {
      letter.clear()
      toast(t(byHandOver ? 'covering.handed' : 'covering.given', { day: shortDay(t.locale, until) }))
      if (byHandOver) void fetchHanded(caseId, t.locale).catch((reason) => isRefusal(reason) && toast(t('mydata.cases.take_how')))
      void navigate({ to: '/s/$slug/data-requests', params: { slug } })
    }
    const onError = ({ refused }: Refusal) => {
      if (refused !== 'copy.changed' && refused !== 'copy.files_unopened') return
      toast(t(`errors.${refused}`))
      onDone()
    }
    giving.mutate({ params: { id: caseId }, body: { version, seen, answer, unopened } }, { onSuccess, onError })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p>
        <strong>{t('covering.count', { count: covered })}</strong>{' '}
        {t(byHandOver ? 'covering.hand_how' : 'covering.give_how', { name: copy.asker })}
      </p>
      <LongField
        label={t('mydata.cases.letter')}
        required
        maxLength={2000}
        rows={6}
        value={answer}
        onChange={(event) => letter.write(event.target.value)}
      />
      {letter.note}
      {unopened > 0 && (
        <label className="choice">
          <input type="checkbox" checked={knowsFiles} onChange={(event) => setKnowsFiles(event.target.checked)} />
          <span>{t('covering.files_go', { count: unopened })}</span>
        </label>
      )}
      <Refused by={giving.error} />
      <div className="row">
        <Button type="submit" look="ink" busy={giving.isPending} disabled={answer.trim() === '' || (unopened > 0 && !knowsFiles)}>
          {t(byHandOver ? 'covering.hand' : 'covering.give')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}
