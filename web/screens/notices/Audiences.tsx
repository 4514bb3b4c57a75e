import type * as z from 'zod/mini'
import type { listNoticeVoices } from '#contract/notices.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { usePlaceName } from './parts.tsx'

export type Voice = z.output<typeof listNoticeVoices.output>['audiences'][number]

type Props = { voices: readonly Voice[]; chosen: readonly string[]; onChoose: (ids: string[]) => void }

const Some = ({ legend, voices, chosen, onChoose }: Props & { legend: string }) => {
  const t = useWords()
  const nameOf = usePlaceName()
  const flip = (id: string) => onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  if (voices.length === 0) return null
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      <div className="choices">
        {voices.map(({ readers, ...place }) => (
          <label className="choice" key={place.id}>
            <input type="checkbox" checked={chosen.includes(place.id)} onChange={() => flip(place.id)} />
            <span>
              {nameOf(place)}{' '}
              <small className="eye-note">
                <Icon name="eye" little />
                {t('posts.readers.each', readers)}
              </small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const order = ['school', 'guardians', 'pupils', 'staff'] as const

/** For whom it is: everybody, everybody in a role, or some classes; each with how many can see it, said before it is sent. */
export const Audiences = (props: Props) => {
  const t = useWords()
  const everybody = order.flatMap((kind) => props.voices.filter((voice) => voice.kind === kind))
  const some = props.voices.filter(({ kind }) => kind === 'class' || kind === 'group')
  return (
    <>
      <Some {...props} legend={`${t('notices.for')} · ${t('notices.everybody')}`} voices={everybody} />
      <Some {...props} legend={`${t('notices.for')} · ${t('notices.classes')}`} voices={some} />
    </>
  )
}
