import { useState } from 'react'
import { removePhoto } from '#contract/photos.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../posts/parts.tsx'

type RemoveProps = {
  photoId: string
  /** Which of several it is, for whoever does not see them. */
  which?: string
  /** What is to be asked for again. */
  touched: readonly { name: string }[]
}

/** Takes a photo out for good, after a word about what that does. */
export const Remove = ({ photoId, which, touched }: RemoveProps) => {
  const t = useWords()
  const [asking, setAsking] = useState(false)
  const { mutate, isPending, error } = useAction(removePhoto, touched)
  return (
    <>
      <Button look="plain" icon="cross" onPress={() => setAsking(true)}>
        {t('photos.remove')}
        {which && <span className="unseen">: {which}</span>}
      </Button>
      <LazySheet title={t('photos.remove')} open={asking} onClose={() => setAsking(false)} urgent>
        <p>{t('photos.remove_what')}</p>
        <Refused by={error} />
        <div className="row">
          <Button
            look="danger"
            busy={isPending}
            onPress={() => mutate({ params: { id: photoId } }, { onSuccess: () => toast(t('photos.removed')) })}
          >
            {t('photos.remove')}
          </Button>
          <Button onPress={() => setAsking(false)}>{t('app.cancel')}</Button>
        </div>
      </LazySheet>
    </>
  )
}
