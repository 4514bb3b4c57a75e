import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import { Icon, type IconName } from './Icon.tsx'

type Look = 'quiet' | 'primary' | 'danger' | 'ink' | 'plain'

type ButtonProps = {
  children: ReactNode
  look?: Look
  icon?: IconName
  full?: boolean
  busy?: boolean
  disabled?: boolean
  type?: 'button' | 'submit'
  describedBy?: string
  autoFocus?: boolean
  onPress?: () => void
}

/** The one button; `ink` is for privacy only. While busy it keeps the focus and does nothing. */
export const Button = ({
  children,
  look = 'quiet',
  icon,
  full,
  busy = false,
  disabled = false,
  type = 'button',
  describedBy,
  autoFocus = false,
  onPress,
}: ButtonProps) => (
  <Pressable
    className={`button ${look}${full ? ' full' : ''}`}
    type={busy ? 'button' : type}
    isDisabled={disabled}
    autoFocus={autoFocus}
    {...(describedBy ? { 'aria-describedby': describedBy } : {})}
    {...(busy ? { 'aria-disabled': true } : {})}
    {...(onPress && !busy ? { onPress } : {})}
  >
    {icon && <Icon name={icon} little />}
    {children}
  </Pressable>
)
