import { type FormEvent, useState } from 'react'
import { askSupportAccess, listSupportAccess, supportReasons } from '#contract/support-access.ts'
import { useAction } from '../../api.ts'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { filledFrom, useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select, TextField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

const nothingSaid = { username: '', reason: String(supportReasons[0]), ticket: '', withNames: false }

/** Support says whose account it wants to see, and why. */
export const AskSupport = () => {
  const t = useWords()
  const [said, setSaid] = useState(nothingSaid)
  const draft = useDraft('support', said, (kept) => setSaid(filledFrom(kept, nothingSaid)))
  const { username, reason, ticket, withNames } = said
  const done = t('roles.support.asked')
  const asking = useAction(askSupportAccess, [listSupportAccess])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const chosen = supportReasons.find((one) => one === reason)
    if (!chosen) return
    const onSuccess = () => {
      draft.forget()
      setSaid(nothingSaid)
      toast(done)
    }
    asking.mutate({ body: { username, reason: chosen, ticket, withNames } }, { onSuccess })
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
        onChange={(event) => setSaid({ ...said, username: event.target.value })}
      />
      <Select
        label={t('roles.support.reason')}
        value={reason}
        onChange={(event) => setSaid({ ...said, reason: event.target.value })}
        options={supportReasons.map((value) => ({ value, label: t(`roles.support.reason.${value}`) }))}
      />
      <TextField
        label={t('roles.support.ticket')}
        required
        maxLength={100}
        value={ticket}
        onChange={(event) => setSaid({ ...said, ticket: event.target.value })}
      />
      <label className="choice">
        <input type="checkbox" checked={withNames} onChange={() => setSaid({ ...said, withNames: !withNames })} />
        <span>{t('roles.support.with_names')}</span>
      </label>
      <DraftNote draft={draft} onAnew={() => setSaid(nothingSaid)} />
      <Refused by={asking.error} />
      <p>
        <Button type="submit" look="primary" busy={asking.isPending}>
          {t('roles.support.ask')}
        </Button>
      </p>
    </form>
  )
}
