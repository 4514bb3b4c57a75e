import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { listOrders, recordOrder } from '#contract/orders.ts'
import { listPeople } from '#contract/people.ts'
import type { RestrictablePart } from '#contract/restricting.ts'
import type { PersonRole } from '#contract/roles.ts'
import { listing } from '#i18n/lists.ts'
import { reading, useAction } from '../../api.ts'
import { useKeptForm } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { LongField, TextField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { PartsField } from '../my-data/Limiting.tsx'
import { Refused } from '../my-data/Refused.tsx'

const empty = { person: '', authority: '', reference: '', scope: '', datedOn: '', dueOn: '', silentUntil: '' }

/** An order as it came, on paper: who, when, what, by when; and until when the person may not know. */
export const Recording = ({ today, onDone }: { today: string; onDone: () => void }) => {
  const t = useWords()
  const { value: typed, set: setTyped, clear, note } = useKeptForm('judicial order', empty)
  const [parts, setParts] = useState<RestrictablePart[]>([])
  const people = useQuery(reading(listPeople, { purpose: 'legal' })).data?.people ?? []
  const known = ({ roles }: { roles: readonly PersonRole[] }) =>
    listing(t.locale).format(roles.map((role) => t(`people.role.${role}`)))
  const recording = useAction(recordOrder, [listOrders])
  const set = (name: keyof typeof empty) => (event: { target: { value: string } }) =>
    setTyped({ ...typed, [name]: event.target.value })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { person, reference, silentUntil, authority, scope, datedOn, dueOn } = typed
    const body = {
      ...{ authority, scope, datedOn, dueOn },
      ...(reference ? { reference } : {}),
      ...(silentUntil ? { silentUntil } : {}),
      ...(parts.length > 0 ? { parts } : {}),
    }
    const onSuccess = () => {
      clear()
      toast(t('orders.recorded'))
      onDone()
    }
    recording.mutate({ params: { id: person }, body }, { onSuccess })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p className="quiet small">{t('orders.how')}</p>
      <ComboBox
        label={t('orders.person')}
        required
        value={typed.person}
        onChoose={(person) => setTyped({ ...typed, person })}
        options={people.map((one) => ({ value: one.id, label: one.display, note: known(one), also: one.sort }))}
      />
      <TextField label={t('orders.authority')} required maxLength={200} value={typed.authority} onChange={set('authority')} />
      <TextField label={t('orders.reference')} maxLength={100} value={typed.reference} onChange={set('reference')} />
      <LongField label={t('orders.scope')} required maxLength={2000} rows={4} value={typed.scope} onChange={set('scope')} />
      <PartsField legend={t('orders.parts')} how={t('orders.parts_how')} chosen={parts} onChoose={setParts} />
      <TextField label={t('orders.dated')} type="date" required max={today} value={typed.datedOn} onChange={set('datedOn')} />
      <TextField label={t('orders.due')} type="date" required value={typed.dueOn} onChange={set('dueOn')} />
      <TextField
        label={t('orders.silent')}
        hint={t('orders.silent_hint')}
        type="date"
        value={typed.silentUntil}
        onChange={set('silentUntil')}
      />
      {note}
      <Refused by={recording.error} />
      <div className="row">
        <Button type="submit" look="ink" busy={recording.isPending} disabled={typed.person === ''}>
          {t('orders.record')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}
