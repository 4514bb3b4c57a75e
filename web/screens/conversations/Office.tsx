import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { assignConversation, closeConversation, noteConversation, reopenConversation } from '#contract/conversation-office.ts'
import { listConversations, readConversation, readConversationPeople } from '#contract/conversations.ts'
import { reading, useAction } from '../../api.ts'
import { noteDone } from '../../live/own.ts'
import { useKeptText } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField, Select } from '../../ui/Field.tsx'
import { Refused, useMe, When, Written } from '../posts/parts.tsx'
import type { Opened } from './parts.tsx'

const touched = [readConversation, listConversations]

const Notes = ({ opened: { conversation, notes } }: { opened: Opened }) => {
  const t = useWords()
  const note = useKeptText(`note ${conversation.id}`)
  const { mutate, isPending, error } = useAction(noteConversation, touched)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    noteDone(conversation.id)
    mutate({ params: { id: conversation.id }, body: { text: note.value, language: t.locale } }, { onSuccess: note.clear })
  }
  return (
    <details>
      <summary>{t('conversations.notes', { count: notes.length })}</summary>
      <ul className="stack tight">
        {notes.map(({ id, by, madeAt, text: said, language }) => (
          <li key={id} className="answer">
            <p className="small">
              <strong>{by ?? t('conversations.somebody')}</strong>{' '}
              <span className="quiet">
                <When at={madeAt} />
              </span>
            </p>
            <Written text={said} language={language} />
          </li>
        ))}
      </ul>
      <form className="stack tight" onSubmit={submit}>
        <LongField
          label={t('conversations.note')}
          hint={t('conversations.note_how')}
          value={note.value}
          maxLength={20_000}
          onChange={(event) => note.set(event.target.value)}
        />
        {note.note}
        <Refused by={error} />
        <p>
          <Button type="submit" busy={isPending} disabled={note.value.trim() === ''}>
            {t('conversations.note_keep')}
          </Button>
        </p>
      </form>
    </details>
  )
}

/** What the office does with what came to all of it: one takes it, notes, closes it. */
export const Office = ({ opened }: { opened: Opened }) => {
  const t = useWords()
  const me = useMe().person
  const { conversation } = opened
  const params = { id: conversation.id }
  const { data } = useQuery(reading(readConversationPeople, { params }))
  const assign = useAction(assignConversation, touched)
  const close = useAction(closeConversation, touched)
  const reopen = useAction(reopenConversation, touched)
  const known = data?.school ?? [{ id: me.id, display: me.display }]
  const options = [
    { value: '', label: t('conversations.nobody_yet') },
    ...known.map(({ id, display }) => ({ value: id, label: display })),
  ]
  return (
    <section className="card stack tight" aria-label={t('conversations.at_office')}>
      <div className="row end">
        <Select
          label={t('conversations.assigned')}
          options={options}
          value={conversation.assignedTo?.id ?? ''}
          disabled={assign.isPending}
          onChange={(event) => assign.mutate({ params, body: { personId: event.target.value || null } })}
        />
        {conversation.state === 'open' ? (
          <Button busy={close.isPending} onPress={() => close.mutate({ params })}>
            {t('conversations.close')}
          </Button>
        ) : (
          <Button busy={reopen.isPending} onPress={() => reopen.mutate({ params })}>
            {t('conversations.reopen')}
          </Button>
        )}
      </div>
      <Refused by={assign.error ?? close.error ?? reopen.error} />
      <Notes opened={opened} />
    </section>
  )
}
