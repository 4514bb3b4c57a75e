import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import type * as z from 'zod/mini'
import { beginConversation, listConversations, type urgentReasons } from '#contract/conversations.ts'
import { readNotifications } from '#contract/notifications.ts'
import { reading, useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { filledFrom, useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField, TextField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { isQuiet } from '../notifications/quiet.ts'
import { Refused, useMe } from '../posts/parts.tsx'
import { Urgency } from './Say.tsx'

/** To whom it goes; nothing, as long as that has not been said. */
export type Addressed = Omit<z.input<typeof beginConversation.body>, 'topic' | 'text' | 'language' | 'urgent'>
type Urgent = (typeof urgentReasons)[number]

/** What a first message is made of. What is typed is kept until it is sent. */
export const Composing = ({ to, children }: { to: Addressed | undefined; children: ReactNode }) => {
  const t = useWords()
  const say = useSaid()
  const navigate = useNavigate()
  const { slug } = useMe().school
  const first = { topic: '', text: '' }
  const [form, setForm] = useState(first)
  const [urgent, setUrgent] = useState<Urgent | null>(null)
  const draft = useDraft('message new', form, (value) => setForm(filledFrom(value, first)))
  const { data: told } = useQuery(reading(readNotifications))
  const waits = told !== undefined && isQuiet(told.schoolQuiet, told.schoolTimeZone, new Date())
  const { mutate, isPending, error } = useAction(beginConversation, [listConversations])
  const isReady = to !== undefined && form.topic.trim() !== '' && form.text.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!to || !isReady) return
    mutate(
      { body: { ...to, ...form, language: t.locale, urgent } },
      {
        onSuccess: ({ conversations, reached, withoutAccount }) => {
          draft.forget()
          toast(t('conversations.begun', { reached, withoutAccount }))
          const [only = '', ...others] = conversations
          if (others.length > 0) void navigate({ to: '/s/$slug/messages', params: { slug } })
          else void navigate({ to: '/s/$slug/messages/$conversationId', params: { slug, conversationId: only } })
        },
      },
    )
  }
  return (
    <form className="stack" onSubmit={submit}>
      {children}
      <TextField
        label={say('conversations.topic')}
        value={form.topic}
        maxLength={120}
        onChange={(event) => setForm({ ...form, topic: event.target.value })}
      />
      <LongField
        label={say('conversations.write')}
        hint={say('conversations.write_how')}
        value={form.text}
        maxLength={20_000}
        rows={6}
        onChange={(event) => setForm({ ...form, text: event.target.value })}
      />
      <DraftNote draft={draft} onAnew={() => setForm(first)} />
      {waits && !urgent && <p className="quiet small">{say('conversations.quiet_now')}</p>}
      {to?.side === 'school' && <Urgency chosen={urgent} waits={waits} onChoose={setUrgent} />}
      <Refused by={error} />
      <p>
        <Button type="submit" look="primary" busy={isPending} disabled={!isReady}>
          {say(urgent ? 'conversations.send_urgent' : 'conversations.send')}
        </Button>
      </p>
    </form>
  )
}
