import type { ReactNode } from 'react'

/** How somebody was when the roll was called. */
export const presences = ['present', 'absent', 'late', 'excused'] as const
export type Presence = (typeof presences)[number]

const Shape = ({ state }: { state: Presence }) => {
  if (state === 'present') return <circle cx="8" cy="8" r="6" />
  if (state === 'late')
    return (
      <>
        <circle cx="8" cy="8" r="6" />
        <path className="filled" d="M8 2a6 6 0 0 0 0 12Z" />
      </>
    )
  return <rect className={state === 'absent' ? 'filled' : 'dashed'} x="2.500" y="2.500" width="11" height="11" />
}

/** Present, absent, late or excused, three times over: by a shape, by a letter and by a colour, so that any one of them is enough. */
export const StatusDot = ({ state, letter, children }: { state: Presence; letter: string; children?: ReactNode }) => (
  <span className={`status-dot ${state}`}>
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <Shape state={state} />
    </svg>
    <b aria-hidden={children ? true : undefined}>{letter}</b>
    {children}
  </span>
)
