import type * as z from 'zod/mini'
import type { previewPlan } from '#contract/years.ts'
import { listing } from '#i18n/lists.ts'
import { useWords } from '../../speech.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Grades } from './Grades.tsx'

type Preview = z.output<typeof previewPlan.output>
type Fate = 'without' | 'leaves' | 'leaving' | 'moves' | 'here'
type Someone = { id: string; display: string; fate: Fate; classes: readonly string[] }
type Class = Preview['classes'][number] & { id: string }

const fates: readonly Fate[] = ['without', 'leaves', 'leaving', 'moves', 'here']

/** Everyone once; who has a place in several classes, with all of them. */
const everyoneIn = (
  { classes, leavers, alreadyLeaving, withoutClass, problems }: Preview,
  guardian: (name: string) => string,
) => {
  // As long as a class is undecided, everyone in it would stand here.
  const isDecided = problems.every(({ what }) => what !== 'class_undecided')
  const found = new Map<string, Someone>()
  const add = (fate: Fate, people: readonly { id: string; display: string }[], ...labels: string[]) => {
    for (const { id, display } of people) {
      const before = found.get(id)
      found.set(id, { id, display, fate: before?.fate ?? fate, classes: [...(before?.classes ?? []), ...labels] })
    }
  }
  if (isDecided) add('without', withoutClass)
  const saidSo = leavers.map(({ id, display, as }) => ({ id, display: as === 'guardian' ? guardian(display) : display }))
  add('leaves', saidSo)
  add('leaving', alreadyLeaving)
  for (const { label, pupils, here } of classes) {
    add('moves', pupils, label)
    add('here', here, label)
  }
  return [...found.values()]
}

const Everyone = ({ preview }: { preview: Preview }) => {
  const t = useWords()
  const rows = everyoneIn(preview, (name) => t('years.leaver_guardian', { name }))
  const said: Record<Fate, string> = {
    without: t('years.without'),
    leaves: t('years.list.leaves'),
    leaving: t('years.already_leaving'),
    moves: '',
    here: t('years.here'),
  }
  const where = ({ classes, fate }: Someone) => [listing(t.locale).format(classes), said[fate]].filter(Boolean).join(' · ')
  const columns: Columns<Someone> = [
    { id: 'who', label: t('years.list.who'), sort: ({ display }) => display, cell: ({ display }) => display },
    {
      id: 'where',
      label: t('years.list.where'),
      sort: (one) => `${fates.indexOf(one.fate)} ${where(one)}`,
      plain: where,
      cell: ({ classes, fate }) => (
        <>
          {listing(t.locale).format(classes)}{' '}
          {said[fate] && <Badge {...(fate === 'without' ? { tone: 'warn' as const } : {})}>{said[fate]}</Badge>}
        </>
      ),
    },
  ]
  return (
    <section className="stack" aria-labelledby="everyone">
      <h2 id="everyone">{t('years.list.everyone')}</h2>
      {preview.withoutClass.length > 0 && <p className="quiet">{t('years.without_how')}</p>}
      {preview.leavers.length === 0 && <p className="quiet">{t('years.no_leavers')}</p>}
      <DataTable
        caption={t('years.list.everyone')}
        rows={rows}
        columns={columns}
        first="where"
        text={(one) => `${one.display} ${where(one)}`}
        name={({ display }) => display}
        taken={{ list: 'people', purpose: 'administration' }}
      />
    </section>
  )
}

const Classes = ({ preview }: { preview: Preview }) => {
  const t = useWords()
  const labelOf = ({ label }: Class) => label.trim() || t('years.unnamed')
  const teachers = (one: Class) => listing(t.locale).format(one.teachers)
  const count = ({ here, pupils }: Class) => here.length + pupils.length
  const columns: Columns<Class> = [
    { id: 'class', label: t('years.list.class'), sort: labelOf, cell: labelOf },
    { id: 'teachers', label: t('years.list.teachers'), sort: teachers, cell: teachers },
    { id: 'pupils', label: t('years.list.pupils'), sort: count, cell: (one) => t('years.pupils_count', { count: count(one) }) },
  ]
  return (
    <section className="stack" aria-labelledby="by-class">
      <h2 id="by-class">{t('years.next_classes')}</h2>
      <DataTable
        caption={t('years.next_classes')}
        rows={preview.classes.map((one) => ({ ...one, id: one.targetId }))}
        columns={columns}
        text={(one) => `${labelOf(one)} ${teachers(one)}`}
        name={labelOf}
      />
    </section>
  )
}

/** Who goes where, who would be in no class first; and the classes that come of it. */
export const Lists = ({ preview }: { preview: Preview }) => (
  <>
    <Everyone preview={preview} />
    <Grades grades={preview.grades} unknown={preview.gradesUnknown} />
    <Classes preview={preview} />
  </>
)
