import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { readFeed } from '#contract/feed.ts'
import { pinPost, readPost, readVersions, unpinPost, withdrawPost } from '#contract/posts.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Gallery } from '../photos/Gallery.tsx'
import { Answers } from './Answers.tsx'
import { Attached } from './Attached.tsx'
import { Earlier } from './Earlier.tsx'
import { useMe, When, Written } from './parts.tsx'
import { WhoSeesPost } from './WhoSees.tsx'

type Post = ReturnType<typeof usePost>
const usePost = (postId: string) => useEndpoint(readPost, { params: { id: postId } })

const Versions = ({ postId }: { postId: string }) => {
  const t = useWords()
  const say = useSaid()
  const { versions, removedPhotos } = useEndpoint(readVersions, { params: { id: postId } })
  return (
    <Earlier
      label={t('posts.earlier_versions')}
      versions={versions.map((one) => ({
        ...one,
        id: `${one.number}`,
        changed: say('posts.until', { name: one.by ?? t('posts.nobody') }),
      }))}
      gone={removedPhotos.map(({ id, by, at }) => ({
        ...{ id, replacedAt: at },
        changed: say('posts.photo_removed', { name: by ?? t('posts.nobody') }),
      }))}
    />
  )
}

/** Takes a post back, after a word about what that does: whoever has read it has read it. */
const Withdraw = ({ post }: { post: Post }) => {
  const t = useWords()
  const [asking, setAsking] = useState(false)
  const { mutate, isPending } = useAction(withdrawPost, [readPost, readFeed])
  const take = () => mutate({ params: { id: post.id } }, { onSuccess: () => setAsking(false) })
  return (
    <>
      <Button look="plain" icon="cross" onPress={() => setAsking(true)}>
        {t('posts.withdraw')}
      </Button>
      <LazySheet title={t('posts.withdraw_title')} open={asking} onClose={() => setAsking(false)} urgent>
        <p>{t('posts.withdraw_what')}</p>
        <div className="row">
          <Button look="danger" busy={isPending} onPress={take}>
            {t('posts.withdraw')}
          </Button>
          <Button onPress={() => setAsking(false)}>{t('posts.keep')}</Button>
        </div>
      </LazySheet>
    </>
  )
}

const Acts = ({ post, slug }: { post: Post; slug: string }) => {
  const t = useWords()
  const pin = useAction(pinPost, [readPost, readFeed])
  const unpin = useAction(unpinPost, [readPost, readFeed])
  const said = {
    onError: ({ refused }: { refused: string }) =>
      toast(t(refused === 'post.too_many_pinned' ? 'errors.post.too_many_pinned' : 'errors.internal')),
  }
  const { can, isPinned, id } = post
  if (!can.edit && !can.withdraw && !can.pin) return null
  return (
    <div className="row">
      {can.edit && (
        <Link className="button quiet" to="/s/$slug/posts/$postId/edit" params={{ slug, postId: id }}>
          {t('posts.edit')}
        </Link>
      )}
      {can.pin && (
        <Button busy={pin.isPending || unpin.isPending} onPress={() => (isPinned ? unpin : pin).mutate({ params: { id } }, said)}>
          {t(isPinned ? 'posts.unpin' : 'posts.pin')}
        </Button>
      )}
      {can.withdraw && <Withdraw post={post} />}
    </div>
  )
}

/** One post, whole: its files, what it said before, what was answered. */
export const PostPage = () => {
  const t = useWords()
  const say = useSaid()
  const { slug } = useMe().school
  const { postId } = useParams({ from: '/s/$slug/posts/$postId' })
  const post = usePost(postId)
  const [earlier, setEarlier] = useState(false)
  const by = { name: post.author?.display ?? '' }
  return (
    <div className="stack">
      <Link to="/s/$slug/today" params={{ slug }}>
        {say('posts.back')}
      </Link>
      {post.author && <Title said={say('posts.by', by)}>{t('posts.by', by)}</Title>}
      {!post.author && <Title said={say('posts.nobody')}>{t('posts.nobody')}</Title>}
      {post.withdrawn && (
        <Banner tone="warn" title={say('posts.withdrawn', { name: post.withdrawn.by ?? t('posts.nobody') })}>
          <When at={post.withdrawn.at} />
        </Banner>
      )}
      {!post.withdrawn && (
        <article className="card post">
          <header className="post-head">
            <p className="quiet small">
              <When at={post.publishedAt ?? post.publishAt ?? new Date().toISOString()} />
            </p>
            {post.isPinned && <Badge tone="info">{say('posts.pinned')}</Badge>}
          </header>
          <Written text={post.text} language={post.language} />
          <Gallery postId={post.id} photos={post.photos} />
          <Attached files={post.files} />
          <footer className="post-foot">
            <WhoSeesPost postId={post.id} />
            {post.hasHistory && (
              <Button look="plain" onPress={() => setEarlier(true)}>
                {say('posts.earlier_versions')}
              </Button>
            )}
          </footer>
        </article>
      )}
      <LazySheet title={say('posts.earlier_versions')} open={earlier} onClose={() => setEarlier(false)}>
        <Versions postId={post.id} />
      </LazySheet>
      <Acts post={post} slug={slug} />
      {post.answers === 'comments' && !post.withdrawn && <Answers post={post} />}
    </div>
  )
}
