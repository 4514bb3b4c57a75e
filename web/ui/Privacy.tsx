import { type ReactNode, useState } from 'react'
import { useSaid } from '../furigana.tsx'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { LazySheet } from './lazy.tsx'

/** An eye that opens a sheet, or on a sheet shows it in its place. Violet ink is for privacy alone. `label`: what stands beside it instead of the question. */
export const Eye = ({ label, here = false, children }: { label?: ReactNode; here?: boolean; children: ReactNode }) => {
  const say = useSaid()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  if (here && open) return children
  return (
    <>
      <button type="button" className="eye no-print" onClick={() => setOpen(true)}>
        <Icon name="eye" little />
        {label ?? say('app.privacy.who_sees')}
      </button>
      <LazySheet title={say('app.privacy.who_sees')} open={open} onClose={close}>
        {children}
        <Button look="ink" onPress={close}>
          {say('app.close')}
        </Button>
      </LazySheet>
    </>
  )
}

/** Who can see this, one tap away on every screen that holds personal data. */
export const EyeChip = ({ groups, label }: { groups: readonly string[]; label?: string }) => {
  const say = useSaid()
  return (
    <Eye label={label && say.text(label)}>
      <ul>
        {groups.map((group) => (
          <li key={group}>{say.text(group)}</li>
        ))}
      </ul>
    </Eye>
  )
}

/** Why a field is asked: inline, opens without JavaScript, never a tooltip. */
export const WhyWeAsk = ({ short, children }: { short: string; children: ReactNode }) => (
  <details className="why">
    <summary>
      <Icon name="eye" little />
      {short}
    </summary>
    <div>{children}</div>
  </details>
)
