import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { openCase } from '#contract/desk-cases.ts'
import { listPeople } from '#contract/people.ts'
import { listRightCases } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { reading, useAction } from '../../api.ts'
import { useKeptText } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { LongField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { type Arrived, Asked, How, type Wish } from './OpeningParts.tsx'
import { Refused } from './Refused.tsx'

const nothing: Wish = { kind: 'human', askedBy: '', purpose: 'class_news', follows: '', policyId: '', field: '' }

/** What came by letter, on the telephone or at the door: a case like any other. */
export const Opening = ({ today, onDone }: { today: string; onDone: () => void }) => {
  const t = useWords()
  const [personId, setPerson] = useState('')
  const [wish, setWish] = useState(nothing)
  const [how, setHow] = useState<Arrived>({ came: 'letter', identity: 'known', receivedOn: today })
  const words = useKeptText('case on paper')
  const people = useQuery(reading(listPeople, { purpose: 'legal' })).data?.people ?? []
  const opening = useAction(openCase, [listRightCases])
  const { kind, askedBy, purpose, follows, policyId, field } = wish
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const more = {
      ...(kind === 'objection' ? { purpose } : {}),
      ...(follows && (kind === 'complaint' || kind === 'hearing') ? { follows } : {}),
      ...(kind === 'withdrawal' ? { policyId } : {}),
      ...(kind === 'rectification' && field ? { field } : {}),
    }
    const onSuccess = ({ number, dueOn, code }: { number: string; dueOn: string; code: string | null }) => {
      const isBack = kind === 'withdrawal'
      words.clear()
      toast(isBack ? t('mydata.paper.withdrawn', { number }) : t('mydata.paper.done', { number, day: shortDay(t.locale, dueOn) }))
      if (!code) onDone()
    }
    opening.mutate({ params: { id: personId }, body: { kind, askedBy, words: words.value, ...how, ...more } }, { onSuccess })
  }
  const code = opening.data?.code
  if (code)
    return (
      <div className="stack">
        <p>{t('mydata.paper.code')}</p>
        <p className="said ink-box">{code}</p>
        <Button onPress={onDone}>{t('app.close')}</Button>
      </div>
    )
  const isWhole =
    askedBy !== '' &&
    words.value.trim() !== '' &&
    (kind !== 'withdrawal' || policyId !== '') &&
    (kind !== 'hearing' || follows !== '')
  return (
    <form className="stack" onSubmit={submit}>
      <p className="quiet small">{t('mydata.paper.how')}</p>
      <ComboBox
        label={t('mydata.paper.about')}
        required
        value={personId}
        onChoose={(chosen) => {
          setPerson(chosen)
          setWish(nothing)
        }}
        options={people.map((one) => ({ value: one.id, label: one.display, also: one.sort }))}
      />
      {personId && <Asked personId={personId} wish={wish} onWish={(more) => setWish({ ...wish, ...more })} />}
      <How today={today} how={how} onHow={(more) => setHow({ ...how, ...more })} />
      <LongField
        label={t(kind === 'rectification' ? 'mydata.paper.should' : 'mydata.paper.words')}
        required
        maxLength={2000}
        rows={4}
        value={words.value}
        onChange={(event) => words.set(event.target.value)}
      />
      {words.note}
      <Refused by={opening.error} />
      <div className="row">
        <Button type="submit" look="ink" busy={opening.isPending} disabled={!isWhole}>
          {t('mydata.paper.send')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  )
}
