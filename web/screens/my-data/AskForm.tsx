import { type FormEvent, useState } from 'react'
import { type Objectable, objectables } from '#contract/objecting.ts'
import { askHuman, askRight, demandRight, listMyRights } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useKeptText } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices, LongField, Select } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import type { Part } from './Known.tsx'
import { Refused } from './Refused.tsx'

type AskProps = {
  of: 'correct' | 'limit' | 'human'
  personId: string
  parts: readonly Part[]
  /** The law here knows that one is no longer found by one’s name. */
  mayHide?: boolean
  /** A grown-up may complain in so many words. */
  mayComplain?: boolean
  /** May have copies of this person’s data. */
  mayCopy?: boolean
  onDone: () => void
}
type Limit = 'restriction' | 'objection' | 'deindexing'
const limitIn = (value: string): Limit => (value === 'objection' || value === 'deindexing' ? value : 'restriction')
const asks = ['human', 'copy', 'complaint'] as const
type Question = (typeof asks)[number]
const questions = { correct: 'mydata.correct.what', limit: 'mydata.limit.what', human: 'mydata.human.what' } as const

/** Every value that may be wrong, by what it is called on this page. */
const Which = ({ parts, chosen, onChoose }: { parts: readonly Part[]; chosen: string; onChoose: (field: string) => void }) => {
  const t = useWords()
  const fields = parts
    .filter(({ isTechnical }) => !isTechnical)
    .flatMap(({ name, fields: some }) => some.map(({ field, category }) => ({ value: field, label: `${name}: ${category}` })))
  const once = fields.filter(({ label }, nth) => fields.findIndex((one) => one.label === label) === nth)
  return (
    <Select
      label={t('mydata.correct.which')}
      value={chosen}
      onChange={(event) => onChoose(event.target.value)}
      options={[{ value: '', label: t('mydata.correct.any') }, ...once]}
    />
  )
}

/** What is wrong, what should stop, or a question: in one's own words, with a number and a day in return. */
export const AskForm = ({ of, personId, parts, mayHide, mayComplain, mayCopy, onDone }: AskProps) => {
  const t = useWords()
  const say = useSaid()
  const { value: words, set: setWords, clear, note } = useKeptText(`rights ${of} ${personId}`)
  const [field, setField] = useState('')
  const [kind, setKind] = useState<Limit>('restriction')
  const [asked, setAsked] = useState<Question>('human')
  const [purpose, setPurpose] = useState<Objectable | ''>('')
  const asking = useAction(askRight, [listMyRights])
  const demanding = useAction(demandRight, [listMyRights])
  const human = useAction(askHuman, [listMyRights])
  const pending = asking.isPending || demanding.isPending || human.isPending
  const said = (taken: { isAgain: boolean; number: string; dueOn: string }) =>
    t(taken.isAgain ? 'mydata.again' : 'mydata.sent', { number: taken.number, day: shortDay(t.locale, taken.dueOn) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const params = { id: personId }
    const onSuccess = (taken: Parameters<typeof said>[0]) => {
      clear()
      toast(said(taken))
      onDone()
    }
    if (of === 'human' && asked === 'copy')
      asking.mutate({ params, body: { kind: 'access', byHand: true, words } }, { onSuccess })
    else if (of === 'human') human.mutate({ params, body: { words, kind: asked === 'copy' ? 'human' : asked } }, { onSuccess })
    else if (of === 'limit')
      demanding.mutate({ params, body: { kind, words, ...(kind === 'objection' && purpose ? { purpose } : {}) } }, { onSuccess })
    else asking.mutate({ params, body: { kind: 'rectification', words, ...(field ? { field } : {}) } }, { onSuccess })
  }
  return (
    <form className="stack" onSubmit={submit}>
      {of === 'correct' && <Which parts={parts} chosen={field} onChoose={setField} />}
      {of === 'limit' && (
        <Choices
          legend={t('mydata.limit')}
          name="kind"
          chosen={kind}
          onChoose={(value) => setKind(limitIn(value))}
          options={[
            { value: 'restriction', label: t('mydata.limit.restriction') },
            { value: 'objection', label: t('mydata.limit.objection') },
            ...(mayHide ? [{ value: 'deindexing', label: t('mydata.limit.deindexing') }] : []),
          ]}
        />
      )}
      {of === 'limit' && kind === 'objection' && (
        <Select
          label={t('mydata.object.to')}
          value={purpose}
          onChange={(event) => setPurpose(objectables.find((one) => one === event.target.value) ?? '')}
          options={[
            { value: '', label: t('mydata.object.other') },
            ...objectables.map((value) => ({ value, label: t(`mydata.object.${value}`) })),
          ]}
        />
      )}
      {of === 'human' && mayComplain && (
        <Choices
          legend={t('mydata.human.kind')}
          name="asked"
          chosen={asked}
          onChoose={(value) => setAsked(asks.find((one) => one === value) ?? 'human')}
          options={[
            { value: 'human', label: t('mydata.human.question') },
            ...(mayCopy ? [{ value: 'copy', label: t('mydata.human.copy'), hint: t('mydata.human.copy_how') }] : []),
            { value: 'complaint', label: t('mydata.human.complaint') },
          ]}
        />
      )}
      <LongField
        label={say(of === 'human' && asked === 'copy' ? 'mydata.human.copy_what' : questions[of])}
        required
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {note}
      <Refused by={asking.error ?? demanding.error ?? human.error} />
      <div className="row">
        <Button type="submit" look="ink" busy={pending} disabled={words.trim() === ''}>
          {say('mydata.send')}
        </Button>
        <Button onPress={onDone}>{say('app.cancel')}</Button>
      </div>
    </form>
  )
}
