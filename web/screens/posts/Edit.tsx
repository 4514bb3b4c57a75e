import { useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { readFeed } from '#contract/feed.ts'
import { editPost, listDrafts, listVoices, readPost, readVersions } from '#contract/posts.ts'
import { useAction } from '../../api.ts'
import { useKeptForm } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { addressed } from '../photos/offered.ts'
import { nothingToSort, Sorting } from '../photos/Sorting.tsx'
import { Standing } from '../photos/Standing.tsx'
import { Files, noFilms } from './Files.tsx'
import { type Content, ContentFields } from './fields.tsx'
import { Refused, useMe, Written } from './parts.tsx'
import { useUploads } from './uploading.ts'

/** Somebody, perhaps oneself in another window, was faster: both texts, and one of them is chosen. */
const Both = ({ theirs, onTheirs, onMine }: { theirs: Content; onTheirs: () => void; onMine: () => void }) => {
  const t = useWords()
  return (
    <div className="stack" role="alert">
      <Banner tone="warn" title={t('errors.version_conflict')} />
      <div className="card stack tight">
        <strong>{t('posts.theirs')}</strong>
        <Written text={theirs.text} language={theirs.language} />
        <div className="row">
          <Button onPress={onTheirs}>{t('posts.take_theirs')}</Button>
          <Button look="primary" onPress={onMine}>
            {t('posts.take_mine')}
          </Button>
        </div>
      </div>
    </div>
  )
}

/** Changes what a post says; what it said before stays to be seen by those who could see it. */
export const Edit = () => {
  const t = useWords()
  const navigate = useNavigate()
  const { slug } = useMe().school
  const { postId } = useParams({ from: '/s/$slug/posts/$postId/edit' })
  const post = useEndpoint(readPost, { params: { id: postId } })
  const { audiences } = useEndpoint(listVoices)
  // What is given back was typed over the version of then, and is held against the one of now.
  const first = { text: post.text, language: post.language, answers: post.answers, version: post.version }
  const { value, set, clear, note } = useKeptForm(`post edit ${postId}`, first)
  const { version, ...content } = value
  const uploads = useUploads({
    refuses: noFilms,
    first: [...post.files, ...post.pictures].map(({ id, name, size }) => ({ id, name, size: size ?? 0 })),
  })
  const { mutate, isPending, error } = useAction(editPost, [readPost, readFeed, readVersions, listDrafts])
  const [sorted, setSorted] = useState(nothingToSort)
  const isBehind = error?.refused === 'version_conflict' && post.version > version
  const isDraft = post.state === 'draft'
  const files = uploads.arrived.filter((id) => !sorted.isReady || !sorted.leftOut.includes(id))
  const save = (of: number) =>
    mutate(
      { params: { id: postId }, version: of, body: { ...content, files, toFamilies: [...sorted.toFamilies] } },
      {
        onSuccess: () => {
          clear()
          toast(t('posts.changed'))
          void navigate({ to: '/s/$slug/posts/$postId', params: { slug, postId } })
        },
      },
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(version)
  }
  const takeTheirs = () => set(first)
  const takeMine = () => {
    set({ ...value, version: post.version })
    save(post.version)
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Title>{t('posts.edit_title')}</Title>
      {post.state === 'published' && <p className="quiet">{t('posts.edit_what')}</p>}
      {isBehind && <Both theirs={post} onTheirs={takeTheirs} onMine={takeMine} />}
      <ContentFields content={content} change={(to) => set({ ...value, ...to })} onSend={() => save(version)} />
      {note}
      {!isDraft && <Standing postId={postId} />}
      <Files uploads={uploads} />
      <Sorting
        files={uploads.arrived}
        audiences={post.audiences}
        to={addressed(audiences, post.audiences)}
        onSorted={setSorted}
      />
      {!isBehind && <Refused by={error} />}
      <p>
        <Button
          look="primary"
          type="submit"
          busy={isPending}
          disabled={content.text.trim() === '' || uploads.isSending || uploads.isRefused || !(isDraft || sorted.isReady)}
        >
          {t('posts.save_change')}
        </Button>
      </p>
    </form>
  )
}
