import type { NoticePlaceShown } from '#contract/notices.ts'
import type { Readers } from '#contract/posts.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { usePlaceName } from './parts.tsx'

/** Somewhere one may speak, with who would see it. */
export type Voice = NoticePlaceShown & { readers: Readers }

type Props = { legend: string; voices: readonly Voice[]; chosen: readonly string[]; onChoose: (ids: string[]) => void }

/** Before whom it is to stand, each with how many can see it: said before it is sent. */
export const AudienceChoice = ({ legend, voices, chosen, onChoose }: Props) => {
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
