import { type Stands, stands } from '#contract/notices.ts'
import { useWords } from '../../speech.tsx'

/** Who is asked to confirm: nobody, unless it matters. */
export const Asks = ({ asks, change }: { asks: readonly Stands[]; change: (asks: Stands[]) => void }) => {
  const t = useWords()
  return (
    <fieldset className="field">
      <legend>{t('notices.asks')}</legend>
      <div className="hint">{t('notices.asks_how')}</div>
      <div className="choices">
        {stands.map((one) => (
          <label className="choice" key={one}>
            <input
              type="checkbox"
              checked={asks.includes(one)}
              onChange={() => change(asks.includes(one) ? asks.filter((other) => other !== one) : [...asks, one])}
            />
            <span>{t(`notices.stands.${one}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
