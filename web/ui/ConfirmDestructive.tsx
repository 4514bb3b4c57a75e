import type { ReactNode } from 'react'
import { useWords } from '../speech.tsx'
import { Button } from './Button.tsx'
import { LazySheet } from './lazy.tsx'

type ConfirmProps = {
  /** What would happen, as a question that names it. */
  title: string
  /** What follows from it, and for how long it can be taken back. */
  children: ReactNode
  /** The verb on the button. */
  action: string
  open: boolean
  busy?: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something that hurts: names it, says what follows, and offers the way out first. */
export const ConfirmDestructive = ({ title, children, action, open, busy = false, onConfirm, onClose }: ConfirmProps) => {
  const t = useWords()
  return (
    <LazySheet title={title} open={open} urgent onClose={onClose}>
      {children}
      <div className="row">
        <Button onPress={onClose}>{t('app.cancel')}</Button>
        <Button look="danger" busy={busy} onPress={onConfirm}>
          {action}
        </Button>
      </div>
    </LazySheet>
  )
}
