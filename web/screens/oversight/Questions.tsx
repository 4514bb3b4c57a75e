import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { answerReadQuestion, listReadQuestions } from '#contract/read-questions.ts'
import { shortDay } from '#i18n/dates.ts'
import { isWaiting, type Refusal, useAction } from '../../api.ts'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { LongField } from '../../ui/Field.tsx'
import { Link } from '../../ui/Link.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Refused.tsx'

type Question = z.output<typeof listReadQuestions.output>['questions'][number]

const Answering = ({ id, onDone }: { id: string; onDone: () => void }) => {
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
      onDone()
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
      <div className="row">
        <Button type="submit" look="primary" busy={answering.isPending} disabled={answer.trim() === ''}>
          {t('oversight.send_answer')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}

const useColumns = (slug: string, timeZone: string, onAnswer: (one: Question) => void): Columns<Question> => {
  const t = useWords()
  const answered = ({ answeredAt }: Question) =>
    answeredAt ? t('ledger.answered', { day: shortDay(t.locale, answeredAt, timeZone) }) : t('oversight.waits')
  return [
    { id: 'asker', label: t('oversight.asker'), sort: ({ asker }) => asker.display, cell: ({ asker }) => asker.display },
    {
      id: 'question',
      label: t('oversight.question'),
      plain: ({ question }) => question,
      cell: ({ question }) => <span className="said">{question}</span>,
    },
    {
      id: 'line',
      label: t('oversight.line'),
      sort: ({ readOn }) => readOn,
      plain: ({ readOn, reference, person }) => `${person.display}, ${shortDay(t.locale, readOn)} (${reference})`,
      cell: ({ readOn, reference, person }) => (
        <>
          <Link className="ink-link" to="/s/$slug/people/$personId/reads" params={{ slug, personId: person.id }} icon="eye">
            {person.display}
          </Link>
          <br />
          <span className="small quiet">
            {shortDay(t.locale, readOn)} ({reference})
          </span>
        </>
      ),
    },
    {
      id: 'answer',
      label: t('oversight.answer'),
      sort: ({ answeredAt }) => (answeredAt ? Date.parse(answeredAt) : 0),
      plain: (one) => [answered(one), one.answer].filter(Boolean).join(' '),
      cell: (one) =>
        one.answer && one.answeredAt ? (
          <span className="small">
            <strong>{answered(one)}</strong> {one.answer}
          </span>
        ) : (
          <Button onPress={() => onAnswer(one)}>
            {t('oversight.answer')}
            <span className="unseen"> {one.asker.display}</span>
          </Button>
        ),
    },
  ]
}

/** What families ask about lines of their logs; those that wait first. Each is answered for itself. */
export const Questions = ({ slug, timeZone }: { slug: string; timeZone: string }) => {
  const t = useWords()
  const { questions } = useEndpoint(listReadQuestions)
  const [answering, setAnswering] = useState<Question>()
  const columns = useColumns(slug, timeZone, setAnswering)
  if (questions.length === 0)
    return <EmptyState title={t('oversight.no_questions')}>{t('oversight.no_questions_how')}</EmptyState>
  const stop = () => setAnswering(undefined)
  return (
    <>
      <DataTable
        caption={t('oversight.questions')}
        rows={questions}
        columns={columns}
        first="answer"
        text={({ asker, person, question, reference }) => `${asker.display} ${person.display} ${question} ${reference}`}
        name={({ asker }) => asker.display}
        taken={{ list: 'questions', purpose: 'legal' }}
      />
      <LazySheet title={t('oversight.answer')} open={answering !== undefined} urgent onClose={stop}>
        {answering && (
          <div className="stack">
            <p className="said">{answering.question}</p>
            <Answering id={answering.id} onDone={stop} />
          </div>
        )}
      </LazySheet>
    </>
  )
}
