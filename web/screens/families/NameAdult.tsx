import { type FormEvent, useState } from 'react'
import { readFamily, readMyFamily } from '#contract/families.ts'
import { addContact, addFetching, changeContact, changeFetching } from '#contract/family-adults.ts'
import { useAction } from '../../api.ts'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { filledFrom, useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField, TextField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import type { Named, NamedList } from './adults.tsx'
import { Refused } from './parts.tsx'

const touched = [readFamily, readMyFamily]

/** What is said of an adult; what was left empty is not sent. */
const useSaid = (pupilId: string, adult: Named | undefined, list: NamedList) => {
  const atFirst = {
    ...{ name: adult?.name ?? '', phone: adult?.phone ?? '', relation: adult?.relation ?? '', note: adult?.note ?? '' },
    ...{ from: adult?.from ?? '', until: adult?.until ?? '' },
  }
  const [said, setSaid] = useState(atFirst)
  const draft = useDraft(`adult ${list} ${adult?.id ?? pupilId}`, said, (kept) => setSaid(filledFrom(kept, atFirst)))
  const { name, phone, relation, note, from, until } = said
  const optional = { ...(relation && { relation }), ...(note && { note }) }
  const contact = { name, phone, ...optional }
  const fetching = { name, ...(phone && { phone }), ...optional, ...(from && { from }), until: until || null }
  const set = (field: keyof typeof said) => (event: { target: { value: string } }) =>
    setSaid({ ...said, [field]: event.target.value })
  const anew = () => setSaid(atFirst)
  return { said, set, draft, anew, contact, fetching, isFetching: list === 'fetching' }
}

const useSaving = (pupilId: string, adult: Named | undefined, onDone: () => void) => {
  const t = useWords()
  const actions = [
    useAction(addContact, touched),
    useAction(changeContact, touched),
    useAction(addFetching, touched),
    useAction(changeFetching, touched),
  ] as const
  const [adding, changing, admitting, altering] = actions
  const done = t('families.adult.saved')
  const params = { id: adult?.id ?? pupilId }
  const version = adult?.version ?? 0
  return {
    isPending: actions.some(({ isPending }) => isPending),
    error: actions.find(({ error }) => error)?.error ?? null,
    save: ({ contact, fetching, isFetching, draft }: ReturnType<typeof useSaid>) => {
      const onSuccess = () => {
        draft.forget()
        toast(done)
        onDone()
      }
      if (isFetching && adult) altering.mutate({ params, version, body: fetching }, { onSuccess })
      else if (isFetching) admitting.mutate({ params, body: fetching }, { onSuccess })
      else if (adult) changing.mutate({ params, version, body: contact }, { onSuccess })
      else adding.mutate({ params, body: contact }, { onSuccess })
    },
  }
}

const Days = ({ from, until }: { from: Parameters<typeof TextField>[0]; until: Parameters<typeof TextField>[0] }) => (
  <>
    <TextField type="date" {...from} />
    <TextField type="date" {...until} />
  </>
)

/** Whom to call, or who may fetch: named, or changed where there is one already. */
export const NameAdult = ({
  pupilId,
  list,
  adult,
  onDone,
}: {
  pupilId: string
  list: NamedList
  adult?: Named
  onDone: () => void
}) => {
  const t = useWords()
  const form = useSaid(pupilId, adult, list)
  const { save, isPending, error } = useSaving(pupilId, adult, onDone)
  const { said, set, draft, anew, isFetching } = form
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(form)
  }
  return (
    <form className="stack" onSubmit={submit}>
      <TextField label={t('families.adult.name')} required maxLength={200} value={said.name} onChange={set('name')} />
      <TextField
        label={t('families.adult.phone')}
        type="tel"
        required={!isFetching}
        maxLength={40}
        value={said.phone}
        onChange={set('phone')}
      />
      <TextField
        label={t('families.adult.relation')}
        hint={t('families.adult.relation_hint')}
        maxLength={100}
        value={said.relation}
        onChange={set('relation')}
      />
      {isFetching && (
        <Days
          from={{ label: t('families.adult.from'), value: said.from, onChange: set('from') }}
          until={{
            label: t('families.adult.until'),
            hint: t('families.adult.until_hint'),
            value: said.until,
            onChange: set('until'),
          }}
        />
      )}
      <LongField
        label={t('families.adult.note')}
        hint={t('families.adult.note_hint')}
        maxLength={500}
        rows={2}
        value={said.note}
        onChange={set('note')}
      />
      <DraftNote draft={draft} onAnew={anew} />
      <Refused by={error} />
      <div className="row">
        <Button look="primary" type="submit" busy={isPending}>
          {t('families.adult.save')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}
