import { type FormEvent, useState } from 'react'
import { listConversations, readConversation, sendMessage, urgentReasons } from '#contract/conversations.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import { isWaiting, useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { noteDone } from '../../live/own.ts'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField, Select } from '../../ui/Field.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Refused, useMe } from '../posts/parts.tsx'
import type { Opened } from './parts.tsx'

type Urgent = (typeof urgentReasons)[number]
const isText = (value: unknown): value is { text: string } =>
  typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'

/** In quiet hours one writes as ever; the other side hears of it when they end, or at once if it cannot wait. */
export const Urgency = ({
  chosen,
  waits,
  onChoose,
}: {
  chosen: Urgent | null
  /** Whether the other side would hear of it later only. */
  waits: boolean
  onChoose: (reason: Urgent | null) => void
}) => {
  const t = useWords()
  const say = useSaid()
  const options = [
    { value: '', label: t('conversations.urgent.none') },
    ...urgentReasons.map((value) => ({ value, label: t(`conversations.urgent.${value}`) })),
  ]
  return (
    <Select
      label={say(waits ? 'conversations.urgent_now' : 'conversations.urgent')}
      hint={say('conversations.urgent_how')}
      options={options}
      value={chosen ?? ''}
      onChange={(event) => onChoose(urgentReasons.find((one) => one === event.target.value) ?? null)}
    />
  )
}

const Arrives = ({ at }: { at: string }) => {
  const t = useWords()
  const say = useSaid()
  const { timeZone } = useMe().school
  const when = { day: shortDay(t.locale, at, timeZone), time: clockTime(t.locale, at, timeZone) }
  return <p className="quiet small">{say('conversations.arrives', when)}</p>
}

/** Where one answers: kept as typed until it is sent, and while there is no network. */
export const Say = ({ opened }: { opened: Opened }) => {
  const t = useWords()
  const say = useSaid()
  const { conversation, can, arrivesAt } = opened
  const [text, setText] = useState('')
  const [urgent, setUrgent] = useState<Urgent | null>(null)
  const draft = useDraft(`message ${conversation.id}`, { text }, (value) => isText(value) && setText(value.text))
  const { mutate, isPending, error } = useAction(sendMessage, [readConversation, listConversations])
  const gone = () => {
    draft.forget()
    setText('')
    setUrgent(null)
  }
  const send = () => {
    noteDone(conversation.id)
    mutate(
      { params: { id: conversation.id }, body: { text, language: t.locale, urgent } },
      { onSuccess: gone, onError: (reason) => isWaiting(reason) && gone() },
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') send()
  }
  return (
    <form className="stack tight say" onSubmit={submit}>
      <LongField
        label={say('conversations.write')}
        hint={say('conversations.write_how')}
        value={text}
        maxLength={20_000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '' && send()}
      />
      <DraftNote draft={draft} onAnew={() => setText('')} />
      {arrivesAt && !urgent && <Arrives at={arrivesAt} />}
      {can.urgent && text.trim() !== '' && <Urgency chosen={urgent} waits={arrivesAt !== null} onChoose={setUrgent} />}
      {isWaiting(error) ? <Banner title={say('conversations.waiting')} /> : <Refused by={error} />}
      <p>
        <Button type="submit" look="primary" busy={isPending} disabled={text.trim() === ''}>
          {say(urgent ? 'conversations.send_urgent' : 'conversations.send')}
        </Button>
      </p>
    </form>
  )
}
