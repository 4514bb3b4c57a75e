import { Suspense, useState } from 'react'
import type * as z from 'zod/mini'
import { keepApart, listSamePeople, unmergePeople } from '#contract/merging.ts'
import { listPeople } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
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
    <div className="stack tight">
      <strong>{of.display}</strong>
      <span className="quiet small">
        {t('families.same.children', { count: of.children })} · {t(of.signsIn ? 'families.same.signs_in' : 'families.same.never')}
      </span>
    </div>
  )
}

const PairCard = ({ pair }: { pair: Pair }) => {
  const t = useWords()
  const [comparing, setComparing] = useState(false)
  const keeping = useAction(keepApart, [listSamePeople])
  return (
    <article className="card stack" aria-label={pair.first.display}>
      <Badge tone="info">{t(`families.same.reason.${pair.reason}`)}</Badge>
      <Record of={pair.first} />
      <Record of={pair.second} />
      <div className="row no-print">
        <Button look="primary" onPress={() => setComparing(true)}>
          {t('families.same.look')}
        </Button>
        <Button
          busy={keeping.isPending}
          onPress={() => keeping.mutate({ params: { id: pair.id }, body: { verdict: 'different' } })}
        >
          {t('families.same.different')}
        </Button>
      </div>
      <Refused by={keeping.error} />
      <LazySheet title={t('families.same.merge_ask')} open={comparing} urgent onClose={() => setComparing(false)}>
        <Suspense fallback={<Skeleton />}>
          <Compare pair={pair} onDone={() => setComparing(false)} />
        </Suspense>
      </LazySheet>
    </article>
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
      {pairs.map((pair) => (
        <PairCard key={pair.id} pair={pair} />
      ))}
      <Recent merges={merges} />
    </div>
  )
}
