import { useEffect, useRef } from 'react'
import { mostInWords, tagPhoto } from '#contract/photos.ts'
import { useAction } from '../../api.ts'
import { useKeptForm } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField } from '../../ui/Field.tsx'
import { Refused } from '../posts/parts.tsx'
import { OtherClass, Places, Pupils, type Tags } from './OnPhoto.tsx'
import { type Addressed, useOffered } from './offered.ts'
import type { SortedPhoto } from './Sorting.tsx'

/** The same children, who stand elsewhere on another photo. */
const withoutPlaces = (pupils: Tags['pupils']): Tags['pupils'] => Object.fromEntries(Object.keys(pupils).map((id) => [id, null]))

/** Which of several it is: whoever has come from the one before stands here, and hears it. */
const Which = ({ nth, all }: { nth: number; all: number }) => {
  const t = useWords()
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => line.current?.focus(), [])
  return (
    <p ref={line} tabIndex={-1} className="quiet small">
      {t('photos.nth_of', { nth, all })}
    </p>
  )
}

type TagProps = {
  photo: SortedPhoto
  place: { nth: number; all: number; isLast: boolean }
  /** What was said of the photo before: the same children stand on several in a row. */
  before: Tags | undefined
  to: Addressed
  onDone: (tags: Tags) => void
}

/** Who can be recognised on one photo: pupils by name, or outright nobody. Where each stands may be drawn; that is what a blurred version needs. */
export const Tag = ({ photo, place, before, to, onDone }: TagProps) => {
  const t = useWords()
  const first: Tags = {
    nobody: photo.nobody,
    pupils: Object.fromEntries(photo.pupils.map(({ id, region }) => [id, region])),
    words: photo.words,
  }
  const { value: tags, set, clear, note } = useKeptForm(`photo ${photo.id}`, first)
  const { mutate, isPending, error } = useAction(tagPhoto, [])
  const change = (more: Partial<Tags>) => set({ ...tags, ...more })
  const pupils = Object.entries(tags.pupils).map(([id, region]) => ({ id, region }))
  const { pupils: offered, others, fetch } = useOffered(to)
  const done = () => {
    clear()
    onDone(tags)
  }
  const isSaid = tags.nobody !== pupils.length > 0
  const save = () =>
    mutate({ params: { id: photo.id }, body: { nobody: tags.nobody, pupils, words: tags.words } }, { onSuccess: done })
  return (
    <div className="stack">
      <Which {...place} />
      <img
        className="tagged"
        src={photo.small}
        width={photo.width}
        height={photo.height}
        alt={tags.words || t('photos.no_words')}
      />
      <label className="choice">
        <input type="checkbox" checked={tags.nobody} onChange={() => change({ nobody: !tags.nobody, pupils: {} })} />
        <span>{t('photos.nobody')}</span>
      </label>
      {before && !isSaid && (
        <p>
          <Button onPress={() => change({ nobody: before.nobody, pupils: withoutPlaces(before.pupils) })}>
            {t('photos.as_before')}
          </Button>
        </p>
      )}
      <Pupils tags={tags} pupils={offered} change={change} />
      <OtherClass others={others} fetch={fetch} />
      <Places photo={photo} tags={tags} pupils={offered} change={change} />
      <LongField
        label={t('photos.words')}
        hint={t('photos.words_how')}
        dir="auto"
        maxLength={mostInWords}
        value={tags.words}
        onChange={({ target }) => change({ words: target.value })}
      />
      {note}
      <Refused by={error} />
      <p className="stays-below">
        <Button look="primary" busy={isPending} disabled={!isSaid} onPress={save}>
          {t(place.isLast ? 'photos.keep' : 'photos.keep_next')}
        </Button>
      </p>
    </div>
  )
}
