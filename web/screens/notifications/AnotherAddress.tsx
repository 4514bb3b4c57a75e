import { type FormEvent, useState } from 'react'
import { longDay } from '#i18n/dates.ts'
import type { Refusal } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Refused } from '../oversight/Refused.tsx'

type Asking = { waitsSince: string | null; busy: boolean; error: Refusal | null; onSay: (address: string) => void }

/** Another address instead of one that takes no mail: it holds once somebody has opened the mail that goes there. */
export const AnotherAddress = ({ waitsSince, busy, error, onSay }: Asking) => {
  const t = useWords()
  const [address, setAddress] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSay(address.trim())
  }
  return (
    <form className="stack tight" onSubmit={submit}>
      {waitsSince && <p role="status">{t('notifications.address_waits', { day: longDay(t.locale, waitsSince) })}</p>}
      <TextField
        label={t('notifications.other_address')}
        hint={t('notifications.other_address_how')}
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
          {t('notifications.say_address')}
        </Button>
      </p>
    </form>
  )
}
