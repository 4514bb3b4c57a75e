import { Suspense, useState } from 'react'
import { type GuidanceReason, guidanceReasons, listFormerPupils, readFormerPupil } from '#contract/leaving.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Field.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

const One = ({ id, why, onBack }: { id: string; why: GuidanceReason; onBack: () => void }) => {
  const t = useWords()
  const { display, until, parts } = useEndpoint(readFormerPupil, { params: { id }, query: { why, locale: t.locale } })
  return (
    <section aria-labelledby="former" className="stack">
      <p>
        <Button onPress={onBack}>{t('leaving.former.back')}</Button>
      </p>
      <h2 id="former">{display}</h2>
      <p className="quiet">{t('leaving.former.shown', { day: shortDay(t.locale, until) })}</p>
      {parts.map(({ name, rows }) => (
        <div key={name} className="stack tight">
          <h3>{name}</h3>
          {rows.map((row) => (
            <dl key={row.map(({ value }) => value).join()} className="ink-box">
              {row.map(({ what, value }) => (
                <div key={`${what} ${value}`}>
                  <dt className="small quiet">{what}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          ))}
        </div>
      ))}
    </section>
  )
}

const All = ({ why, onChoose }: { why: GuidanceReason; onChoose: (id: string) => void }) => {
  const t = useWords()
  const { pupils } = useEndpoint(listFormerPupils, { query: { why } })
  const sorted = pupils.toSorted((a, b) => a.sort.localeCompare(b.sort, t.locale))
  return sorted.length === 0 ? (
    <EmptyState title={t('leaving.former.none')} drawing="bench">
      {t('leaving.former.none_how')}
    </EmptyState>
  ) : (
    <ul className="plain stack tight">
      {sorted.map(({ id, display, until }) => (
        <li key={id}>
          <Button onPress={() => onChoose(id)}>{display}</Button>{' '}
          <span className="small quiet">{t('leaving.former.until', { day: shortDay(t.locale, until) })}</span>
        </li>
      ))}
    </ul>
  )
}

const reasonIn = (value: string): GuidanceReason => guidanceReasons.find((one) => one === value) ?? 'next_school'

/** Former pupils, for guidance: first what for, then whom; each look is a fact. */
export const FormerPupils = () => {
  const t = useWords()
  const [why, setWhy] = useState<GuidanceReason>('next_school')
  const [asked, setAsked] = useState<GuidanceReason | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <div className="stack wide">
      <header className="stack tight">
        <Title>{t('leaving.former.title')}</Title>
        <p className="measure quiet">{t('leaving.former.intro')}</p>
      </header>
      <form
        className="stack measure"
        onSubmit={(event) => {
          event.preventDefault()
          setChosen(null)
          setAsked(why)
        }}
      >
        <Select
          label={t('leaving.former.why')}
          value={why}
          onChange={(event) => setWhy(reasonIn(event.target.value))}
          options={guidanceReasons.map((value) => ({ value, label: t(`leaving.former.why.${value}`) }))}
        />
        <p>
          <Button type="submit" look="primary">
            {t('leaving.former.show')}
          </Button>
        </p>
      </form>
      <Suspense fallback={<Skeleton />}>
        {asked && chosen && <One id={chosen} why={asked} onBack={() => setChosen(null)} />}
        {asked && !chosen && <All why={asked} onChoose={setChosen} />}
      </Suspense>
    </div>
  )
}
