import { Link as RouterLink } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Destination } from '../routes.tsx'
import { Icon, type IconName } from './Icon.tsx'

type LinkProps = Destination & { children: ReactNode; className?: string; icon?: IconName }

/** A link inside the app: the next screen's code and words are fetched when a finger or pointer comes near. */
export const Link = ({ children, icon, ...rest }: LinkProps) => (
  <RouterLink preload="intent" {...rest}>
    {icon && <Icon name={icon} little />}
    {children}
  </RouterLink>
)
