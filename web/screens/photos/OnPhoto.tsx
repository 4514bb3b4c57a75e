import { useState } from 'react'
import type { Region as Place } from '#contract/photos.ts'
import { useWords } from '../../speech.tsx'
import { Select, TextField } from '../../ui/Field.tsx'
import type { Pupil, useOffered } from './offered.ts'
import { Region } from './Region.tsx'
import type { SortedPhoto } from './Sorting.tsx'

/** What is said of a photo. */
export type Tags = { nobody: boolean; pupils: Readonly<Record<string, Place | null>>; words: string }

type PupilsProps = { tags: Tags; pupils: readonly Pupil[]; change: (to: Partial<Tags>) => void }

/** The pupils of whom one may say that they are on it. */
export const Pupils = ({ tags, pupils, change }: PupilsProps) => {
  const t = useWords()
  const [wanted, setWanted] = useState('')
  const found = pupils.filter(({ display }) => display.toLocaleLowerCase(t.locale).includes(wanted.toLocaleLowerCase(t.locale)))
  const flip = (id: string) => {
    const { [id]: known, ...others } = tags.pupils
    change({ nobody: false, pupils: known === undefined ? { ...others, [id]: null } : others })
  }
  return (
    <fieldset className="field">
      <legend>{t('photos.pupils')}</legend>
      {pupils.length > 8 && (
        <TextField label={t('photos.find')} value={wanted} onChange={({ target }) => setWanted(target.value)} />
      )}
      <div className="choices pupils">
        {found.map(({ id, display }) => (
          <label className="choice" key={id}>
            <input type="checkbox" checked={tags.pupils[id] !== undefined} onChange={() => flip(id)} />
            <span>{display}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Somebody of another class was there too; and for the whole school no class is nearer than another. */
export const OtherClass = ({ others, fetch }: Pick<ReturnType<typeof useOffered>, 'others' | 'fetch'>) => {
  const t = useWords()
  if (others.length === 0) return null
  const options = others.map(({ id, label }) => ({ value: id, label }))
  return (
    <Select
      label={t('photos.other_class')}
      value=""
      options={[{ value: '', label: t('photos.other_class_choose') }, ...options]}
      onChange={({ target }) => target.value && fetch(target.value)}
    />
  )
}

/** Where each of them stands, for whoever wishes to draw it now: it is what a blurred version asks for later. */
export const Places = ({ photo, tags, pupils, change }: PupilsProps & { photo: SortedPhoto }) => {
  const t = useWords()
  const chosen = pupils.filter(({ id }) => tags.pupils[id] !== undefined)
  if (chosen.length === 0) return null
  const draw = (id: string, to: Place) => change({ pupils: { ...tags.pupils, [id]: to } })
  return (
    <section className="stack tight" aria-label={t('photos.places')}>
      <p className="hint">{t('photos.places')}</p>
      {chosen.map(({ id, display }) => (
        <details key={id}>
          <summary>{t('photos.region', { name: display })}</summary>
          <Region
            name={display}
            src={photo.small}
            width={photo.width}
            height={photo.height}
            words={tags.words}
            value={tags.pupils[id] ?? null}
            onDraw={(to) => draw(id, to)}
          />
        </details>
      ))}
    </section>
  )
}
