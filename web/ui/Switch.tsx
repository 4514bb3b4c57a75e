import type { ReactNode } from 'react'

type SwitchProps = {
  children: ReactNode
  hint?: ReactNode
  on: boolean
  busy?: boolean
  disabled?: boolean
  onTurn: (on: boolean) => void
}

/** Yes or no, in force as soon as it is turned; what waits for a form to be sent is a box to tick. A native one, which readers call a switch. */
export const Switch = ({ children, hint, on, busy = false, disabled = false, onTurn }: SwitchProps) => (
  <label className="switch">
    <input
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a native box says itself whether it is on
      role="switch"
      checked={on}
      disabled={disabled}
      {...(busy ? { 'aria-disabled': true } : {})}
      onChange={() => busy || onTurn(!on)}
    />
    <span>
      {children}
      {hint && (
        <>
          {' '}
          <small className="quiet">{hint}</small>
        </>
      )}
    </span>
  </label>
)
