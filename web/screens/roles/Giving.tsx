import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { giveRole, grantReasons, readPersonAccess } from '#contract/grants.ts'
import { listPeople } from '#contract/people.ts'
import { useAction } from '../../api.ts'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField, Select, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

type Access = z.output<typeof readPersonAccess.output>

const useGiving = ({ person, endsOn, can }: Access) => {
  const t = useWords()
  const said = { granted: t('roles.given'), waiting: t('roles.asked_for') }
  const [role, setRole] = useState<string>(can.give.find((one) => one === 'teacher') ?? can.give[0] ?? '')
  const [why, setWhy] = useState<string>('post')
  const [until, setUntil] = useState(endsOn)
  const [classId, setClassId] = useState('')
  const [note, setNote] = useState('')
  const draft = useDraft(`give ${person.id}`, note, (kept) => setNote(String(kept)))
  const giving = useAction(giveRole, [readPersonAccess, listPeople])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const [wanted, reason] = [can.give.find((one) => one === role), grantReasons.find((one) => one === why)]
    if (!wanted || !reason) return
    const more = { ...(wanted === 'substitute' && classId ? { classId } : {}), ...(note.trim() ? { note } : {}) }
    giving.mutate(
      { params: { id: person.id }, body: { role: wanted, why: reason, until, ...more } },
      {
        onSuccess: ({ state }) => {
          draft.forget()
          setNote('')
          toast(said[state])
        },
      },
    )
  }
  return { role, setRole, why, setWhy, until, setUntil, classId, setClassId, note, setNote, draft, giving, submit }
}

/** Gives somebody a role: which, why and until when. */
export const Giving = ({ access }: { access: Access }) => {
  const t = useWords()
  const { role, setRole, why, setWhy, until, setUntil, classId, setClassId, note, setNote, draft, giving, submit } =
    useGiving(access)
  return (
    <details className="fold">
      <summary>
        <Icon name="onward" little />
        {t('roles.give')}
      </summary>
      <form className="stack" onSubmit={submit}>
        <Select
          label={t('roles.role')}
          hint={role === 'administrator' ? t('roles.waiting_how') : undefined}
          value={role}
          onChange={(event) => setRole(event.target.value)}
          options={access.can.give.map((value) => ({ value, label: t(`people.role.${value}`) }))}
        />
        {role === 'substitute' && (
          <Select
            label={t('roles.class')}
            required
            value={classId}
            onChange={(event) => setClassId(event.target.value)}
            options={[{ value: '', label: '' }, ...access.classes.map(({ id, label }) => ({ value: id, label }))]}
          />
        )}
        <Select
          label={t('roles.why')}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
          options={grantReasons.map((value) => ({ value, label: t(`roles.why.${value}`) }))}
        />
        <TextField
          label={t('roles.until')}
          hint={t('roles.until_how')}
          type="date"
          required
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
        <LongField
          label={t('roles.note')}
          hint={t('roles.note_how')}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value.replace(/\n/g, ' '))}
        />
        <DraftNote draft={draft} onAnew={() => setNote('')} />
        <Refused by={giving.error} />
        <p>
          <Button type="submit" look="primary" busy={giving.isPending}>
            {t('roles.give')}
          </Button>
        </p>
      </form>
    </details>
  )
}
