import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { type CopyEntries, ENTRIES_PER_PAGE, readCopyEntries } from '#contract/covering.ts'
import { readMe } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { standingWords } from '../my-data/clock.ts'
import { Refused } from '../my-data/Refused.tsx'
import { Coming, useBegun } from './Coming.tsx'
import { Entry } from './Entry.tsx'
import { Giving } from './Giving.tsx'
import { type Sorted, Sorting } from './Sorting.tsx'

const Head = ({ copy }: { copy: CopyEntries }) => {
  const t = useWords()
  const { slug } = useEndpoint(readMe).school
  const { number, about, asker, dueOn, rule, words } = copy
  return (
    <header className="stack tight">
      <p>
        <Link to="/s/$slug/data-requests" params={{ slug }}>
          {t('mydata.cases.title')}
        </Link>
      </p>
      <div className="row spread">
        <Title>{t('covering.title')}</Title>
        <EyeChip groups={[t('mydata.cases.seen')]} />
      </div>
      <p>{t('covering.of', { number, about, asker, day: shortDay(t.locale, dueOn) })}</p>
      {words && <p className="said ink-box">{words}</p>}
      <p className="measure">{t('covering.lead', { asker })}</p>
      <p className="small quiet">
        {rule.article} <Badge tone={rule.standing === 'verified' ? 'ok' : 'warn'}>{standingWords(t, rule)}</Badge>
      </p>
    </header>
  )
}

type PagesProps = { matching: number; page: number; busy: boolean; onPage: (page: number) => void }

const Pages = ({ matching, page, busy, onPage }: PagesProps) => {
  const t = useWords()
  const pages = Math.ceil(matching / ENTRIES_PER_PAGE)
  if (pages < 2) return null
  const turn = (to: number, word: 'covering.before' | 'covering.next') => (
    <Button busy={busy} onPress={() => onPage(to)}>
      {t(word)}
    </Button>
  )
  return (
    <p className="row">
      {page > 1 && turn(page - 1, 'covering.before')}
      <span className="quiet">{t('covering.page', { page, pages })}</span>
      {page < pages && turn(page + 1, 'covering.next')}
    </p>
  )
}

type EntriesProps = { caseId: string; copy: CopyEntries; sorted: Sorted }

const Entries = ({ caseId, copy: { entries, version }, sorted: { ground, asRead } }: EntriesProps) => {
  const t = useWords()
  if (entries.length === 0)
    return (
      <EmptyState title={t('covering.none')} drawing="tree">
        {t('covering.none_how')}
      </EmptyState>
    )
  return (
    <ul className="plain stack">
      {entries.map((entry) => (
        <Entry
          key={`${entry.table} ${entry.id}`}
          caseId={caseId}
          version={version}
          entry={entry}
          ground={ground}
          asRead={asRead}
        />
      ))}
    </ul>
  )
}

const first: Sorted = { table: '', only: 'suggested', page: 1, marks: '', ground: 'third_person', asRead: false }

/** What a copy would hold, entry by entry: what concerns somebody else is covered, and the copy is given. */
export const Covering = () => {
  const t = useWords()
  const { caseId } = useParams({ from: '/s/$slug/data-requests/$caseId/copy' })
  const [sorted, setSorted] = useState(first)
  const [isGiving, setGiving] = useState(false)
  const { table, only, page, marks } = sorted
  const query = { locale: t.locale, ...(table && { table }), ...(only && { only }), ...(marks && { marks }), page }
  const asked = useQuery({ ...reading(readCopyEntries, { params: { id: caseId }, query }), placeholderData: keepPreviousData })
  const copy = asked.data
  const [begun, begin] = useBegun(copy)
  if (!copy || !begun) return <Refused by={asked.error} />
  const { kinds, covered, files, unopened } = copy
  const giveWord = t(copy.byHandOver ? 'covering.hand' : 'covering.give')
  const isComing = asked.isPlaceholderData // what was asked for before: its entries are not the answer
  return (
    <div className="stack wide ink">
      <Head copy={copy} />
      <Sorting kinds={kinds} sorted={sorted} onSort={(more) => setSorted({ ...sorted, ...more })} />
      <Coming
        copy={copy}
        begun={begun}
        onLook={(fresh) => {
          begin(copy)
          setSorted({ ...sorted, table: '', only: '', marks: fresh, page: 1 })
        }}
      />
      {marks && <p className="small quiet">{t('covering.came_shown')}</p>}
      {isComing ? <Skeleton /> : <Entries caseId={caseId} copy={copy} sorted={sorted} />}
      <Pages matching={copy.matching} page={page} busy={isComing} onPage={(to) => setSorted({ ...sorted, page: to })} />
      <div className="row" role="status">
        <strong>{t('covering.count', { count: covered })}</strong>
        {files > 0 && <span>{t('covering.unopened', { count: unopened })}</span>}
      </div>
      <p>
        <Button look="ink" onPress={() => setGiving(true)}>
          {giveWord}
        </Button>
      </p>
      <LazySheet title={`${copy.number} · ${giveWord}`} open={isGiving} urgent onClose={() => setGiving(false)}>
        {isGiving && <Giving caseId={caseId} copy={{ ...copy, seen: begun.seen }} onDone={() => setGiving(false)} />}
      </LazySheet>
    </div>
  )
}
