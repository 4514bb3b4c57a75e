import { type FormEvent, useState } from 'react'
import { endProtection, protect, readFamily } from '#contract/families.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Refused } from './parts.tsx'
import type { Family } from './Rights.tsx'

const kinds = ['marked', 'registered', 'court'] as const

const Begin = ({ id, onRenamed }: { id: string; onRenamed: (username: string | null) => void }) => {
  const t = useWords()
  const [kind, setKind] = useState<(typeof kinds)[number]>('marked')
  const [alias, setAlias] = useState('')
  const [reference, setReference] = useState('')
  const [rename, setRename] = useState(false)
  const beginning = useAction(protect, [readFamily])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    beginning.mutate(
      { params: { id }, body: { kind, alias, reference, rename } },
      { onSuccess: ({ username }) => onRenamed(username) },
    )
  }
  return (
    <details className="why no-print">
      <summary>
        <Icon name="eye" little />
        {t('families.protection.begin')}
      </summary>
      <form className="stack" onSubmit={submit}>
        <Choices
          legend={t('families.protection.kind')}
          name="kind"
          chosen={kind}
          onChoose={(word) => setKind(kinds.find((one) => one === word) ?? 'marked')}
          options={kinds.map((value) => ({ value, label: t(`families.protection.kind.${value}`) }))}
        />
        <TextField
          label={t('families.protection.alias')}
          required
          maxLength={100}
          value={alias}
          onChange={(event) => setAlias(event.target.value)}
        />
        <TextField
          label={t('families.change_reference')}
          hint={t('families.change_reference_hint')}
          required
          maxLength={200}
          value={reference}
          onChange={(event) => setReference(event.target.value)}
        />
        <label className="choice">
          <input type="checkbox" checked={rename} onChange={() => setRename(!rename)} />
          <span>
            {t('families.protection.rename')}
            <br />
            <small className="quiet">{t('families.protection.rename_how')}</small>
          </span>
        </label>
        <Refused by={beginning.error} />
        <p>
          <Button look="ink" type="submit" busy={beginning.isPending}>
            {t('families.protection.begin')}
          </Button>
        </p>
      </form>
    </details>
  )
}

/** Whether somebody must not be found by way of the school, and what follows from it. */
export const Protection = ({ family }: { family: Family }) => {
  const t = useWords()
  const [username, setUsername] = useState<string | null>(null)
  const ending = useAction(endProtection, [readFamily])
  const { id } = family.pupil
  if (!family.can.protect) return null
  return (
    <section className="stack tight ink" aria-labelledby="protection">
      <h2 id="protection">{t('families.protection')}</h2>
      {username && <Banner tone="ok" title={t('families.protection.new_username', { username })} />}
      {family.protection && (
        <>
          <Banner tone="warn" title={t('families.protection.on', { alias: family.protection.alias })}>
            {`${t(`families.protection.kind.${family.protection.kind}`)} · ${family.protection.reference}`}
          </Banner>
          <p className="no-print">
            <Button busy={ending.isPending} onPress={() => ending.mutate({ params: { id } })}>
              {t('families.protection.end')}
            </Button>
          </p>
        </>
      )}
      <p className="quiet small">{t('families.protection.how')}</p>
      {!family.protection && <Begin id={id} onRenamed={setUsername} />}
      <Refused by={ending.error} />
    </section>
  )
}
