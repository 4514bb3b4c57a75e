import { countedKinds, type ImportCounts } from '#contract/rosters.ts'
import { useWords } from '../../speech.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Badge } from '../../ui/Marks.tsx'
import type { Preview } from './staging.ts'

type Difference = Preview['differences'][number] & { id: string }

const columnsOf = ['arriving', 'changing', 'leaving'] as const
const tones = { add: 'ok', return: 'ok', change: 'info', leave: 'warn', kept: 'action', found: 'info' } as const

/** How many of each kind would arrive, change or leave, before anything does. */
export const Figures = ({ counts, touched }: { counts: ImportCounts; touched: number }) => {
  const t = useWords()
  const number = new Intl.NumberFormat(t.locale)
  const kinds = countedKinds.filter((kind) => columnsOf.some((column) => counts[kind][column] > 0))
  if (touched === 0) return <p>{t('import.same')}</p>
  return (
    <div className="card stack">
      <h2 id="differences">{t('import.differences')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="scroll" tabIndex={0} aria-labelledby="differences">
        <table className="figures">
          <thead>
            <tr>
              <td />
              {columnsOf.map((column) => (
                <th key={column} scope="col">
                  {t(`import.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <tr key={kind}>
                <th scope="row">{t(`import.kind.${kind}`)}</th>
                {columnsOf.map((column) => (
                  <td key={column}>{number.format(counts[kind][column])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {kinds.some((kind) => counts[kind].leaving > 0) && <p className="quiet small">{t('import.leaving_what')}</p>}
    </div>
  )
}

/** Each difference by name, to be looked through before saying yes. */
export const OneByOne = ({ importId, differences }: { importId: string; differences: Preview['differences'] }) => {
  const t = useWords()
  const columns: Columns<Difference> = [
    {
      id: 'name',
      label: t('import.name'),
      sort: ({ display = '' }) => display,
      cell: ({ display = '' }) => display,
    },
    {
      id: 'kind',
      label: t('import.kind_label'),
      sort: ({ kind }) => t(`import.kind.${kind}`),
      cell: ({ kind }) => t(`import.kind.${kind}`),
    },
    {
      id: 'change',
      label: t('import.change_label'),
      sort: ({ change }) => t(`import.change.${change}`),
      cell: ({ change }) => <Badge tone={tones[change]}>{t(`import.change.${change}`)}</Badge>,
    },
  ]
  // A line is known by its place among all, which the school knows too.
  const named = differences.flatMap((line, at) => (line.display === undefined ? [] : [{ ...line, id: String(at) }]))
  if (named.length === 0) return null
  return (
    <section className="stack" aria-labelledby="one-by-one">
      <h2 id="one-by-one">{t('import.one_by_one')}</h2>
      <DataTable
        caption={t('import.one_by_one')}
        rows={named}
        columns={columns}
        text={({ display = '', kind, change }) => `${display} ${t(`import.kind.${kind}`)} ${t(`import.change.${change}`)}`}
        name={({ display = '' }) => display}
        taken={{ list: 'differences', of: importId }}
      />
    </section>
  )
}
