import { readMe } from '#contract/people.ts'
import { listImports } from '#contract/rosters.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

const recent = 7 * 86_400_000

/** Files that arrived while nobody looked, and need somebody now. */
export const Arrived = ({ busy, onSee }: { busy: boolean; onSee: (id: string) => void }) => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const { imports } = useEndpoint(listImports)
  const waiting = imports.filter(
    ({ arrived, undoes, state, touched, madeAt }) =>
      arrived &&
      !undoes &&
      ((state === 'staged' && touched > 0) || (state === 'failed' && Date.now() - Date.parse(madeAt) < recent)),
  )
  if (waiting.length === 0) return null
  return (
    <section className="stack measure" aria-labelledby="arrived">
      <h2 id="arrived">{t('import.arrived')}</h2>
      <ul className="plain stack">
        {waiting.map(({ id, state, madeAt, counts: { person } }) => {
          const { arriving, changing, leaving } = person
          return (
            <li key={id} className="card stack tight">
              <strong>
                {shortDay(t.locale, madeAt, timeZone)} {clockTime(t.locale, madeAt, timeZone)}
              </strong>
              <span>
                {state === 'failed' ? t('import.arrived_refused') : t('import.arrived_waiting', { arriving, changing, leaving })}
              </span>
              <div className="row">
                <Button busy={busy} onPress={() => onSee(id)}>
                  {t(state === 'failed' ? 'import.arrived_problems' : 'import.arrived_see')}
                </Button>
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
