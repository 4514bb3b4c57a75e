import { type FormEvent, useState } from 'react'
import { listRecords, signRecord } from '#contract/records.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'
import type { RecordShown } from './Records.tsx'

/** Two numbers: with how many it was done, and of how many. */
const Counted = ({
  done,
  all,
  onDone,
  onAll,
}: Record<'done' | 'all', string> & Record<'onDone' | 'onAll', (text: string) => void>) => {
  const t = useWords()
  const number = { type: 'number', min: 0, required: true, inputMode: 'numeric' } as const
  return (
    <>
      <TextField label={t('records.done')} {...number} value={done} onChange={(event) => onDone(event.target.value)} />
      <TextField label={t('records.of_all')} {...number} min={1} value={all} onChange={(event) => onAll(event.target.value)} />
    </>
  )
}

/** Signs anew, until a day; who one is, is asked before. */
export const Signing = ({ record: { check, firstDay, lastDay, counts, paper } }: { record: RecordShown }) => {
  const t = useWords()
  const [untilOn, setUntilOn] = useState(lastDay)
  const [done, setDone] = useState('')
  const [all, setAll] = useState('')
  const [digest, setDigest] = useState('')
  const signing = useAction(signRecord, [listRecords])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const numbers = counts ? { done: Number(done), ofAll: Number(all) } : {}
    const kept = digest.trim() === '' ? {} : { paper: digest.trim().toLowerCase() }
    signing.mutate({ body: { check, untilOn, ...numbers, ...kept } }, { onSuccess: () => toast(t('records.signed')) })
  }
  return (
    <form className="stack measure" onSubmit={submit}>
      <TextField
        label={t('records.until')}
        type="date"
        required
        min={firstDay}
        max={lastDay}
        value={untilOn}
        onChange={(event) => setUntilOn(event.target.value)}
      />
      {counts && <Counted done={done} all={all} onDone={setDone} onAll={setAll} />}
      <TextField
        label={t('records.paper')}
        hint={t('records.paper_hint')}
        required={paper}
        pattern="\s*[0-9a-fA-F]{64}\s*"
        autoComplete="off"
        spellCheck={false}
        value={digest}
        onChange={(event) => setDigest(event.target.value)}
      />
      <Refused by={signing.error} />
      <p>
        <Button type="submit" busy={signing.isPending}>
          {t('records.sign')}
        </Button>
      </p>
    </form>
  )
}
