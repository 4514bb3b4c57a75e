import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { slugOfPage } from '../api.ts'
import { useSaid } from '../furigana.tsx'
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
  const say = useSaid()
  return (
    <>
      <p>
        <strong>{say('offline.release')}</strong> {say('offline.release_how')}
      </p>
      <Button onPress={() => takeOver(release)}>{say('offline.release_use')}</Button>
    </>
  )
}

/** What was read when, what waits to be sent, and that a new release is there; nothing when all is well. */
export const OfflineBar = () => {
  const t = useWords()
  const say = useSaid()
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
            {isBehind && <strong>{say(isOnline ? 'offline.slow' : 'offline.away')} </strong>}
            {isBehind && <>{oldest === undefined ? say('offline.nothing_saved') : say.text(ageOf(t, oldest))} </>}
            {waiting > 0 && <>{say('offline.waiting', { count: waiting })} </>}
            {refused > 0 && say('offline.refused', { count: refused })}
          </p>
          {wishes.length > 0 && <Button onPress={() => setOpen(true)}>{say('offline.show')}</Button>}
        </div>
      )}
      {release && (
        <div className="row spread">
          <NewRelease release={release} />
        </div>
      )}
      <LazySheet title={say('offline.outbox')} open={isOpen} onClose={() => setOpen(false)}>
        <Outbox wishes={wishes} />
      </LazySheet>
      <LazySheet title={say('offline.leave_title')} open={isLeaving} onClose={() => change({ isLeaving: false })} urgent>
        <p>{say('offline.leave_how')}</p>
        <p className="row">
          <Button look="danger" onPress={() => void leaveNow()}>
            {say('offline.leave')}
          </Button>
          <Button onPress={() => change({ isLeaving: false })}>{say('app.cancel')}</Button>
        </p>
      </LazySheet>
    </div>
  )
}
