import type * as z from 'zod/mini'
import type { readSlips, SlipCounts } from '#contract/activation.ts'
import { useWords } from '../../speech.tsx'
import { type Column, type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Link } from '../../ui/Link.tsx'
import { PrintMany } from './PrintMany.tsx'

type Row = z.output<typeof readSlips.output>['classes'][number]

const useCounted = (id: 'pupils' | 'guardians'): Column<Row> => {
  const t = useWords()
  const said = ({ activated, people, live }: SlipCounts) => t('activation.counts', { activated, people, live })
  return {
    id,
    label: t(`activation.${id}`),
    sort: ({ [id]: { people, activated, live } }) => people - activated - live,
    plain: ({ [id]: counts }) => said(counts),
    cell: ({ [id]: counts }) => (
      <>
        <span className="on-card">{t(`activation.${id}`)} · </span>
        {said(counts)}
      </>
    ),
  }
}

/** The classes and how far each has come: sorted by who still has nothing, and many printed at once. */
export const SlipTable = ({ slug, classes, mayPrint }: { slug: string; classes: readonly Row[]; mayPrint: boolean }) => {
  const t = useWords()
  const columns: Columns<Row> = [
    {
      id: 'class',
      label: t('activation.class'),
      sort: ({ label }) => label,
      cell: ({ id, label }) => (
        <Link className="name-link" to="/s/$slug/classes/$classId/slips" params={{ slug, classId: id }}>
          {label}
        </Link>
      ),
    },
    useCounted('pupils'),
    useCounted('guardians'),
  ]
  return (
    <DataTable
      caption={t('activation.to_slips')}
      rows={classes}
      columns={columns}
      text={({ label }) => label}
      name={({ label }) => label}
      taken={{ list: 'classes' }}
      {...(mayPrint ? { actions: (chosen: readonly Row[]) => <PrintMany whom={{ classes: chosen.map(({ id }) => id) }} /> } : {})}
    />
  )
}
