import { useQuery } from '@tanstack/react-query'
import { readFeed } from '#contract/feed.ts'
import { readPostPhotos } from '#contract/photos.ts'
import { listDrafts, readPost, readVersions } from '#contract/posts.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Remove } from './Remove.tsx'

/** The photos that stand with a post while it is changed: each can be taken out, for everybody and for good. */
export const Standing = ({ postId }: { postId: string }) => {
  const t = useWords()
  const { data } = useQuery(reading(readPostPhotos, { params: { id: postId } }))
  const photos = data?.photos ?? []
  if (photos.length === 0) return null
  const title = t('photos.of_post', { count: photos.length })
  return (
    <section className="field" aria-label={title}>
      <h2>{title}</h2>
      <ul className="attached">
        {photos.map(({ id, small, words, forFamily }, at) => (
          <li key={id} className="row">
            <img className="thumb" src={small} width={64} height={64} alt={words || t('photos.no_words')} />
            <span className="row grow">
              {forFamily && <Badge tone="info">{t('photos.for_family')}</Badge>}
              <Remove
                photoId={id}
                which={t('photos.nth', { nth: at + 1 })}
                touched={[readPostPhotos, readPost, readVersions, readFeed, listDrafts]}
              />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
