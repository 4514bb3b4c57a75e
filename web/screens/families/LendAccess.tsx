import { type FormEvent, useState } from 'react'
import { lend, lendable, readMyFamily, type Scope } from '#contract/families.ts'
import { type RelationToChild, relationsToChild } from '#contract/roles.ts'
import { useAction } from '../../api.ts'
import { useInDays } from '../../days.ts'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select, TextField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused, TickScopes } from './parts.tsx'

type Lendable = (typeof lendable)[number]

/** To whom, what, until when. */
export const LendAccess = ({ edgeId, scopes, onDone }: { edgeId: string; scopes: readonly Scope[]; onDone: () => void }) => {
  const t = useWords()
  const inDays = useInDays()
  const offered = lendable.filter((scope) => scopes.includes(scope))
  const [name, setName] = useState('')
  const [relation, setRelation] = useState<RelationToChild>('relative')
  const [ticked, setTicked] = useState<readonly Lendable[]>(offered.slice(0, 1))
  const [until, setUntil] = useState(inDays(90))
  const lending = useAction(lend, [readMyFamily])
  const draft = useDraft(`lend ${edgeId}`, name, (kept) => setName(String(kept)))
  const done = () => {
    draft.forget()
    toast(t('families.mine.lend_done'))
    onDone()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    lending.mutate({ params: { id: edgeId }, body: { name, relation, scopes: [...ticked], until } }, { onSuccess: done })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p className="measure">{t('families.mine.lend_how')}</p>
      <TextField
        label={t('families.mine.lend_name')}
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Select
        label={t('families.mine.lend_relation')}
        value={relation}
        onChange={(event) => setRelation(relationsToChild.find((one) => one === event.target.value) ?? 'relative')}
        options={relationsToChild.map((value) => ({ value, label: t(`join.relation.${value}`) }))}
      />
      <TickScopes legend={t('families.mine.lend_scopes')} offered={offered} ticked={ticked} onTick={setTicked} />
      <TextField
        label={t('families.mine.lend_until')}
        type="date"
        required
        min={inDays(1)}
        max={inDays(395)}
        value={until}
        onChange={(event) => setUntil(event.target.value)}
      />
      <DraftNote draft={draft} onAnew={() => setName('')} />
      <Refused by={lending.error} />
      <div className="row">
        <Button look="primary" type="submit" busy={lending.isPending} disabled={ticked.length === 0}>
          {t('families.mine.lend')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}
