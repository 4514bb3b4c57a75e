import { readMe } from '#contract/people.ts'
import { listImports, type RosterImport } from '#contract/rosters.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

type UndoProps = { run: RosterImport; busy: boolean; onUndo: (id: string) => void }

/** The way back, and until when it is open; nothing where it is closed. */
export const Undo = ({ run: { id, undoUntil }, busy, onUndo }: UndoProps) => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  if (!undoUntil || new Date(undoUntil) < new Date()) return null
  const until = `${shortDay(t.locale, undoUntil, timeZone)} ${clockTime(t.locale, undoUntil, timeZone)}`
  return (
    <div className="row">
      <Button busy={busy} onPress={() => onUndo(id)}>
        {t('import.undo')}
      </Button>
      <span className="quiet small">{t('import.undo_until', { until })}</span>
    </div>
  )
}

/** The imports of the last days, each with the way back while there is one. */
export const Earlier = ({ busy, onUndo }: Omit<UndoProps, 'run'>) => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const { imports } = useEndpoint(listImports)
  const taken = new Set(imports.flatMap(({ state, undoes }) => (state === 'applied' && undoes ? [undoes] : [])))
  const open = imports.filter(({ id, undoUntil }) => undoUntil && new Date(undoUntil) > new Date() && !taken.has(id))
  if (open.length === 0) return null
  return (
    <section className="stack measure" aria-labelledby="earlier">
      <h2 id="earlier">{t('import.earlier')}</h2>
      <ul className="plain stack">
        {open.map((run) => {
          const { arriving, changing, leaving } = run.counts.person
          const at = run.appliedAt ?? run.madeAt
          return (
            <li key={run.id} className="card stack tight">
              <strong>
                {shortDay(t.locale, at, timeZone)} {clockTime(t.locale, at, timeZone)}
              </strong>
              <span>{t(run.undoes ? 'import.earlier_undo' : 'import.earlier_what', { arriving, changing, leaving })}</span>
              <Undo run={run} busy={busy} onUndo={onUndo} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
