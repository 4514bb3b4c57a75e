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
import { weekdays } from './weekdays.ts'

type Told = z.output<typeof readNotifications.output>

const Stopped = () => {
  const t = useWords()
  const say = useSaid()
  const done = t('notifications.saved')
  const resuming = useAction(resumeMails, [readNotifications])
  return (
    <Banner tone="warn" title={say('notifications.stopped')}>
      <p>{say('notifications.stopped_how')}</p>
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
      {told.mailFails && (
        <Banner tone="bad" title={say('notifications.mail_fails')}>
          {say('notifications.mail_fails_how')}
        </Banner>
      )}
      {told.mailsStopped && <Stopped />}
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
