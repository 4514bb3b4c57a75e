import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { readMe } from '#contract/people.ts'
import { listSupportAccess } from '#contract/support-access.ts'
import { clockTime } from '#i18n/dates.ts'
import { reading } from '../../api.ts'
import { loadWords, useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'
import { Banner } from '../../ui/Message.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

/** On somebody's page: that support asks to look, or may at this moment; for those who may know it. */
export const OnSupport = ({ personId, slug }: { personId: string; slug: string }) => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const { data } = useQuery(reading(listSupportAccess))
  const [isReady, setReady] = useState(false)
  useEffect(() => void loadWords('roles').then(() => setReady(true)), [])
  const found = data?.accesses.filter(
    ({ subjectId, state }) => subjectId === personId && (state === 'open' || state === 'waiting'),
  )
  const shown = found?.find(({ state }) => state === 'open') ?? found?.[0]
  if (!shown || !isReady) return null
  const time = shown.until ? clockTime(t.locale, shown.until, timeZone) : ''
  return (
    <Banner tone="warn" title={shown.state === 'open' ? t('roles.support.page_open', { time }) : t('roles.support.page_waiting')}>
      <Link to="/s/$slug/support" params={{ slug }}>
        {t('roles.support.page_more')}
      </Link>
    </Banner>
  )
}
