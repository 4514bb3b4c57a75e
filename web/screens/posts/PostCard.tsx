import { createElement, Fragment, type ReactNode } from 'react'
import { type FeedPost, readFeed } from '#contract/feed.ts'
import type { NoticePlaceShown } from '#contract/notices.ts'
import { react } from '#contract/post-answers.ts'
import { reactions } from '#contract/posts.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Gallery } from '../photos/Gallery.tsx'
import { ChildTag, Places, useMe, When, Written } from './parts.tsx'
import { WhoSeesPost } from './WhoSees.tsx'

export type FeedPlace = NoticePlaceShown & { children: string[] }

/** One tap says it, another takes it back; how many have is for whoever wrote the post. */
const Reactions = ({ post, isOwn }: { post: FeedPost; isOwn: boolean }) => {
  const t = useWords()
  const say = useSaid()
  const { mutate, isPending, variables } = useAction(react, [readFeed])
  const mine = isPending ? variables.body?.kind : post.mine
  return (
    <fieldset className="reactions">
      <legend className="unseen">{t('posts.react')}</legend>
      {reactions.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={mine === kind}
          onClick={() => mutate({ params: { id: post.id }, body: { kind: mine === kind ? null : kind } })}
        >
          {mine === kind && <Icon name="check" little />}
          {say(`posts.reaction.${kind}`)}
          {isOwn && post.reactions[kind] > 0 && <span className="count">{post.reactions[kind]}</span>}
        </button>
      ))}
    </fieldset>
  )
}

const Head = ({ post, places }: { post: FeedPost; places: readonly FeedPlace[] }) => {
  const say = useSaid()
  const { children } = useMe()
  const by = new Set(places.flatMap((place) => place.children))
  return (
    <header className="post-head">
      <p>
        <strong>{post.author ? say.person(post.author.display) : say('posts.nobody')}</strong>{' '}
        <span className="quiet">
          <Places places={places} />
        </span>
      </p>
      <span className="tags">
        {children.map(
          ({ id, display }, nth) => by.has(id) && children.length > 1 && <ChildTag key={id} name={display} nth={nth} />,
        )}
        {post.isPinned && <Badge tone="info">{say('posts.pinned')}</Badge>}
      </span>
      <p className="quiet small">
        <When at={post.publishedAt} />
        {post.editedAt && <> · {say('posts.edited')}</>}
      </p>
    </header>
  )
}

const Withdrawn = ({ post }: { post: FeedPost }) => {
  const t = useWords()
  const say = useSaid()
  return (
    <article className="card post gone quiet">
      {say('posts.withdrawn', { name: post.withdrawn?.by ?? t('posts.nobody') })}{' '}
      <When at={post.withdrawn?.at ?? post.publishedAt} />
    </article>
  )
}

/** One after the other as children of one sentence: what never changes places needs no keys. */
const Joined = ({ pieces }: { pieces: readonly ReactNode[] }) =>
  createElement(Fragment, null, ...pieces.flatMap((piece, at) => (at > 0 ? [' · ', piece] : [piece])))

/** One post, once, whomever it is for; what stands below it is on its own page. */
export const PostCard = ({ post, places, slug }: { post: FeedPost; places: readonly FeedPlace[]; slug: string }) => {
  const t = useWords()
  const say = useSaid()
  const isOwn = useMe().person.id === post.author?.id
  if (post.withdrawn) return <Withdrawn post={post} />
  const more = [
    post.isCut && say('posts.whole'),
    post.files > 0 && say('posts.files', { count: post.files }),
    post.answers === 'comments' &&
      (post.comments === 0 ? say('posts.answer_send') : say('posts.comments', { count: post.comments })),
  ].filter((one) => one !== false)
  return (
    <article className="card post" aria-label={t('posts.by', { name: post.author?.display ?? t('posts.nobody') })}>
      <Head post={post} places={places} />
      <Written text={post.text} language={post.language} />
      <Gallery postId={post.id} photos={post.photos} />
      <footer className="post-foot">
        <WhoSeesPost postId={post.id} readers={post.readers} />
        {post.answers !== 'none' && <Reactions post={post} isOwn={isOwn} />}
        <Link className="more-of" to="/s/$slug/posts/$postId" params={{ slug, postId: post.id }}>
          {more.length > 0 ? <Joined pieces={more} /> : say(isOwn ? 'posts.manage' : 'posts.open')}
        </Link>
      </footer>
    </article>
  )
}
