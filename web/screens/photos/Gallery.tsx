import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ShownPhoto } from '#contract/photo-in-post.ts'
import { readPostPhotos } from '#contract/photos.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Look } from './Look.tsx'

/** Links live for five minutes: asked for again a little earlier, where the photos are in sight. */
const FRESH_MS = 240_000

/** Whether something has come near the window, once and for all. */
const useNear = () => {
  const place = useRef<HTMLUListElement>(null)
  const [near, setNear] = useState(false)
  useEffect(() => {
    const at = place.current
    if (!at || near) return
    const watch = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && setNear(true), {
      rootMargin: '600px',
    })
    watch.observe(at)
    return () => watch.disconnect()
  }, [near])
  return { place, near }
}

type TileProps = { photo: ShownPhoto; src: string | undefined; nth: number; count: number; onOpen: () => void }

/** Its place is as large as the picture will be: nothing moves when it comes. */
const Tile = ({ photo, src, nth, count, onOpen }: TileProps) => {
  const t = useWords()
  return (
    <li>
      <button type="button" className="photo" onClick={onOpen} style={{ aspectRatio: `${photo.width} / ${photo.height}` }}>
        {src && (
          <img
            src={src}
            width={photo.width}
            height={photo.height}
            loading="lazy"
            decoding="async"
            alt={photo.words || t('photos.no_words')}
          />
        )}
        <span className="unseen">{t('photos.open', { nth: nth + 1, count })}</span>
      </button>
      {photo.forFamily && <Badge tone="info">{t('photos.for_family')}</Badge>}
    </li>
  )
}

/** The photos of a post as the reader may see them. A small one each; the whole one when it is opened, and that is written down. */
export const Gallery = ({ postId, photos }: { postId: string; photos: readonly ShownPhoto[] }) => {
  const t = useWords()
  const { place, near } = useNear()
  const [open, setOpen] = useState<number>()
  const { data } = useQuery({
    ...reading(readPostPhotos, { params: { id: postId } }),
    enabled: near && photos.length > 0,
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
  })
  if (photos.length === 0) return null
  const srcOf = (id: string) => data?.photos.find((one) => one.id === id)?.small
  const close = () => setOpen(undefined)
  return (
    <>
      <ul
        ref={place}
        className={photos.length === 1 ? 'photos single' : 'photos'}
        aria-label={t('photos.of_post', { count: photos.length })}
      >
        {photos.map((photo, nth) => (
          <Tile key={photo.id} photo={photo} src={srcOf(photo.id)} nth={nth} count={photos.length} onOpen={() => setOpen(nth)} />
        ))}
      </ul>
      <LazySheet title={t('photos.of_post', { count: photos.length })} open={open !== undefined} onClose={close}>
        {open !== undefined && <Look postId={postId} photos={photos} at={open} onMove={setOpen} onClose={close} />}
      </LazySheet>
    </>
  )
}
