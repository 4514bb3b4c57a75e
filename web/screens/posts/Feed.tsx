import { Suspense, useRef, useState } from 'react'
import { readFeed } from '#contract/feed.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'
import { useWhole } from '../../ui/whole.ts'
import { useEndpoint } from '../../useEndpoint.ts'
import { ChildFilter } from './ChildFilter.tsx'
import { NewPosts, useHeld } from './NewPosts.tsx'
import { PostCard } from './PostCard.tsx'

type Asked = { slug: string; child?: string | undefined; before?: string | undefined }

const Empty = () => {
  const say = useSaid()
  return (
    <EmptyState title={say('posts.none')} drawing="bench">
      {say('posts.none_how')}
    </EmptyState>
  )
}

/** One page, and below it the next one when it is asked for; the last one says that it is the last. */
const Page = ({ slug, child, before }: Asked) => {
  const say = useSaid()
  const [more, setMore] = useState(false)
  const isWhole = useWhole()
  const {
    posts: all,
    audiences,
    next,
  } = useEndpoint(readFeed, {
    query: { ...(child && { child }), ...(before && { before }) },
  })
  const held = useHeld()
  const posts = all.filter(({ id }) => !held.has(id))
  if (posts.length === 0 && !before) return <Empty />
  return (
    <>
      {(isWhole ? posts : posts.slice(0, 2)).map((post) => (
        <PostCard key={post.id} post={post} slug={slug} places={audiences.filter(({ id }) => post.audiences.includes(id))} />
      ))}
      {next === null && <p className="feed-end quiet">{say('posts.up_to_date')}</p>}
      {next !== null && !more && (
        <p className="feed-end">
          <Button onPress={() => setMore(true)}>{say('posts.earlier')}</Button>
        </p>
      )}
      {next !== null && more && (
        <Suspense fallback={<Skeleton />}>
          <Page slug={slug} child={child} before={next} />
        </Suspense>
      )}
    </>
  )
}

/** Everything that was said to whoever reads: one feed, children as filters, and it ends. */
export const Feed = ({ slug }: { slug: string }) => {
  const t = useWords()
  const [child, setChild] = useState<string>()
  const top = useRef<HTMLElement>(null)
  return (
    <section className="stack feed" aria-label={t('posts.feed')} ref={top} tabIndex={-1}>
      <ChildFilter child={child} onChoose={setChild} />
      <NewPosts top={top} />
      <Suspense key={child} fallback={<Skeleton />}>
        <Page slug={slug} child={child} />
      </Suspense>
    </section>
  )
}
