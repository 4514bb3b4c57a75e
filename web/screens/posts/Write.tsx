import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { readFeed } from '#contract/feed.ts'
import { listDrafts, listVoices, writePost } from '#contract/posts.ts'
import { useAction } from '../../api.ts'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { addressed } from '../photos/offered.ts'
import { nothingToSort, type Sorted, Sorting } from '../photos/Sorting.tsx'
import { AudienceChoice } from './Audiences.tsx'
import { Drafts } from './Drafts.tsx'
import { Files, noFilms } from './Files.tsx'
import { type Content, ContentFields } from './fields.tsx'
import { Refused, useMe } from './parts.tsx'
import { SplitSend } from './SplitSend.tsx'
import { keptFiles, useUploads } from './uploading.ts'

type Form = Content & { audiences: readonly string[] }
const isForm = (value: unknown): value is Form & { files?: unknown } =>
  typeof value === 'object' && value !== null && 'text' in value && 'audiences' in value && Array.isArray(value.audiences)

const useSending = (form: Form, all: readonly string[], { toFamilies, leftOut }: Sorted, onSent: () => void) => {
  const t = useWords()
  const { mutate, isPending, error } = useAction(writePost, [readFeed, listDrafts])
  const send = (when: string) => {
    const files = when === 'draft' ? [...all] : all.filter((id) => !leftOut.includes(id))
    mutate(
      { body: { ...form, audiences: [...form.audiences], when, files, toFamilies: [...toFamilies] } },
      {
        onSuccess: ({ state }) => {
          const word = state === 'published' ? 'posts.sent' : state === 'scheduled' ? 'posts.scheduled' : 'posts.saved'
          toast(t(word))
          onSent()
        },
      },
    )
  }
  return { send, isPending, error }
}

/** Where somebody who teaches or runs the school writes. What is typed stays on this device until it is sent. */
export const Write = () => {
  const t = useWords()
  const navigate = useNavigate()
  const { slug } = useMe().school
  const { audiences } = useEndpoint(listVoices)
  const first: Form = {
    text: '',
    language: t.locale,
    answers: 'reactions',
    audiences: audiences.length === 1 ? [audiences[0]?.id ?? ''] : [],
  }
  const [form, setForm] = useState(first)
  const uploads = useUploads({ refuses: noFilms })
  const draft = useDraft('post', { ...form, files: uploads.kept }, (value) => {
    if (!isForm(value)) return
    const { files, ...kept } = value
    setForm({ ...first, ...kept })
    uploads.restore(keptFiles(files))
  })
  const [sorted, setSorted] = useState(nothingToSort)
  const { send, isPending, error } = useSending(form, uploads.arrived, sorted, () => {
    draft.forget()
    void navigate({ to: '/s/$slug/today', params: { slug } })
  })
  const canKeep = form.text.trim() !== '' && form.audiences.length > 0 && !uploads.isSending && !uploads.isRefused
  const isReady = canKeep && sorted.isReady
  const anew = () => {
    setForm(first)
    uploads.takeAllOut()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) send('now')
  }
  if (audiences.length === 0) return <EmptyState title={t('posts.no_voice')}>{t('posts.no_voice_how')}</EmptyState>
  return (
    <div className="stack">
      <Title>{t('posts.write')}</Title>
      <form className="stack" onSubmit={submit}>
        <AudienceChoice
          legend={t('posts.for')}
          voices={audiences}
          chosen={form.audiences}
          onChoose={(chosen) => setForm({ ...form, audiences: chosen })}
        />
        <ContentFields content={form} change={(to) => setForm({ ...form, ...to })} onSend={() => isReady && send('now')} />
        <Files uploads={uploads} />
        <Sorting
          files={uploads.arrived}
          audiences={form.audiences}
          to={addressed(audiences, form.audiences)}
          onSorted={setSorted}
        />
        <DraftNote draft={draft} onAnew={anew} />
        {uploads.arrived.length > 0 && form.audiences.length === 0 && <p className="hint">{t('photos.choose_audience')}</p>}
        <Refused by={error} />
        <SplitSend isReady={isReady} canKeep={canKeep} busy={isPending} onSend={send} />
      </form>
      <Drafts slug={slug} />
    </div>
  )
}
