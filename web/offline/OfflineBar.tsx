import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { slugOfPage } from '../api.ts'
import { useWords } from '../speech.tsx'
import { Button } from '../ui/Button.tsx'
import { LazySheet } from '../ui/lazy.tsx'
import { ageOf } from './clock.ts'
import { leaveNow } from './leaving.ts'
import { change, useStanding } from './network.ts'
import { Outbox } from './OutboxList.tsx'
import { takeOver } from './release.ts'

/** When the oldest of what is on the screen was saved. */
const useOldest = () => {
  const client = useQueryClient()
  const { savedAt } = useStanding()
  const shown = client.getQueryCache().findAll({ type: 'active' })
  const ages = shown.map(({ queryKey }) => savedAt.get(JSON.stringify([slugOfPage(), queryKey])))
  const known = ages.filter((at) => at !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}

const NewRelease = ({ release }: { release: ServiceWorker }) => {
  const t = useWords()
  return (
    <>
      <p>
        <strong>{t('offline.release')}</strong> {t('offline.release_how')}
      </p>
      <Button onPress={() => takeOver(release)}>{t('offline.release_use')}</Button>
    </>
  )
}

/** What was read when, what waits to be sent, and that a new release is there; nothing when all is well. */
export const OfflineBar = () => {
  const t = useWords()
  const { isOnline, release, wishes, isLeaving } = useStanding()
  const [isOpen, setOpen] = useState(false)
  const oldest = useOldest()
  const refused = wishes.filter((wish) => wish.refused).length
  const waiting = wishes.length - refused
  const isBehind = !isOnline || oldest !== undefined
  return (
    <div className="offline" role="status">
      {(isBehind || wishes.length > 0) && (
        <div className="row spread">
          <p>
            {isBehind && <strong>{t(isOnline ? 'offline.slow' : 'offline.away')} </strong>}
            {isBehind && `${oldest === undefined ? t('offline.nothing_saved') : ageOf(t, oldest)} `}
            {waiting > 0 && `${t('offline.waiting', { count: waiting })} `}
            {refused > 0 && t('offline.refused', { count: refused })}
          </p>
          {wishes.length > 0 && <Button onPress={() => setOpen(true)}>{t('offline.show')}</Button>}
        </div>
      )}
      {release && (
        <div className="row spread">
          <NewRelease release={release} />
        </div>
      )}
      <LazySheet title={t('offline.outbox')} open={isOpen} onClose={() => setOpen(false)}>
        <Outbox wishes={wishes} />
      </LazySheet>
      <LazySheet title={t('offline.leave_title')} open={isLeaving} onClose={() => change({ isLeaving: false })} urgent>
        <p>{t('offline.leave_how')}</p>
        <p className="row">
          <Button look="danger" onPress={() => void leaveNow()}>
            {t('offline.leave')}
          </Button>
          <Button onPress={() => change({ isLeaving: false })}>{t('app.cancel')}</Button>
        </p>
      </LazySheet>
    </div>
  )
}
