import { type FormEvent, useState } from 'react'
import { askSupportAccess, listSupportAccess, supportReasons } from '#contract/support-access.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select, TextField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

/** Support says whose account it wants to see, and why. */
export const AskSupport = () => {
  const t = useWords()
  const [username, setUsername] = useState('')
  const [reason, setReason] = useState<string>(supportReasons[0])
  const [ticket, setTicket] = useState('')
  const [withNames, setWithNames] = useState(false)
  const done = t('roles.support.asked')
  const asking = useAction(askSupportAccess, [listSupportAccess])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const chosen = supportReasons.find((one) => one === reason)
    if (chosen) asking.mutate({ body: { username, reason: chosen, ticket, withNames } }, { onSuccess: () => toast(done) })
  }
  return (
    <form className="card stack" onSubmit={submit}>
      <h2>{t('roles.support.ask')}</h2>
      <TextField
        label={t('roles.support.username')}
        required
        maxLength={100}
        autoComplete="off"
        value={username}
        onChange={(event) => setUsername(event.target.value)}
      />
      <Select
        label={t('roles.support.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        options={supportReasons.map((value) => ({ value, label: t(`roles.support.reason.${value}`) }))}
      />
      <TextField
        label={t('roles.support.ticket')}
        required
        maxLength={100}
        value={ticket}
        onChange={(event) => setTicket(event.target.value)}
      />
      <label className="choice">
        <input type="checkbox" checked={withNames} onChange={() => setWithNames(!withNames)} />
        <span>{t('roles.support.with_names')}</span>
      </label>
      <Refused by={asking.error} />
      <p>
        <Button type="submit" look="primary" busy={asking.isPending}>
          {t('roles.support.ask')}
        </Button>
      </p>
    </form>
  )
}
