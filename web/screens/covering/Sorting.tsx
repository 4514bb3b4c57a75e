import { type CopyEntries, type CoverGround, coverGrounds } from '#contract/covering.ts'
import { useWords } from '../../speech.tsx'
import { Select } from '../../ui/Field.tsx'
import { Switch } from '../../ui/Switch.tsx'

const shown = ['suggested', 'covered'] as const
export type Sorted = {
  table: string
  only: (typeof shown)[number] | ''
  page: number
  marks: string
  ground: CoverGround
  asRead: boolean
}
type SortingProps = { kinds: CopyEntries['kinds']; sorted: Sorted; onSort: (more: Partial<Sorted>) => void }

/** Which entries are shown, how, and on which ground something is covered now. */
export const Sorting = ({ kinds, sorted, onSort }: SortingProps) => {
  const t = useWords()
  const total = kinds.reduce((sum, { entries }) => sum + entries, 0)
  return (
    <div className="stack measure">
      <Select
        label={t('covering.only')}
        value={sorted.only}
        onChange={(event) => onSort({ only: shown.find((one) => one === event.target.value) ?? '', marks: '', page: 1 })}
        options={[
          ...shown.map((value) => ({ value, label: t(`covering.only.${value}`) })),
          { value: '', label: t('covering.only.all') },
        ]}
      />
      <Select
        label={t('covering.kind')}
        value={sorted.table}
        onChange={(event) => onSort({ table: event.target.value, marks: '', page: 1 })}
        options={[
          { value: '', label: t('covering.kind.all', { count: total }) },
          ...kinds.map(({ table, name, entries }) => ({ value: table, label: t('covering.kind.one', { name, count: entries }) })),
        ]}
      />
      <Select
        label={t('covering.ground')}
        value={sorted.ground}
        onChange={(event) => onSort({ ground: coverGrounds.find((one) => one === event.target.value) ?? 'third_person' })}
        options={coverGrounds.map((value) => ({ value, label: t(`covering.ground.${value}`) }))}
      />
      <Switch on={sorted.asRead} onTurn={(asRead) => onSort({ asRead })}>
        {t('covering.as_read')}
      </Switch>
    </div>
  )
}
