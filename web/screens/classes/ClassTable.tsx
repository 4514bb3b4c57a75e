import type * as z from 'zod/mini'
import type { listClasses } from '#contract/classes.ts'
import { useWords } from '../../speech.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Link } from '../../ui/Link.tsx'
import { PrintMany } from '../slips/PrintMany.tsx'

type ClassRow = z.output<typeof listClasses.output>['classes'][number]

const useColumns = (slug: string): Columns<ClassRow> => {
  const t = useWords()
  const list = new Intl.ListFormat(t.locale, { type: 'conjunction' })
  return [
    {
      id: 'label',
      label: t('classes.label'),
      sort: ({ label }) => label,
      cell: ({ id, label }) => (
        <Link className="name-link" to="/s/$slug/classes/$classId" params={{ slug, classId: id }}>
          {label}
        </Link>
      ),
    },
    {
      id: 'teachers',
      label: t('classes.teachers'),
      sort: ({ teachers }) => list.format(teachers),
      cell: ({ teachers }) => (teachers.length > 0 ? list.format(teachers) : t('classes.no_teacher')),
    },
    {
      id: 'pupils',
      label: t('classes.pupils'),
      sort: ({ pupils }) => pupils,
      cell: ({ pupils }) => t('classes.pupils_count', { count: pupils }),
    },
  ]
}

/** The classes of a school, for those who run it. */
export const ClassTable = ({ slug, classes }: { slug: string; classes: readonly ClassRow[] }) => {
  const t = useWords()
  const columns = useColumns(slug)
  return (
    <DataTable
      caption={t('classes.title')}
      rows={classes}
      columns={columns}
      text={({ label, teachers }) => `${label} ${teachers.join(' ')}`}
      name={({ label }) => label}
      taken={{ list: 'classes' }}
      actions={(chosen) => <PrintMany whom={{ classes: chosen.map(({ id }) => id) }} />}
    />
  )
}
