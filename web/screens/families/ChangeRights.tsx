import { type FormEvent, useState } from 'react'
import { askChange, type Preset, presetNames, presets, readFamily, type Scope, scopes } from '#contract/families.ts'
import { useAction } from '../../api.ts'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select, TextField } from '../../ui/Field.tsx'
import { Refused, TickScopes } from './parts.tsx'
import type { Edge } from './Rights.tsx'

/** Other rights for one guardian: a preset, what is ticked besides, and where the document can be looked up. */
export const ChangeRights = ({ edge, onDone }: { edge: Edge; onDone: () => void }) => {
  const t = useWords()
  const [preset, setPreset] = useState<Preset>(edge.preset)
  const [ticked, setTicked] = useState<readonly Scope[]>(edge.scopes)
  const [reference, setReference] = useState('')
  const asking = useAction(askChange, [readFamily])
  const draft = useDraft(`rights ${edge.id}`, reference, (kept) => setReference(String(kept)))
  const choose = (word: string) => {
    const chosen = presetNames.find((one) => one === word) ?? edge.preset
    setPreset(chosen)
    setTicked(presets[chosen])
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const onSuccess = () => {
      draft.forget()
      onDone()
    }
    asking.mutate({ params: { id: edge.id }, body: { preset, scopes: [...ticked], reference } }, { onSuccess })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Select
        label={t('families.change_preset')}
        value={preset}
        onChange={(event) => choose(event.target.value)}
        options={presetNames.map((value) => ({ value, label: t(`families.preset.${value}`) }))}
      />
      {preset !== 'no_contact' && (
        <TickScopes legend={t('families.change_scopes')} offered={scopes} ticked={ticked} onTick={setTicked} />
      )}
      <TextField
        label={t('families.change_reference')}
        hint={t('families.change_reference_hint')}
        required
        maxLength={200}
        value={reference}
        onChange={(event) => setReference(event.target.value)}
      />
      <p className="quiet small">{t('families.change_how')}</p>
      <DraftNote draft={draft} onAnew={() => setReference('')} />
      <Refused by={asking.error} />
      <div className="row">
        <Button look="primary" type="submit" busy={asking.isPending}>
          {t('families.change_ask')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}
