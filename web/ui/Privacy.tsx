import { type ReactNode, useState } from 'react'
import { useSaid } from '../furigana.tsx'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { LazySheet } from './lazy.tsx'

/** Who can see this, one tap away on every screen that holds personal data. Violet ink is for privacy alone. */
export const EyeChip = ({ groups, label }: { groups: readonly string[]; label?: string }) => {
  const say = useSaid()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="eye no-print" onClick={() => setOpen(true)}>
        <Icon name="eye" little />
        {label ? say.text(label) : say('app.privacy.who_sees')}
      </button>
      <LazySheet title={say('app.privacy.who_sees')} open={open} onClose={() => setOpen(false)}>
        <ul>
          {groups.map((group) => (
            <li key={group}>{say.text(group)}</li>
          ))}
        </ul>
        <Button look="ink" onPress={() => setOpen(false)}>
          {say('app.close')}
        </Button>
      </LazySheet>
    </>
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
