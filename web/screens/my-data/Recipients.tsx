import { type FormEvent, useState } from 'react'
import { type CorrectionRecipient, listRecipients, type TellingWay, tellRecipient } from '#contract/corrections.ts'
import { readMe } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import { useAction } from '../../api.ts'
import { useKeptLetter } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices, LongField, TextField } from '../../ui/Field.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Refused.tsx'
import { tellingInWords } from './Told.tsx'

const ways = ['letter', 'impossible', 'disproportionate'] as const satisfies readonly TellingWay[]
const isWay = (value: string): value is (typeof ways)[number] => ways.some((way) => way === value)

const letterOf = (t: Words, { because, person, number, what }: CorrectionRecipient, day: string): string => {
  if (because === 'erasure' || !person) return t('mydata.recipients.letter_erased', { day })
  if (because === 'restriction') return t('mydata.recipients.letter_restricted', { name: person.display, number, day })
  if (because === 'lifting') return t('mydata.recipients.letter_lifting', { name: person.display, number, day })
  return t('mydata.recipients.letter', { name: person.display, number, what: what ?? t('mydata.correct.any'), day })
}

/** The letter, drafted, to change and to print; what is kept is to whom it went. */
const Telling = ({ one, onDone }: { one: CorrectionRecipient; onDone: () => void }) => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const [how, setHow] = useState<(typeof ways)[number]>('letter')
  const [to, setTo] = useState(one.to ?? '')
  const drafted = letterOf(t, one, shortDay(t.locale, one.lastAt, timeZone))
  const letter = useKeptLetter(`recipient ${one.id}`, drafted)
  const telling = useAction(tellRecipient, [listRecipients])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const onSuccess = () => {
      letter.clear()
      toast(t('mydata.recipients.noted'))
      onDone()
    }
    telling.mutate({ params: { id: one.id }, body: { how, to } }, { onSuccess })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <div className="no-print">
        <Choices
          legend={t('mydata.recipients.how')}
          name="how"
          chosen={how}
          onChoose={(value) => isWay(value) && setHow(value)}
          options={ways.map((value) => ({ value, label: t(`mydata.recipients.${value === 'letter' ? 'by_letter' : value}`) }))}
        />
      </div>
      <TextField
        label={t(how === 'letter' ? 'mydata.recipients.to' : 'mydata.recipients.why')}
        required
        maxLength={300}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      {how === 'letter' && (
        <LongField
          label={t('mydata.recipients.text')}
          rows={7}
          value={letter.text}
          onChange={(event) => letter.write(event.target.value)}
        />
      )}
      {letter.note}
      <Refused by={telling.error} />
      <div className="row no-print">
        {how === 'letter' && (
          <Button icon="print" onPress={() => window.print()}>
            {t('mydata.recipients.print')}
          </Button>
        )}
        <Button type="submit" look="ink" busy={telling.isPending} disabled={to.trim() === ''}>
          {t('mydata.recipients.note')}
        </Button>
      </div>
    </form>
  )
}

/** Who received what has been put right since: whoever works here was told already, the others are written to. */
export const Recipients = () => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const { recipients } = useEndpoint(listRecipients, { query: { locale: t.locale } })
  const [open, setOpen] = useState<CorrectionRecipient>()
  if (recipients.length === 0) return null
  return (
    <section className="stack" aria-labelledby="recipients">
      <h2 id="recipients">{t('mydata.recipients')}</h2>
      <p className="measure">{t('mydata.recipients.lead')}</p>
      <ul className="stack">
        {recipients.map((one) => (
          <li className="card stack tight" key={one.id}>
            <p>
              <strong>{(one.kind !== 'roster' && one.takenBy?.display) || t(`mydata.told.kind.${one.kind}`)}</strong> ·{' '}
              {one.person?.display ?? t('mydata.corrections.erased')}
              <br />
              <span className="small quiet">
                {t(`mydata.recipients.because.${one.because}`)} · {one.number && `${one.number} · `}
                {t('mydata.recipients.last', { day: shortDay(t.locale, one.lastAt, timeZone) })}
              </span>
            </p>
            {one.to && <p className="said">{one.to}</p>}
            <p className="row">
              <Badge tone={one.toldAt ? 'ok' : 'warn'}>{tellingInWords(t, one, timeZone)}</Badge>
              {one.doneAt && <Badge tone="ok">{t(one.because === 'lifting' ? 'mydata.told.noted' : 'mydata.told.done')}</Badge>}
              {one.canTell && (
                <Button look="ink" onPress={() => setOpen(one)}>
                  {t('mydata.recipients.tell')}
                  <span className="unseen"> {`${one.number} ${t(`mydata.told.kind.${one.kind}`)}`}</span>
                </Button>
              )}
            </p>
          </li>
        ))}
      </ul>
      <LazySheet title={t('mydata.recipients.tell')} open={open !== undefined} urgent onClose={() => setOpen(undefined)}>
        {open && <Telling one={open} onDone={() => setOpen(undefined)} />}
      </LazySheet>
    </section>
  )
}
