import { useEffect, useSyncExternalStore } from 'react'
import { useSaid } from '../furigana.tsx'
import { Button } from './Button.tsx'

type Toast = { id: number; text: string; seconds: number; undo?: () => void }

const shown: { toasts: readonly Toast[] } = { toasts: [] }
const listeners = new Set<() => void>()
const show = (toasts: readonly Toast[]) => {
  shown.toasts = toasts
  for (const listener of listeners) listener()
}
const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
let last = 0

/** Says what has just happened; with `undo`, for as long as it can be taken back. */
export const toast = (text: string, { undo, seconds = 10 }: { undo?: () => void; seconds?: number } = {}) => {
  last += 1
  show([...shown.toasts, { id: last, text, seconds, ...(undo ? { undo } : {}) }])
}

const close = (id: number) => show(shown.toasts.filter((one) => one.id !== id))

const One = ({ toast: { id, text, seconds, undo } }: { toast: Toast }) => {
  const say = useSaid()
  useEffect(() => {
    const timer = setTimeout(close, seconds * 1000, id)
    return () => clearTimeout(timer)
  }, [id, seconds])
  const take = () => {
    close(id)
    undo?.()
  }
  return (
    <div className="toast">
      <span className="grow">{say.text(text)}</span>
      <Button onPress={take}>{undo ? say('app.undo') : say('app.close')}</Button>
    </div>
  )
}

/** Where toasts appear: a polite live region that is always on the page. */
export const Toasts = () => {
  const toasts = useSyncExternalStore(listen, () => shown.toasts)
  return (
    <div className="toasts" role="status">
      {toasts.map((one) => (
        <One key={one.id} toast={one} />
      ))}
    </div>
  )
}
