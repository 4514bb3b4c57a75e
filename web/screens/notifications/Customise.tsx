import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { choosable, chooseNotifications, paces, type QuietHoursSaid, readNotifications } from '#contract/notifications.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select, TextField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'
import { QuietFields } from './QuietFields.tsx'
import { weekdays } from './weekdays.ts'

type Told = z.output<typeof readNotifications.output>
type Choice = Told['choice']

const zones = () => Intl.supportedValuesOf('timeZone')

/** What nobody has widened yet begins as the school's. */
const Quiet = ({
  told,
  own,
  onChange,
}: {
  told: Told
  own: Choice['ownQuiet']
  onChange: (own: QuietHoursSaid | null) => void
}) => {
  const say = useSaid()
  return (
    <fieldset className="field stack tight">
      <legend>{say('notifications.own_quiet')}</legend>
      <p className="hint">{say('notifications.own_quiet_how')}</p>
      <div className="row">
        <label className="choice">
          <input
            type="checkbox"
            checked={own !== null}
            onChange={({ target }) => onChange(target.checked ? told.schoolQuiet : null)}
          />
          <span>{say('notifications.own_quiet_yes')}</span>
        </label>
      </div>
      {own && <QuietFields quiet={own} onChange={onChange} />}
    </fieldset>
  )
}

const Paces = ({ choice, onChange }: { choice: Choice; onChange: (choice: Choice) => void }) => {
  const t = useWords()
  const say = useSaid()
  return choosable.map((kind) => (
    <Select
      key={kind}
      label={say(`notifications.kind.${kind}`)}
      value={choice.paces[kind] ?? ''}
      onChange={({ target }) =>
        onChange({ ...choice, paces: { ...choice.paces, [kind]: paces.find((pace) => pace === target.value) ?? null } })
      }
      options={[
        { value: '', label: t('notifications.pace.preset') },
        ...paces.map((value) => ({ value, label: t(`notifications.pace.${value}`) })),
      ]}
    />
  ))
}

/** Kind by kind, by one's own hour, clock and quiet hours. */
export const Customise = ({ told }: { told: Told }) => {
  const t = useWords()
  const say = useSaid()
  const [choice, setChoice] = useState<Choice>(told.choice)
  const done = t('notifications.saved')
  const saving = useAction(chooseNotifications, [readNotifications])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate({ body: choice }, { onSuccess: () => toast(done) })
  }
  return (
    <details className="fold">
      <summary>{say('notifications.customise')}</summary>
      <form className="card stack" onSubmit={submit}>
        <Paces choice={choice} onChange={setChoice} />
        <TextField
          label={say('notifications.digest_at')}
          hint={say('notifications.digest_at_how')}
          type="time"
          required
          value={choice.digestAt}
          onChange={({ target }) => setChoice({ ...choice, digestAt: target.value })}
        />
        <Select
          label={say('notifications.digest_weekday')}
          value={`${choice.digestWeekday}`}
          onChange={({ target }) => setChoice({ ...choice, digestWeekday: Number(target.value) })}
          options={weekdays(t.locale).map(({ day, name }) => ({ value: `${day}`, label: name }))}
        />
        <Select
          label={say('notifications.zone')}
          value={choice.timeZone ?? ''}
          onChange={({ target }) => setChoice({ ...choice, timeZone: target.value || null })}
          options={[
            { value: '', label: t('notifications.zone_school', { zone: told.schoolTimeZone }) },
            ...zones().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
          ]}
        />
        <Quiet told={told} own={choice.ownQuiet} onChange={(ownQuiet) => setChoice({ ...choice, ownQuiet })} />
        <Refused by={saving.error} />
        <p>
          <Button type="submit" look="primary" busy={saving.isPending}>
            {say('notifications.save')}
          </Button>
        </p>
      </form>
    </details>
  )
}
