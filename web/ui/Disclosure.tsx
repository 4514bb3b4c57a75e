import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

type DisclosureProps = { label: string; button: ReactNode; children: ReactNode; className?: string; closesOn?: string }

/** A button with a panel under it: closes on Escape, on a press elsewhere, and when `closesOn` changes. */
export const Disclosure = ({ label, button, children, className = '', closesOn = '' }: DisclosureProps) => {
  const [openOn, setOpenOn] = useState<string>()
  const id = useId()
  const whole = useRef<HTMLDivElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  const open = openOn === closesOn
  useEffect(() => {
    if (!open) return
    const away = ({ target }: Event) => {
      if (target instanceof Node && !whole.current?.contains(target)) setOpenOn(undefined)
    }
    const onEscape = ({ key, target }: KeyboardEvent) => {
      if (key !== 'Escape' || !(target instanceof Node) || !whole.current?.contains(target)) return
      setOpenOn(undefined)
      trigger.current?.focus()
    }
    document.addEventListener('pointerdown', away)
    document.addEventListener('focusin', away)
    document.addEventListener('keydown', onEscape)
    return () => {
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('focusin', away)
      document.removeEventListener('keydown', onEscape)
    }
  }, [open])
  return (
    <div className={`disclosure ${className}`} ref={whole}>
      <button
        type="button"
        ref={trigger}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpenOn(open ? undefined : closesOn)}
      >
        <span className="unseen">{label}</span>
        {button}
      </button>
      <div id={id} className="panel" hidden={!open}>
        {children}
      </div>
    </div>
  )
}
