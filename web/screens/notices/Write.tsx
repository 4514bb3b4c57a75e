import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import {
  listNotices,
  listNoticeVoices,
  listWrittenNotices,
  mostNoticeFiles,
  type Stands,
  type UrgentReason,
} from '#contract/notices.ts'
import { writeNotice } from '#contract/notices-writing.ts'
import { useAction } from '../../api.ts'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner, EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Files, noPictures } from '../posts/Files.tsx'
import { Refused, useMe } from '../posts/parts.tsx'
import { SplitSend } from '../posts/SplitSend.tsx'
import { keptFiles, useUploads } from '../posts/uploading.ts'
import { Asks } from './Asks.tsx'
import { Audiences } from './Audiences.tsx'
import { isWhole, type Text, Texts } from './texts.tsx'
import { Urgent } from './Urgent.tsx'

type Form = { texts: readonly Text[]; audiences: readonly string[]; asks: readonly Stands[]; urgent: UrgentReason | null }

const isForm = (value: unknown): value is Form & { files?: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  ['texts', 'audiences', 'asks'].every((field) => Array.isArray(Reflect.get(value, field))) &&
  'urgent' in value

const useSending = (form: Form, files: readonly string[], onSent: () => void) => {
  const t = useWords()
  const { mutate, isPending, error } = useAction(writeNotice, [listNotices, listWrittenNotices, listNoticeVoices])
  const { texts, audiences, asks, urgent } = form
  const body = { texts: [...texts], audiences: [...audiences], asks: [...asks], files: [...files], ...(urgent ? { urgent } : {}) }
  const send = (when: string) =>
    mutate(
      { body: { ...body, when } },
      {
        onSuccess: ({ state }) => {
          const word = state === 'published' ? 'sent' : state === 'scheduled' ? 'scheduled' : 'kept_draft'
          toast(t(`notices.${word}`))
          onSent()
        },
      },
    )
  return { send, isPending, error }
}

/** Now; or, where it is not urgent, at an hour or not yet. */
const Send = ({
  form,
  isReady,
  busy,
  onSend,
}: {
  form: Form
  isReady: boolean
  busy: boolean
  onSend: (when: string) => void
}) => {
  const t = useWords()
  if (!form.urgent) return <SplitSend isReady={isReady} canKeep={isReady} busy={busy} onSend={onSend} />
  return (
    <p>
      <Button look="danger" type="submit" icon="warning" busy={busy} disabled={!isReady}>
        {t('notices.send_urgent')}
      </Button>
    </p>
  )
}

/** Where somebody who teaches or runs the school announces something. What is typed is kept until it is sent. */
export const Write = () => {
  const t = useWords()
  const navigate = useNavigate()
  const { slug } = useMe().school
  const { audiences, urgent } = useEndpoint(listNoticeVoices)
  const only = audiences.length === 1 && audiences[0] ? [audiences[0].id] : []
  const first: Form = { texts: [{ language: t.locale, title: '', text: '' }], audiences: only, asks: [], urgent: null }
  const [form, setForm] = useState(first)
  const uploads = useUploads({ refuses: noPictures, most: mostNoticeFiles })
  const draft = useDraft('notice', { ...form, files: uploads.kept }, (value) => {
    if (!isForm(value)) return
    const { files, ...kept } = value
    setForm({ ...first, ...kept })
    uploads.restore(keptFiles(files))
  })
  const { send, isPending, error } = useSending(form, uploads.arrived, () => {
    draft.forget()
    void navigate({ to: '/s/$slug/notices', params: { slug } })
  })
  const isReady = isWhole(form.texts) && form.audiences.length > 0 && !uploads.isSending && !uploads.isRefused
  const anew = () => {
    setForm(first)
    uploads.takeAllOut()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) send('now')
  }
  if (audiences.length === 0) return <EmptyState title={t('notices.no_voice')}>{t('notices.no_voice_how')}</EmptyState>
  const isHalf = form.texts.length > 1 && !isWhole(form.texts)
  return (
    <form className="stack" onSubmit={submit}>
      <Title>{t('notices.write')}</Title>
      <Texts texts={form.texts} change={(texts) => setForm({ ...form, texts })} />
      <Files uploads={uploads} what={t('notices.attach_what')} most={mostNoticeFiles} documentsOnly />
      <Audiences voices={audiences} chosen={form.audiences} onChoose={(chosen) => setForm({ ...form, audiences: chosen })} />
      <Asks asks={form.asks} change={(asks) => setForm({ ...form, asks })} />
      {urgent.may && (
        <Urgent reason={form.urgent} thisYear={urgent.thisYear} change={(reason) => setForm({ ...form, urgent: reason })} />
      )}
      <DraftNote draft={draft} onAnew={anew} />
      <Refused by={error} />
      {isHalf && <Banner title={t('notices.unfinished')} />}
      <Send form={form} isReady={isReady} busy={isPending} onSend={send} />
    </form>
  )
}
