import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type CopyEntries, giveCopy, readCopyEntries } from '#contract/covering.ts'
import { readMe } from '#contract/people.ts'
import { listRightCases } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { type Refusal, useAction } from '../../api.ts'
import { useKeptLetter } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../my-data/Refused.tsx'

type GivingProps = { caseId: string; copy: CopyEntries; onDone: () => void }

/** Gives the copy as it was looked through, with a letter that is drafted and may be changed. */
export const Giving = ({ caseId, copy, onDone }: GivingProps) => {
  const t = useWords()
  const navigate = useNavigate()
  const { slug } = useEndpoint(readMe).school
  const { number, covered, files, rule, version, seen } = copy
  const [knowsFiles, setKnowsFiles] = useState(false)
  const drafted = t('covering.letter', { number, count: covered, article: rule.article })
  const { text: answer, ...letter } = useKeptLetter(`copy ${caseId}`, drafted)
  const giving = useAction(giveCopy, [listRightCases, readCopyEntries])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const onSuccess = ({ until }: { until: string }) => {
      letter.clear()
      toast(t('covering.given', { day: shortDay(t.locale, until) }))
      void navigate({ to: '/s/$slug/data-requests', params: { slug } })
    }
    const onError = ({ refused }: Refusal) => {
      if (refused !== 'copy.changed') return
      toast(t('errors.copy.changed'))
      onDone()
    }
    giving.mutate({ params: { id: caseId }, body: { version, seen, answer } }, { onSuccess, onError })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p>
        <strong>{t('covering.count', { count: covered })}</strong> {t('covering.give_how', { name: copy.asker })}
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
      {files > 0 && (
        <label className="choice">
          <input type="checkbox" checked={knowsFiles} onChange={(event) => setKnowsFiles(event.target.checked)} />
          <span>{t('covering.files_go', { count: files })}</span>
        </label>
      )}
      <Refused by={giving.error} />
      <div className="row">
        <Button type="submit" look="ink" busy={giving.isPending} disabled={answer.trim() === '' || (files > 0 && !knowsFiles)}>
          {t('covering.give')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}
