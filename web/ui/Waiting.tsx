import { useEffect, useState } from 'react'
import { useSaid } from '../furigana.tsx'
import { Button } from './Button.tsx'

const after = (seconds: number) => seconds * 1000

/** Grey lines at first, words after four seconds, a way out after ten. */
export const Skeleton = ({ lines = 6, onLeave }: { lines?: number; onLeave?: () => void }) => {
  const say = useSaid()
  const [waited, setWaited] = useState(0)
  useEffect(() => {
    const timers = [4, 10].map((seconds) => setTimeout(setWaited, after(seconds), seconds))
    return () => timers.forEach(clearTimeout)
  }, [])
  return (
    <div aria-busy="true" className="stack">
      <div className="skeleton" aria-hidden="true">
        {Array.from({ length: lines }, (_, at) => at + 1).map((line) => (
          <i key={line} />
        ))}
      </div>
      <p role="status" className={waited < 4 ? 'unseen' : 'quiet'}>
        {waited < 4 ? say('app.loading') : say('app.still_loading')}
      </p>
      {waited >= 10 && <Button onPress={onLeave ?? (() => location.reload())}>{say('app.retry')}</Button>}
    </div>
  )
}

/** How far something has come, in words and as a line. */
export const Progress = ({ label, value, most }: { label: string; value?: number; most?: number }) => (
  <div className="progress">
    <label className="stack tight">
      <span>{label}</span>
      <progress {...(value === undefined ? {} : { value, max: most ?? 1 })} />
    </label>
  </div>
)
