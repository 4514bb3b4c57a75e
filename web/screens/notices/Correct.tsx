import { useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { listNotices, listWrittenNotices, mostNoticeFiles, readNotice, readNoticeVersions } from '#contract/notices.ts'
import { correctNotice } from '#contract/notices-writing.ts'
import { useAction } from '../../api.ts'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { filledFrom, useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Files, noPictures } from '../posts/Files.tsx'
import { Refused, useMe } from '../posts/parts.tsx'
import { useUploads } from '../posts/uploading.ts'
import { Asks } from './Asks.tsx'
import { isWhole, Texts } from './texts.tsx'

/** Corrects what a notice says; what it said before stays to be seen. Somebody who was faster is not written over. */
export const Correct = () => {
  const t = useWords()
  const navigate = useNavigate()
  const { slug } = useMe().school
  const { noticeId } = useParams({ from: '/s/$slug/notices/$noticeId/correct' })
  const notice = useEndpoint(readNotice, { params: { id: noticeId } })
  const first = {
    texts: notice.texts.map(({ language, title, text }) => ({ language, title, text })),
    asks: notice.asks,
    version: notice.version,
  }
  const [form, setForm] = useState(first)
  const uploads = useUploads({
    ...{ refuses: noPictures, most: mostNoticeFiles },
    first: notice.files.map(({ id, name, size }) => ({ id, name, size: size ?? 0 })),
  })
  const draft = useDraft(`notice:${noticeId}`, form, (value) => setForm(filledFrom(value, first)))
  const { mutate, isPending, error } = useAction(correctNotice, [readNotice, readNoticeVersions, listNotices, listWrittenNotices])
  const isBehind = error?.refused === 'version_conflict' && notice.version > form.version
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = {
      texts: form.texts,
      asks: form.asks,
      files: uploads.arrived,
      effectiveFrom: notice.effectiveFrom,
      effectiveUntil: notice.effectiveUntil,
    }
    const onSuccess = () => {
      draft.forget()
      toast(t('notices.saved'))
      void navigate({ to: '/s/$slug/notices/$noticeId', params: { slug, noticeId } })
    }
    mutate({ params: { id: noticeId }, version: form.version, body }, { onSuccess })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Title>{t('notices.correct_title')}</Title>
      {notice.state === 'published' && <p className="quiet">{t('notices.correct_what')}</p>}
      <Texts texts={form.texts} change={(texts) => setForm({ ...form, texts })} />
      <Files uploads={uploads} what={t('notices.attach_what')} most={mostNoticeFiles} documentsOnly />
      <Asks asks={form.asks} change={(asks) => setForm({ ...form, asks })} />
      <DraftNote draft={draft} onAnew={() => setForm(first)} />
      {isBehind ? (
        <div className="stack" role="alert">
          <Banner tone="warn" title={t('errors.version_conflict')} />
          <div className="row">
            <Button onPress={() => setForm(first)}>{t('posts.take_theirs')}</Button>
            <Button onPress={() => setForm({ ...form, version: notice.version })}>{t('posts.take_mine')}</Button>
          </div>
        </div>
      ) : (
        <Refused by={error} />
      )}
      <p>
        <Button
          look="primary"
          type="submit"
          busy={isPending}
          disabled={!isWhole(form.texts) || uploads.isSending || uploads.isRefused}
        >
          {t('notices.save')}
        </Button>
      </p>
    </form>
  )
}
