import { type FormEvent, useState } from 'react'
import { listClasses } from '#contract/classes.ts'
import type { Refusal } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Banner } from '../../ui/Message.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { ByClass, Colleagues, type Person, Ticks } from './Choosing.tsx'

export type Filled = { label: string; owner: Person | null; staff: readonly Person[]; pupils: readonly Person[] }
type FormProps = {
  first: Filled
  /** The office says whose it is; a teacher's own is theirs. */
  givesAway: boolean
  error: Refusal | null
  busy: boolean
  verb: string
  onSave: (filled: Filled) => void
}

/** A group: what it is called, whose it is, and who is in it. */
export const GroupForm = ({ first, givesAway, error, busy, verb, onSave }: FormProps) => {
  const t = useWords()
  const { classes } = useEndpoint(listClasses)
  const [filled, setFilled] = useState(first)
  const change = (to: Partial<Filled>) => setFilled({ ...filled, ...to })
  const { label, owner, staff, pupils } = filled
  const isReady = label.trim() !== '' && (!givesAway || owner !== null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) onSave(filled)
  }
  return (
    <form className="stack" onSubmit={submit}>
      <TextField
        label={t('groups.label')}
        hint={t('groups.label_how')}
        required
        maxLength={80}
        value={label}
        onChange={(event) => change({ label: event.target.value })}
      />
      {givesAway && (
        <fieldset className="field">
          <legend>{t('groups.owner')}</legend>
          {owner && <p dir="auto">{owner.display}</p>}
          <Colleagues
            label={t('groups.choose_owner')}
            chosen={owner ? [owner] : []}
            onChoose={(people) => change({ owner: people.at(-1) ?? null })}
          />
        </fieldset>
      )}
      <fieldset className="field">
        <legend>{t('groups.pupils', { count: pupils.length })}</legend>
        {pupils.length > 0 && <Ticks people={pupils} chosen={pupils} onChoose={(people) => change({ pupils: people })} />}
        <div className="hint">{t('groups.choose_pupils')}</div>
        <ByClass classes={classes} chosen={pupils} onChoose={(people) => change({ pupils: people })} />
      </fieldset>
      <fieldset className="field">
        <legend>{t('groups.staff')}</legend>
        {staff.length > 0 && <Ticks people={staff} chosen={staff} onChoose={(people) => change({ staff: people })} />}
        <Colleagues label={t('groups.choose_staff')} chosen={staff} onChoose={(people) => change({ staff: people })} />
      </fieldset>
      {error && <Banner tone="bad" title={t(error.refused === 'offline' ? 'app.offline' : `errors.${error.refused}`)} />}
      <p>
        <Button type="submit" look="primary" busy={busy} disabled={!isReady}>
          {verb}
        </Button>
      </p>
    </form>
  )
}

/** What is sent of a form. */
export const asBody = ({ label, owner, staff, pupils }: Filled) => ({
  label: label.trim(),
  ...(owner ? { ownerId: owner.id } : {}),
  staff: staff.map(({ id }) => id),
  pupils: pupils.map(({ id }) => id),
})
