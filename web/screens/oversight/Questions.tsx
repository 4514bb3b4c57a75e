import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { answerReadQuestion, listReadQuestions } from '#contract/read-questions.ts'
import { shortDay } from '#i18n/dates.ts'
import { isWaiting, type Refusal, useAction } from '../../api.ts'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField } from '../../ui/Field.tsx'
import { Link } from '../../ui/Link.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Refused.tsx'

type Question = z.output<typeof listReadQuestions.output>['questions'][number]

const Answering = ({ id }: { id: string }) => {
  const t = useWords()
  const [answer, setAnswer] = useState('')
  const done = t('oversight.answer_sent')
  const answering = useAction(answerReadQuestion, [listReadQuestions])
  const draft = useDraft(`answer ${id}`, answer, (kept) => setAnswer(String(kept)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const onSuccess = () => {
      draft.forget()
      toast(done)
    }
    const onError = (reason: Refusal) => {
      if (!isWaiting(reason)) return
      draft.forget()
      setAnswer('')
    }
    answering.mutate({ params: { id }, body: { answer } }, { onSuccess, onError })
  }
  return (
    <form className="stack tight" onSubmit={submit}>
      <LongField
        label={t('oversight.answer')}
        required
        maxLength={1000}
        value={answer}
        onChange={(event) => setAnswer(event.target.value)}
      />
      <DraftNote draft={draft} onAnew={() => setAnswer('')} />
      <Refused by={answering.error} />
      <p>
        <Button type="submit" look="primary" busy={answering.isPending} disabled={answer.trim() === ''}>
          {t('oversight.send_answer')}
        </Button>
      </p>
    </form>
  )
}

const One = ({ slug, one, timeZone }: { slug: string; one: Question; timeZone: string }) => {
  const t = useWords()
  const { id, asker, person, readOn, reference, question, answer, answeredAt } = one
  const words = { asker: asker.display, person: person.display, day: shortDay(t.locale, readOn), reference }
  return (
    <li className="card stack tight">
      <p className="small quiet">{t('oversight.asks', words)}</p>
      <p className="said">{question}</p>
      {answer && answeredAt ? (
        <p className="small">
          <strong>{t('ledger.answered', { day: shortDay(t.locale, answeredAt, timeZone) })}</strong> {answer}
        </p>
      ) : (
        <>
          <p>
            <Link className="ink-link" to="/s/$slug/people/$personId/reads" params={{ slug, personId: person.id }} icon="eye">
              {t('oversight.see_log')}
            </Link>
          </p>
          <Answering id={id} />
        </>
      )}
    </li>
  )
}

/** What families ask about lines of their logs; those that wait first. */
export const Questions = ({ slug, timeZone }: { slug: string; timeZone: string }) => {
  const t = useWords()
  const { questions } = useEndpoint(listReadQuestions)
  if (questions.length === 0)
    return <EmptyState title={t('oversight.no_questions')}>{t('oversight.no_questions_how')}</EmptyState>
  return (
    <ul className="stack">
      {questions.map((one) => (
        <One key={one.id} slug={slug} one={one} timeZone={timeZone} />
      ))}
    </ul>
  )
}
