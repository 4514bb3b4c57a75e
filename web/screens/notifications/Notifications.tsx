import type * as z from 'zod/mini'
import { choosePreset, endPushDevice, presets, readNotifications } from '#contract/notifications.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Field.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { machineName } from '../security/machines.ts'
import { Customise } from './Customise.tsx'
import { SchoolRules } from './SchoolRules.tsx'
import { Standing } from './Standing.tsx'
import { ThisDevice } from './ThisDevice.tsx'

type Told = z.output<typeof readNotifications.output>

const HowMuch = ({ preset }: { preset: Told['preset'] }) => {
  const t = useWords()
  const say = useSaid()
  const done = t('notifications.saved')
  const choosing = useAction(choosePreset, [readNotifications])
  const choose = (value: string) => {
    const chosen = presets.find((one) => one === value)
    if (chosen) choosing.mutate({ body: { preset: chosen } }, { onSuccess: () => toast(done) })
  }
  return (
    <section className="stack tight">
      <Choices
        legend={say('notifications.how_much')}
        name="preset"
        chosen={choosing.isPending ? (choosing.variables?.body?.preset ?? preset) : preset}
        onChoose={choose}
        options={presets.map((value) => ({
          value,
          label: say(`notifications.preset.${value}`),
          hint: say(`notifications.preset.${value}_how`),
        }))}
      />
      <Refused by={choosing.error} />
      <p className="small quiet measure">{say('notifications.always')}</p>
    </section>
  )
}

const Others = ({ devices }: { devices: Told['devices'] }) => {
  const t = useWords()
  const say = useSaid()
  const ending = useAction(endPushDevice, [readNotifications])
  if (devices.length === 0) return null
  return (
    <section className="stack tight" aria-labelledby="other-devices">
      <h2 id="other-devices">{say('notifications.others')}</h2>
      <ul className="stack">
        {devices.map(({ id, device, system, browser, addedAt, confirmedAt }) => (
          <li key={id} className="card row spread">
            <span>
              <strong>
                {say.text(
                  machineName(t, { device: device ?? 'unknown', system: system ?? 'unknown', browser: browser ?? 'unknown' }),
                )}
              </strong>
              <br />
              <span className="quiet small">
                {say('notifications.since', { day: shortDay(t.locale, addedAt) })}
                {!confirmedAt && ' · '}
                {!confirmedAt && say('notifications.unseen')}
              </span>
            </span>
            <Button busy={ending.isPending} onPress={() => ending.mutate({ params: { id } })}>
              {say('notifications.end')}
            </Button>
          </li>
        ))}
      </ul>
      <Refused by={ending.error} />
    </section>
  )
}

/** How much one is told, and on which devices. */
export const Notifications = () => {
  const t = useWords()
  const say = useSaid()
  const told = useEndpoint(readNotifications)
  return (
    <div className="stack">
      <Title said={say('notifications.title')}>{t('notifications.title')}</Title>
      <Standing told={told} />
      <HowMuch preset={told.preset} />
      <Customise key={JSON.stringify(told.choice)} told={told} />
      <ThisDevice told={told} />
      <Others devices={told.devices.filter(({ isThis }) => !isThis)} />
      {told.maySetQuiet && <SchoolRules key={JSON.stringify([told.schoolQuiet, told.dpoAddress])} told={told} />}
    </div>
  )
}
