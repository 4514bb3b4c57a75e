import { Suspense, useState } from 'react'
import type * as z from 'zod/mini'
import { keepApart, listSamePeople, unmergePeople } from '#contract/merging.ts'
import { listPeople } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { ask, useAction } from '../../api.ts'
import { useMany } from '../../many.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Compare } from './Compare.tsx'
import { Refused } from './parts.tsx'

type Same = z.output<typeof listSamePeople.output>
type Pair = Same['pairs'][number]

const Record = ({ of }: { of: Pair['first'] }) => {
  const t = useWords()
  return (
    <>
      <strong>{of.display}</strong>
      <br />
      <span className="quiet small">
        {t('families.same.children', { count: of.children })} · {t(of.signsIn ? 'families.same.signs_in' : 'families.same.never')}
      </span>
    </>
  )
}

const PairCell = ({ pair }: { pair: Pair }) => {
  const t = useWords()
  const [comparing, setComparing] = useState(false)
  return (
    <>
      <span className="row">
        <Badge tone="info">{t(`families.same.reason.${pair.reason}`)}</Badge>
        <Button look="primary" onPress={() => setComparing(true)}>
          {t('families.same.look')}
          <span className="unseen"> {pair.first.display}</span>
        </Button>
      </span>
      <LazySheet title={t('families.same.merge_ask')} open={comparing} urgent onClose={() => setComparing(false)}>
        <Suspense fallback={<Skeleton />}>
          <Compare pair={pair} onDone={() => setComparing(false)} />
        </Suspense>
      </LazySheet>
    </>
  )
}

const useColumns = (): Columns<Pair> => {
  const t = useWords()
  const said = ({ display, children, signsIn }: Pair['first']) =>
    `${display}, ${t('families.same.children', { count: children })}, ${t(signsIn ? 'families.same.signs_in' : 'families.same.never')}`
  return [
    {
      id: 'first',
      label: t('families.same.first'),
      sort: ({ first }) => first.display,
      plain: ({ first }) => said(first),
      cell: ({ first }) => <Record of={first} />,
    },
    {
      id: 'second',
      label: t('families.same.second'),
      plain: ({ second }) => said(second),
      cell: ({ second }) => <Record of={second} />,
    },
    {
      id: 'reason',
      label: t('families.same.reason'),
      sort: ({ reason }) => t(`families.same.reason.${reason}`),
      cell: (pair) => <PairCell pair={pair} />,
    },
  ]
}

const Pairs = ({ pairs }: Pick<Same, 'pairs'>) => {
  const t = useWords()
  const columns = useColumns()
  const { busy, refused, each } = useMany(listSamePeople)
  const apart = (chosen: readonly Pair[]) =>
    each(chosen, ({ id }) => ask(keepApart, { params: { id }, body: { verdict: 'different' } }))
  return (
    <>
      <DataTable
        caption={t('families.same.title')}
        rows={pairs}
        columns={columns}
        text={({ first, second }) => `${first.display} ${second.display}`}
        name={({ first, second }) => `${first.display}, ${second.display}`}
        taken={{ list: 'same', purpose: 'enrolment' }}
        actions={(chosen, none) => (
          <Button busy={busy} onPress={() => void apart(chosen).then(none)}>
            {t('families.same.different')}
          </Button>
        )}
      />
      <Refused by={refused} />
    </>
  )
}

const Recent = ({ merges }: Pick<Same, 'merges'>) => {
  const t = useWords()
  const undoing = useAction(unmergePeople, [listSamePeople, listPeople])
  if (merges.length === 0) return null
  return (
    <section className="stack tight" aria-labelledby="recent">
      <h2 id="recent">{t('families.same.recent')}</h2>
      <ul className="card rows">
        {merges.map(({ id, kept, merged, undoUntil }) => (
          <li key={id}>
            <span className="grow">
              {t('families.same.recent_line', { merged, kept })}
              <br />
              <span className="quiet small">{t('families.same.undo_until', { day: shortDay(t.locale, undoUntil) })}</span>
            </span>
            <Button busy={undoing.isPending} onPress={() => undoing.mutate({ params: { id } })}>
              {t('families.same.undo')}
            </Button>
          </li>
        ))}
      </ul>
      <Refused by={undoing.error} />
    </section>
  )
}

/** Records that the night found alike: the office compares them, and decides. */
export const SamePeople = () => {
  const t = useWords()
  const { pairs, merges } = useEndpoint(listSamePeople)
  return (
    <div className="stack wide">
      <header className="row spread">
        <Title>{t('families.same.title')}</Title>
        <EyeChip groups={[t('families.seen.office')]} />
      </header>
      {pairs.length === 0 && (
        <EmptyState title={t('families.same.none')} drawing="satchel">
          {t('families.same.none_how')}
        </EmptyState>
      )}
      {pairs.length > 0 && <Pairs pairs={pairs} />}
      <Recent merges={merges} />
    </div>
  )
}
