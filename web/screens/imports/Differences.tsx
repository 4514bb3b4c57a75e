import { useWords } from '../../speech.tsx'

const kinds = ['year', 'class', 'person', 'enrolment', 'guardianship'] as const

export type Kind = (typeof kinds)[number]
export type Count = { arriving: number; changing: number; leaving: number }

/** How many of each kind would arrive, change or leave, before anything does. */
export const Differences = ({ counts }: { counts: Readonly<Record<Kind, Count>> }) => {
  const t = useWords()
  const number = new Intl.NumberFormat(t.locale)
  const shown = kinds.filter((kind) => Object.values(counts[kind]).some((count) => count > 0))
  if (shown.length === 0) return <p>{t('import.same')}</p>
  return (
    <div className="card stack">
      <h2 id="differences">{t('import.differences')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="scroll" tabIndex={0} aria-labelledby="differences">
        <table className="figures">
          <thead>
            <tr>
              <td />
              <th scope="col">{t('import.arriving')}</th>
              <th scope="col">{t('import.changing')}</th>
              <th scope="col">{t('import.leaving')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((kind) => (
              <tr key={kind}>
                <th scope="row">{t(`import.kind.${kind}`)}</th>
                <td>{number.format(counts[kind].arriving)}</td>
                <td>{number.format(counts[kind].changing)}</td>
                <td>{number.format(counts[kind].leaving)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {shown.some((kind) => counts[kind].leaving > 0) && <p className="quiet small">{t('import.leaving_what')}</p>}
    </div>
  )
}
