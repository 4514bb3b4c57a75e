import { useState } from 'react'
import type * as z from 'zod/mini'
import { blurPhoto, listHiddenPhotos, type Region as Place, removePhoto } from '#contract/photos.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../posts/parts.tsx'
import { Region } from './Region.tsx'

type Photo = z.output<typeof listHiddenPhotos.output>['photos'][number]

/** Takes the photo out, after a word about what that does. */
const Remove = ({ photo }: { photo: Photo }) => {
  const t = useWords()
  const [asking, setAsking] = useState(false)
  const { mutate, isPending } = useAction(removePhoto, [listHiddenPhotos])
  return (
    <>
      <Button look="plain" icon="cross" onPress={() => setAsking(true)}>
        {t('photos.remove')}
      </Button>
      <LazySheet title={t('photos.remove')} open={asking} onClose={() => setAsking(false)} urgent>
        <p>{t('photos.remove_what')}</p>
        <div className="row">
          <Button
            look="danger"
            busy={isPending}
            onPress={() => mutate({ params: { id: photo.id } }, { onSuccess: () => toast(t('photos.removed')) })}
          >
            {t('photos.remove')}
          </Button>
          <Button onPress={() => setAsking(false)}>{t('app.cancel')}</Button>
        </div>
      </LazySheet>
    </>
  )
}

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
        <Remove photo={photo} />
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
