import { readMe } from '#contract/people.ts'
import { isoDay, shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import type { SchoolExit } from './Exit.tsx'

/** How far the school has gone, and what comes on which day. */
export const Steps = ({ exit }: { exit: SchoolExit }) => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const { announcedAt, announcedBy, signedBy, readOnlyOn, exportedAt, receiptAt, locksOn, destroysOn } = exit
  const today = isoDay(new Date().toISOString(), timeZone)
  const on = (at: string) => shortDay(t.locale, at, timeZone)
  const byItself = (id: 'read_only' | 'locks' | 'destroys', day: string) => ({
    id,
    done: day <= today,
    what: t(`exit.step.${id}`, { day: shortDay(t.locale, day) }),
  })
  return (
    <Timeline
      label={t('exit.title')}
      steps={[
        { id: 'announced', done: true, what: t('exit.step.announced', { day: on(announcedAt), name: announcedBy ?? '–' }) },
        {
          id: 'signed',
          done: signedBy !== null,
          what: signedBy ? t('exit.step.signed', { name: signedBy }) : t('exit.step.unsigned'),
        },
        byItself('read_only', readOnlyOn),
        {
          id: 'exported',
          done: exportedAt !== null,
          what: exportedAt ? t('exit.step.exported', { day: on(exportedAt) }) : t('exit.step.unexported'),
        },
        {
          id: 'receipt',
          done: receiptAt !== null,
          what: receiptAt ? t('exit.step.receipt', { day: on(receiptAt) }) : t('exit.step.unreceipted'),
        },
        byItself('locks', locksOn),
        byItself('destroys', destroysOn),
      ]}
    />
  )
}
