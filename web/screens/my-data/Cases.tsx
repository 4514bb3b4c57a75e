import { useState } from 'react'
import { readMe } from '#contract/people.ts'
import { listRightCases, type RightCase } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { daysLeft, useClock } from './case-clock.ts'
import { arrivalWords } from './clock.ts'
import { Deciding } from './Deciding.tsx'
import { Gone } from './Gone.tsx'
import { Handed } from './Handed.tsx'
import { HeadSteps } from './HeadSteps.tsx'
import { Holds } from './Holds.tsx'
import { Opening } from './Opening.tsx'
import { Recipients } from './Recipients.tsx'
import { Standing } from './Standing.tsx'

const Arrived = ({ one }: { one: RightCase }) => {
  const arrived = arrivalWords(useWords(), one)
  return arrived && <Badge>{arrived}</Badge>
}

const useColumns = (today: string, timeZone: string, onOpen: (one: RightCase) => void): Columns<RightCase> => {
  const t = useWords()
  const { clock, state } = useClock(today, timeZone)
  const kind = (one: RightCase) => t(`mydata.kind.${one.kind}`)
  return [
    { id: 'number', label: t('mydata.cases.number'), sort: ({ askedAt }) => -Date.parse(askedAt), cell: ({ number }) => number },
    {
      id: 'kind',
      label: t('mydata.cases.kind'),
      sort: kind,
      plain: (one) => [kind(one), one.words].filter(Boolean).join(' '),
      cell: (one) => (
        <>
          {kind(one)}
          <Arrived one={one} />
          {one.byHand && <Badge>{t('mydata.by_hand')}</Badge>}
          {one.follows && <span className="small quiet"> {t('mydata.follows', { number: one.follows })}</span>}
          {one.words && <span className="said small"> {one.words}</span>}
          {one.twins > 0 && <Badge tone="warn">{t('mydata.cases.twins', { count: one.twins })}</Badge>}
        </>
      ),
    },
    { id: 'about', label: t('mydata.cases.about'), sort: ({ about }) => about.display, cell: ({ about }) => about.display },
    { id: 'asker', label: t('mydata.cases.asker'), sort: ({ asker }) => asker.display, cell: ({ asker }) => asker.display },
    {
      id: 'due',
      label: t('mydata.cases.due'),
      sort: (one) => (one.closedAt ? `9${one.dueOn}` : one.dueOn),
      plain: ({ dueOn, article }) => `${shortDay(t.locale, dueOn)} ${article}`,
      cell: ({ dueOn, article }) => (
        <>
          {shortDay(t.locale, dueOn)} <span className="small quiet">{article}</span>
        </>
      ),
    },
    {
      id: 'state',
      label: t('mydata.cases.state'),
      sort: (one) => (one.closedAt ? `9${one.closedAt}` : one.dueOn),
      plain: state,
      cell: (one) => (
        <span className="row">
          {one.closedAt ? (
            <span className="small">{state(one)}</span>
          ) : (
            <Badge tone={daysLeft(today, one.dueOn) < 7 ? 'warn' : 'info'}>{state(one)}</Badge>
          )}
          {one.can.take && <Handed one={one} />}
          {one.can.decide && (
            <Button onPress={() => onOpen(one)}>
              {t('mydata.cases.answer')}
              <span className="unseen"> {`${one.number} ${clock(one)}`}</span>
            </Button>
          )}
        </span>
      ),
    },
  ]
}

/** The desk: every request of the school, those that are due first. */
export const Cases = () => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const { today, cases, gone } = useEndpoint(listRightCases)
  const [open, setOpen] = useState<RightCase>()
  const [isOpening, setOpening] = useState(false)
  const columns = useColumns(today, timeZone, setOpen)
  const close = () => setOpen(undefined)
  return (
    <div className="stack wide ink">
      <header className="stack tight">
        <div className="row spread">
          <Title>{t('mydata.cases.title')}</Title>
          <EyeChip groups={[t('mydata.cases.seen')]} />
        </div>
        <p className="measure">{t('mydata.cases.lead')}</p>
        <p>
          <Button look="ink" onPress={() => setOpening(true)}>
            {t('mydata.paper')}
          </Button>
        </p>
      </header>
      {cases.length === 0 ? (
        <EmptyState title={t('mydata.cases.none')} drawing="tree">
          {t('mydata.cases.none_how')}
        </EmptyState>
      ) : (
        <DataTable
          caption={t('mydata.cases.title')}
          rows={cases}
          columns={columns}
          first="due"
          text={({ about, asker, number, words }) => `${about.display} ${asker.display} ${number} ${words ?? ''}`}
          name={({ number }) => number}
          taken={{ list: 'rights_cases', purpose: 'legal' }}
        />
      )}
      <HeadSteps />
      <Recipients />
      <Holds />
      <Standing />
      <Gone gone={gone} timeZone={timeZone} />
      <LazySheet title={t('mydata.paper')} open={isOpening} urgent onClose={() => setOpening(false)}>
        {isOpening && <Opening today={today} onDone={() => setOpening(false)} />}
      </LazySheet>
      <LazySheet
        title={open ? `${open.number} · ${t(`mydata.kind.${open.kind}`)}` : ''}
        open={open !== undefined}
        urgent
        onClose={close}
      >
        {open && <Deciding one={open} today={today} onDone={close} />}
      </LazySheet>
    </div>
  )
}
