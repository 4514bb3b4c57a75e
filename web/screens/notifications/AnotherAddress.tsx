import { type FormEvent, type ReactNode, useState } from 'react'
import { longDay } from '#i18n/dates.ts'
import type { Refusal } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Refused } from '../oversight/Refused.tsx'

type Asking = {
  label: ReactNode
  hint: ReactNode
  waitsSince: string | null
  busy: boolean
  error: Refusal | null
  onSay: (address: string) => void
}

/** Another address than the one that is known: it holds once somebody has opened the mail that goes there. */
export const AnotherAddress = ({ label, hint, waitsSince, busy, error, onSay }: Asking) => {
  const t = useWords()
  const say = useSaid()
  const [address, setAddress] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSay(address.trim())
  }
  return (
    <form className="stack tight" onSubmit={submit}>
      {waitsSince && <p role="status">{say('notifications.address_waits', { day: longDay(t.locale, waitsSince) })}</p>}
      <TextField
        label={label}
        hint={hint}
        type="email"
        autoComplete="off"
        maxLength={254}
        required
        value={address}
        onChange={({ target }) => setAddress(target.value)}
      />
      <Refused by={error} />
      <p>
        <Button type="submit" look="primary" busy={busy} disabled={!address.includes('@')}>
          {say('notifications.say_address')}
        </Button>
      </p>
    </form>
  )
}
