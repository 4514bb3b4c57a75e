import type * as z from 'zod/mini'
import { readNotifications, resumeMails } from '#contract/notifications.ts'
import { clockTime, longDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'
import { OwnAddress } from './OwnAddress.tsx'
import { weekdays } from './weekdays.ts'

type Told = z.output<typeof readNotifications.output>

const Stopped = ({ kinds }: { kinds: Told['stoppedKinds'] }) => {
  const t = useWords()
  const say = useSaid()
  const named = new Intl.ListFormat(t.locale).format(kinds.map((kind) => t(`notifications.kind.${kind}`)))
  const done = t('notifications.saved')
  const resuming = useAction(resumeMails, [readNotifications])
  return (
    <Banner
      tone="warn"
      title={kinds.length > 0 ? say('notifications.stopped_some', { kinds: named }, ['kinds']) : say('notifications.stopped')}
    >
      <p>{say(kinds.length > 0 ? 'notifications.stopped_some_how' : 'notifications.stopped_how')}</p>
      <Button busy={resuming.isPending} onPress={() => resuming.mutate({}, { onSuccess: () => toast(done) })}>
        {say('notifications.resume')}
      </Button>
      <Refused by={resuming.error} />
    </Banner>
  )
}

/** When the next digest comes, what holds it, and what is wrong with the way there. */
export const Standing = ({ told }: { told: Told }) => {
  const t = useWords()
  const say = useSaid()
  const zone = told.choice.timeZone ?? told.schoolTimeZone
  const { from, until, days } = told.schoolQuiet
  const names = weekdays(t.locale).flatMap(({ day, name }) => (days.includes(day) ? [name] : []))
  const quietDays = new Intl.ListFormat(t.locale).format(names)
  return (
    <>
      <OwnAddress told={told} />
      {(told.mailsStopped || told.stoppedKinds.length > 0) && <Stopped kinds={told.stoppedKinds} />}
      <ul className="stack tight">
        {told.nextDigest && (
          <li>
            <strong>
              {say.text(
                t('notifications.next', {
                  day: longDay(t.locale, told.nextDigest, zone),
                  time: clockTime(t.locale, told.nextDigest, zone),
                }),
              )}
            </strong>
          </li>
        )}
        <li className="quiet">
          {names.length > 0
            ? say('notifications.quiet_at', { from, until, days: quietDays }, ['days'])
            : say('notifications.quiet_nights', { from, until })}
        </li>
        <li className="quiet">{say('notifications.urgent_count', { count: told.urgentThisYear })}</li>
      </ul>
    </>
  )
}
