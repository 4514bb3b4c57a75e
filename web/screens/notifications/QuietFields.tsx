import type { QuietHoursSaid } from '#contract/notifications.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { TextField } from '../../ui/Field.tsx'
import { weekdays } from './weekdays.ts'

type QuietFieldsProps = { quiet: QuietHoursSaid; onChange: (quiet: QuietHoursSaid) => void }

/** From when until when each night, and which days whole. */
export const QuietFields = ({ quiet, onChange }: QuietFieldsProps) => {
  const t = useWords()
  const say = useSaid()
  const long = weekdays(t.locale)
  const turn = (day: number, isQuiet: boolean) =>
    onChange({ ...quiet, days: [...quiet.days.filter((one) => one !== day), ...(isQuiet ? [day] : [])].toSorted() })
  return (
    <>
      <div className="row">
        <TextField
          label={say('notifications.quiet_from')}
          type="time"
          required
          value={quiet.from}
          onChange={({ target }) => onChange({ ...quiet, from: target.value })}
        />
        <TextField
          label={say('notifications.quiet_until')}
          type="time"
          required
          value={quiet.until}
          onChange={({ target }) => onChange({ ...quiet, until: target.value })}
        />
      </div>
      <fieldset className="field">
        <legend>{say('notifications.quiet_days')}</legend>
        <div className="row">
          {weekdays(t.locale, 'short').map(({ day, name }, nth) => (
            <label className="choice" key={day}>
              <input type="checkbox" checked={quiet.days.includes(day)} onChange={({ target }) => turn(day, target.checked)} />
              <span>{say.weekday(name, long[nth]?.name ?? name)}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  )
}
