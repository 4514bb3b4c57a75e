import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readCalendarReaders } from '#contract/calendar.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'

const Named = ({ entryId }: { entryId: string }) => {
  const t = useWords()
  const { data, isError } = useQuery(reading(readCalendarReaders, { params: { id: entryId } }))
  if (isError) return <p>{t('posts.readers.unknown')}</p>
  if (!data) return <p role="status">{t('app.loading')}</p>
  return (
    <dl className="readers">
      <dt>{t('posts.readers.guardians')}</dt>
      <dd>{data.guardians}</dd>
      <dt>{t('posts.readers.pupils')}</dt>
      <dd>{data.pupils}</dd>
      <dt>{t('posts.readers.staff')}</dt>
      <dd>
        <ul>
          {data.staff.map(({ id, display }) => (
            <li key={id}>{display}</li>
          ))}
        </ul>
      </dd>
    </dl>
  )
}

/** Who can see an entry: on a tap, numbers of families and the names of those who work at the school. */
export const WhoSeesEntry = ({ entryId }: { entryId: string }) => {
  const t = useWords()
  const [open, setOpen] = useState(false)
  if (open) return <Named entryId={entryId} />
  return (
    <button type="button" className="eye no-print" onClick={() => setOpen(true)}>
      <Icon name="eye" little />
      {t('app.privacy.who_sees')}
    </button>
  )
}
