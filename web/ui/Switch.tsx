import { type ReactNode, useId } from 'react'
import { Switch as Turned } from 'react-aria-components/Switch'

type SwitchProps = {
  children: ReactNode
  hint?: ReactNode
  on: boolean
  busy?: boolean
  disabled?: boolean
  onTurn: (on: boolean) => void
}

/** Yes or no, in force as soon as it is turned; what waits for a form to be sent is a box to tick. */
export const Switch = ({ children, hint, on, busy = false, disabled = false, onTurn }: SwitchProps) => {
  const hintId = useId()
  return (
    <div>
      <Turned
        className="switch"
        isSelected={on}
        isReadOnly={busy}
        isDisabled={disabled}
        onChange={onTurn}
        {...(hint ? { 'aria-describedby': hintId } : {})}
      >
        <span className="track" aria-hidden="true" />
        <span>{children}</span>
      </Turned>
      {hint && (
        <p id={hintId} className="quiet small">
          {hint}
        </p>
      )}
    </div>
  )
}
