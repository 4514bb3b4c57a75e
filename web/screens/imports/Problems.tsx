import type { RosterProblem, RosterProblemCode } from '#contract/roster-problems.ts'
import { rosterProblems } from '#contract/roster-problems.ts'
import { useWords } from '../../speech.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Badge } from '../../ui/Marks.tsx'

type Placed = RosterProblem & { id: string }
type Short<C extends string> = C extends `roster.${infer Rest}` ? Rest : never

const isCode = (code: string): code is RosterProblemCode => code in rosterProblems
const short = (code: RosterProblemCode) => code.slice('roster.'.length) as Short<RosterProblemCode>

/** Every problem of a package with its file, line and column: what the office sends back to whoever made the list. */
export const Problems = ({ problems }: { problems: readonly RosterProblem[] }) => {
  const t = useWords()
  const place = ({ file = '', line = 0, column = '' }: RosterProblem) => {
    if (column) return t('rosters.place.column', { file, line, column })
    return line > 0 ? t('rosters.place.line', { file, line }) : t('rosters.place.file', { file })
  }
  const what = ({ code, value = '' }: RosterProblem) => (isCode(code) ? t(`rosters.problem.${short(code)}`, { value }) : code)
  const columns: Columns<Placed> = [
    {
      id: 'where',
      label: t('import.where'),
      sort: (problem) => place(problem),
      cell: (problem) => <span className="code">{place(problem)}</span>,
    },
    { id: 'what', label: t('import.what'), sort: what, cell: what },
    {
      id: 'weight',
      label: t('import.weight'),
      sort: (problem) => problem.severity,
      plain: ({ severity }) => t(severity === 'error' ? 'import.error' : 'import.warning'),
      cell: ({ severity }) =>
        severity === 'error' ? <Badge tone="bad">{t('import.error')}</Badge> : <Badge tone="warn">{t('import.warning')}</Badge>,
    },
  ]
  return (
    <section className="stack" aria-labelledby="problems">
      <h2 id="problems">{t('import.problems')}</h2>
      <DataTable
        caption={t('import.problems')}
        rows={problems.map((problem, at) => ({ ...problem, id: String(at) }))}
        columns={columns}
        text={(problem) => `${place(problem)} ${what(problem)}`}
        name={place}
        taken={{ list: 'import' }}
      />
    </section>
  )
}
