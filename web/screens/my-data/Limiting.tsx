import { type Restriction, restrictableParts } from '#contract/restricting.ts'
import { useWords } from '../../speech.tsx'

type Part = NonNullable<Restriction['parts']>[number]

/** What of somebody's data is meant, in words. */
export const usePartsInWords = () => {
  const t = useWords()
  return (parts: readonly Part[] | null) =>
    parts === null ? t('mydata.part.all') : parts.map((part) => t(`mydata.part.${part}`)).join(', ')
}

type PartsProps = { legend: string; how: string; chosen: readonly Part[]; onChoose: (parts: Part[]) => void }

/** Everything, or some parts: what a restriction or an order reaches. */
export const PartsField = ({ legend, how, chosen, onChoose }: PartsProps) => {
  const t = useWords()
  const toggle = (part: Part) => onChoose(chosen.includes(part) ? chosen.filter((one) => one !== part) : [...chosen, part])
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      <p className="quiet small">{how}</p>
      <div className="choices">
        {restrictableParts.map((part) => (
          <label className="choice" key={part}>
            <input type="checkbox" checked={chosen.includes(part)} onChange={() => toggle(part)} />
            <span>{t(`mydata.part.${part}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
