import { useState } from 'react'
import type * as z from 'zod/mini'
import { blurPhoto, listHiddenPhotos, type Region as Place } from '#contract/photos.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../posts/parts.tsx'
import { Region } from './Region.tsx'
import { Remove } from './Remove.tsx'

type Photo = z.output<typeof listHiddenPhotos.output>['photos'][number]

/** One photo, and for everybody who has to go the place where they stand. */
const Mend = ({ photo }: { photo: Photo }) => {
  const t = useWords()
  const [drawn, setDrawn] = useState<Readonly<Record<string, Place>>>({})
  const { mutate, isPending, error } = useAction(blurPhoto, [listHiddenPhotos])
  const placeOf = (id: string, before: Place | null) => drawn[id] ?? before
  const pupils = photo.pupils.flatMap(({ id, region }) => {
    const place = placeOf(id, region)
    return place ? [{ id, region: place }] : []
  })
  const blur = () => mutate({ params: { id: photo.id }, body: { pupils } }, { onSuccess: () => toast(t('photos.blurred')) })
  return (
    <article className="card stack" aria-label={photo.words || t('photos.no_words')}>
      {photo.pupils.map(({ id, display, region }) => (
        <Region
          key={id}
          name={display}
          src={photo.small}
          width={photo.width}
          height={photo.height}
          words={photo.words}
          value={placeOf(id, region)}
          onDraw={(to) => setDrawn((some) => ({ ...some, [id]: to }))}
        />
      ))}
      <Refused by={error} />
      <div className="row">
        <Button look="primary" busy={isPending} disabled={pupils.length < photo.pupils.length} onPress={blur}>
          {t('photos.blur')}
        </Button>
        <Remove photoId={photo.id} touched={[listHiddenPhotos]} />
      </div>
    </article>
  )
}

/** One's own photos that may no longer be shown to everybody they were for. Who said what, and whether they did, is not told. */
export const Hidden = () => {
  const t = useWords()
  const { photos } = useEndpoint(listHiddenPhotos)
  return (
    <div className="stack">
      <Title>{t('photos.hidden')}</Title>
      {photos.length === 0 ? (
        <EmptyState title={t('photos.hidden_none')} drawing="bench">
          {t('photos.hidden_none_how')}
        </EmptyState>
      ) : (
        <p>{t('photos.hidden_how')}</p>
      )}
      {photos.map((photo) => (
        <Mend key={photo.id} photo={photo} />
      ))}
    </div>
  )
}
