import { useQuery } from '@tanstack/react-query'
import { readFile } from '#contract/files.ts'
import type { ShownPhoto } from '#contract/photo-in-post.ts'
import { readPhotoReaders } from '#contract/posts.ts'
import { ask, reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { WhoSees } from '../posts/WhoSees.tsx'

type LookProps = { postId: string; photos: readonly ShownPhoto[]; at: number; onMove: (to: number) => void; onClose: () => void }

/** One photo, whole. It is asked for when it is looked at, and no earlier: that is a line in the file of whoever is on it. */
export const Look = ({ postId, photos, at, onMove, onClose }: LookProps) => {
  const t = useWords()
  const photo = photos[at]
  const { data, isError } = useQuery({
    queryKey: ['photo', photo?.id],
    queryFn: () => ask(readFile, { params: { id: photo?.id ?? '' } }),
    enabled: photo !== undefined,
    staleTime: 240_000,
    gcTime: 0,
    retry: false,
  })
  if (!photo) return null
  const words = photo.words || t('photos.no_words')
  return (
    <div className="stack look">
      <figure style={{ aspectRatio: `${photo.width} / ${photo.height}` }}>
        {data?.link && <img src={data.link.url} width={photo.width} height={photo.height} alt={words} />}
      </figure>
      <p role="status" dir="auto">
        {isError ? t('photos.away') : words}
      </p>
      <div className="row">
        {photo.forFamily && <Badge tone="info">{t('photos.for_family')}</Badge>}
        <WhoSees asked={reading(readPhotoReaders, { params: { id: postId, photoId: photo.id } })} />
      </div>
      <div className="row no-print">
        <Button disabled={at === 0} onPress={() => onMove(at - 1)}>
          {t('photos.previous')}
        </Button>
        <Button disabled={at === photos.length - 1} onPress={() => onMove(at + 1)}>
          {t('photos.next')}
        </Button>
        {data?.link && (
          <a className="button quiet" href={data.link.url} download={data.name}>
            {t('photos.save')}
          </a>
        )}
        <Button look="plain" onPress={onClose}>
          {t('app.close')}
        </Button>
      </div>
    </div>
  )
}
