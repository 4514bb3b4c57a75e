import { useWords } from '../speech.tsx'
import { Button } from '../ui/Button.tsx'
import { Banner } from '../ui/Message.tsx'
import { clockOf } from './clock.ts'
import type { Draft } from './useDraft.ts'

const isId = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
const textIn = (value: unknown): string =>
  typeof value === 'string'
    ? isId.test(value)
      ? ''
      : value
    : Object.values(Object(value)).map(textIn).filter(Boolean).join(' · ')

/** Below a form: that something was given back, what another tab had, and that the server keeps none of it. It stands there from the beginning, so that what comes is read out. */
export const DraftNote = ({ draft, onAnew }: { draft: Draft; onAnew: () => void }) => {
  const t = useWords()
  const { backFrom, others, refused, use, forget } = draft
  const anew = () => {
    forget()
    onAnew()
  }
  return (
    <div className="stack tight small draft-note" role="status">
      {refused && <Banner tone="warn" title={t(refused === 'device' ? 'offline.draft_refused' : 'offline.draft_refused_here')} />}
      {backFrom !== undefined && (
        <p className="row quiet">
          {t('offline.draft_back', { time: clockOf(t, backFrom) })}
          <Button look="plain" onPress={anew}>
            {t('offline.draft_anew')}
          </Button>
        </p>
      )}
      {others.map((version) => (
        <div key={version.id} className="card stack tight">
          <strong>{t('offline.draft_other', { time: clockOf(t, version.at) })}</strong>
          <p className="said">{textIn(version.value)}</p>
          <p>
            <Button onPress={() => use(version)}>{t('offline.draft_use')}</Button>
          </p>
        </div>
      ))}
    </div>
  )
}
