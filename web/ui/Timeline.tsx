import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

/** One thing that happened, or will: its line says the day in its own words. */
export type Step = {
  id: string
  done: boolean
  what: ReactNode
  /** What there is to say of it, below. */
  more?: ReactNode
}

/** What happened to one thing, in order, down to what is still to come; the first that has not happened is what it waits for. */
export const Timeline = ({ label, steps }: { label: string; steps: readonly Step[] }) => {
  const next = steps.find(({ done }) => !done)
  return (
    <ol className="timeline" aria-label={label}>
      {steps.map(({ id, done, what, more }) => (
        <li
          key={id}
          className={done ? 'done' : id === next?.id ? 'now' : 'coming'}
          {...(id === next?.id ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="mark" aria-hidden="true">
            {done && <Icon name="check" little />}
          </span>
          <div>
            <span className="label">{what}</span>
            {more}
          </div>
        </li>
      ))}
    </ol>
  )
}
