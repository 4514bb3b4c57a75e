import { type FormEvent, useState } from 'react'
import { editMessage, listConversations, readConversation, withdrawMessage } from '#contract/conversations.ts'
import { reportMessage, reportReasons } from '#contract/message-reports.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { noteDone } from '../../live/own.ts'
import { useKeptText } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices, LongField } from '../../ui/Field.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../posts/parts.tsx'
import type { Message } from './parts.tsx'

// To read a conversation anew is a fact: what one does oneself is asked for once, and not again when the stream says so.
const touched = [readConversation, listConversations]

/** Says it otherwise: what it said before stays to be seen. */
export const Edit = ({ message, onDone }: { message: Message; onDone: () => void }) => {
  const t = useWords()
  const say = useSaid()
  const { value: text, set, clear, note } = useKeptText(`message edit ${message.id}`, message.text ?? '')
  const { mutate, isPending, error } = useAction(editMessage, touched)
  const leave = () => {
    clear()
    onDone()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { id, version, language } = message
    noteDone(id)
    mutate({ params: { id }, body: { text, language: language ?? t.locale }, version }, { onSuccess: leave })
  }
  return (
    <form className="stack tight" onSubmit={submit}>
      <LongField
        label={say('conversations.edit_label')}
        hint={say('conversations.edit_how')}
        value={text}
        maxLength={20_000}
        onChange={(event) => set(event.target.value)}
      />
      {note}
      <Refused by={error} />
      <div className="row">
        <Button type="submit" look="primary" busy={isPending} disabled={text.trim() === ''}>
          {say('conversations.save')}
        </Button>
        <Button onPress={onDone}>{say('app.cancel')}</Button>
      </div>
    </form>
  )
}

/** Takes it back, after a word about what that does. */
export const Withdraw = ({ id }: { id: string }) => {
  const say = useSaid()
  const [asking, setAsking] = useState(false)
  const { mutate, isPending, error } = useAction(withdrawMessage, touched)
  const take = () => {
    noteDone(id)
    mutate({ params: { id } }, { onSuccess: () => setAsking(false) })
  }
  return (
    <>
      <Button look="plain" onPress={() => setAsking(true)}>
        {say('conversations.withdraw')}
      </Button>
      <LazySheet title={say('conversations.withdraw')} open={asking} onClose={() => setAsking(false)} urgent>
        <p>{say('conversations.withdraw_what')}</p>
        <Refused by={error} />
        <div className="row">
          <Button look="danger" busy={isPending} onPress={take}>
            {say('conversations.withdraw')}
          </Button>
          <Button onPress={() => setAsking(false)}>{say('app.cancel')}</Button>
        </div>
      </LazySheet>
    </>
  )
}

type Why = (typeof reportReasons)[number]

/** Reports it: hidden at once, decided by somebody with a name. */
export const Report = ({ id }: { id: string }) => {
  const t = useWords()
  const say = useSaid()
  const [asking, setAsking] = useState(false)
  const [why, setWhy] = useState<Why>('hurtful')
  const { mutate, isPending, error } = useAction(reportMessage, touched)
  const options = reportReasons.map((value) => ({ value, label: say(`conversations.why.${value}`) }))
  const onSuccess = ({ actsBy }: { actsBy: string | null }) => {
    setAsking(false)
    toast(t('conversations.reported', { name: actsBy ?? t('conversations.leaders') }))
  }
  const report = () => {
    noteDone(id)
    mutate({ params: { id }, body: { why } }, { onSuccess })
  }
  return (
    <>
      <Button look="plain" onPress={() => setAsking(true)}>
        {say('conversations.report')}
      </Button>
      <LazySheet title={say('conversations.report_title')} open={asking} onClose={() => setAsking(false)} urgent>
        <p>{say('conversations.report_what')}</p>
        <Choices
          legend={say('conversations.why')}
          name={`why-${id}`}
          options={options}
          chosen={why}
          onChoose={(chosen) => setWhy(reportReasons.find((one) => one === chosen) ?? 'other')}
        />
        <Refused by={error} />
        <div className="row">
          <Button look="danger" busy={isPending} onPress={report}>
            {say('conversations.report')}
          </Button>
          <Button onPress={() => setAsking(false)}>{say('app.cancel')}</Button>
        </div>
      </LazySheet>
    </>
  )
}
