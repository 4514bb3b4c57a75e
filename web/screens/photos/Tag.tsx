import { useState } from 'react'
import { mostInWords, type Region as Place, tagPhoto } from '#contract/photos.ts'
import { useAction } from '../../api.ts'
import { useKeptForm } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField, Select, TextField } from '../../ui/Field.tsx'
import { Refused } from '../posts/parts.tsx'
import { type Addressed, type Pupil, useOffered } from './offered.ts'
import { Region } from './Region.tsx'
import type { SortedPhoto } from './Sorting.tsx'

type Tags = { nobody: boolean; pupils: Readonly<Record<string, Place | null>>; words: string }

type PupilsProps = { tags: Tags; pupils: readonly Pupil[]; change: (to: Partial<Tags>) => void }

const Pupils = ({ tags, pupils, change }: PupilsProps) => {
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
const OtherClass = ({ others, fetch }: Pick<ReturnType<typeof useOffered>, 'others' | 'fetch'>) => {
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
const Places = ({ photo, tags, pupils, change }: PupilsProps & { photo: SortedPhoto }) => {
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

/** Who can be recognised on one photo: pupils by name, or outright nobody. Where each stands may be drawn; that is what a blurred version needs. */
export const Tag = ({ photo, to, onDone }: { photo: SortedPhoto; to: Addressed; onDone: () => void }) => {
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
    onDone()
  }
  const isSaid = tags.nobody !== pupils.length > 0
  const save = () =>
    mutate({ params: { id: photo.id }, body: { nobody: tags.nobody, pupils, words: tags.words } }, { onSuccess: done })
  return (
    <div className="stack">
      <img
        className="tagged"
        src={photo.small}
        width={photo.width}
        height={photo.height}
        alt={tags.words || t('photos.no_words')}
      />
      <Pupils tags={tags} pupils={offered} change={change} />
      <OtherClass others={others} fetch={fetch} />
      <Places photo={photo} tags={tags} pupils={offered} change={change} />
      <label className="choice">
        <input type="checkbox" checked={tags.nobody} onChange={() => change({ nobody: !tags.nobody, pupils: {} })} />
        <span>{t('photos.nobody')}</span>
      </label>
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
      <Button look="primary" busy={isPending} disabled={!isSaid} onPress={save}>
        {t('photos.keep')}
      </Button>
    </div>
  )
}
