import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readCalendarVersions } from '#contract/calendar.ts'
import { shortDay } from '#i18n/dates.ts'
import { reading } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { useMe } from '../posts/parts.tsx'
import { WhenSaid } from './when.tsx'

const Versions = ({ entryId }: { entryId: string }) => {
  const t = useWords()
  const say = useSaid()
  const { timeZone } = useMe().school
  const { data } = useQuery(reading(readCalendarVersions, { params: { id: entryId } }))
  if (!data) return <p role="status">{say('app.loading')}</p>
  return (
    <ol className="stack tight" reversed>
      {data.versions.map((version) => (
        <li key={version.number}>
          <bdi>{version.title}</bdi> <WhenSaid entry={version} />{' '}
          <small className="quiet">
            {say('calendar.changed_by', {
              name: version.by ?? t('posts.nobody'),
              day: shortDay(t.locale, version.replacedAt, timeZone),
            })}
          </small>
        </li>
      ))}
    </ol>
  )
}

/** What it said before it was changed. */
export const Before = ({ entryId }: { entryId: string }) => {
  const say = useSaid()
  const [open, setOpen] = useState(false)
  if (open) return <Versions entryId={entryId} />
  return (
    <Button look="plain" icon="clock" onPress={() => setOpen(true)}>
      {say('calendar.was_changed')}
    </Button>
  )
}
