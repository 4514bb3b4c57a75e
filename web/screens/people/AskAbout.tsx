import { type FormEvent, useState } from 'react'
import { askAboutRead, listMyReadQuestions } from '#contract/read-questions.ts'
import { shortDay } from '#i18n/dates.ts'
import { isWaiting, type Refusal, useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { useDraft } from '../../offline/useDraft.ts'
import { Waiting } from '../../offline/Waiting.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Banner } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

type About = { personId: string; reference: string; readOn: string }

/** Asks the school why a line stands here. */
export const AskAbout = ({ personId, reference, readOn }: About) => {
  const t = useWords()
  const say = useSaid()
  const [question, setQuestion] = useState('')
  const done = t('ledger.asked')
  const asking = useAction(askAboutRead, [listMyReadQuestions])
  const draft = useDraft(`ask ${personId} ${reference} ${readOn}`, question, (kept) => setQuestion(String(kept)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const empty = () => {
      draft.forget()
      setQuestion('')
    }
    const onSuccess = () => {
      empty()
      toast(done)
    }
    const onError = (reason: Refusal) => isWaiting(reason) && empty()
    asking.mutate({ params: { id: personId }, body: { reference, readOn, question } }, { onSuccess, onError })
  }
  return (
    <details className="why no-print">
      <summary>
        <Icon name="question" little />
        {say('ledger.ask')}
      </summary>
      <form className="stack tight" onSubmit={submit}>
        <LongField
          label={say('ledger.ask_field')}
          hint={say('ledger.ask_hint')}
          required
          maxLength={500}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
        <DraftNote draft={draft} onAnew={() => setQuestion('')} />
        {isWaiting(asking.error) && <Waiting />}
        {asking.error && !isWaiting(asking.error) && (
          <Banner tone="bad" title={say(asking.error.refused === 'offline' ? 'app.offline' : `errors.${asking.error.refused}`)} />
        )}
        <p>
          <Button type="submit" look="ink" busy={asking.isPending} disabled={question.trim() === ''}>
            {say('ledger.ask_send')}
          </Button>
        </p>
      </form>
    </details>
  )
}

/** What one asked oneself, and what the school answered. */
export const MyQuestions = ({ personId, timeZone }: { personId: string; timeZone: string }) => {
  const t = useWords()
  const say = useSaid()
  const { questions } = useEndpoint(listMyReadQuestions, { params: { id: personId } })
  if (questions.length === 0) return null
  return (
    <section className="stack tight" aria-labelledby="questions">
      <h2 id="questions">{say('ledger.questions')}</h2>
      <ul className="stack">
        {questions.map(({ id, readOn, question, answer, answeredAt }) => (
          <li key={id} className="card stack tight">
            <p className="small quiet">{say('ledger.question_about', { day: shortDay(t.locale, readOn) })}</p>
            <p className="said">{question}</p>
            {answer && answeredAt ? (
              <p>
                <strong>{say('ledger.answered', { day: shortDay(t.locale, answeredAt, timeZone) })}</strong>
                <br />
                {answer}
              </p>
            ) : (
              <p className="small quiet">{say('ledger.no_answer_yet')}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
