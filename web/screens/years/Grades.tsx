import { useId } from 'react'
import type * as z from 'zod/mini'
import type { previewPlan } from '#contract/years.ts'
import { listing } from '#i18n/lists.ts'
import { useWords } from '../../speech.tsx'

type Preview = z.output<typeof previewPlan.output>

/** Which grades move on the first day, and whose stay. */
export const Grades = ({ grades, unknown }: { grades: Preview['grades']; unknown: Preview['gradesUnknown'] }) => {
  const t = useWords()
  const id = useId()
  const { compare } = new Intl.Collator(t.locale, { numeric: true })
  if (grades.length === 0 && unknown.length === 0) return null
  return (
    <section className="card stack tight measure" aria-labelledby={id}>
      <h2 id={id}>{t('years.grades')}</h2>
      {grades.length > 0 && (
        <>
          <p className="quiet">{t('years.grades_how')}</p>
          <table className="figures">
            <tbody>
              {grades
                .toSorted((a, b) => compare(a.from, b.from))
                .map(({ from, to, pupils }) => (
                  <tr key={`${from} ${to}`}>
                    <th scope="row">{t('years.grade_step', { from, to })}</th>
                    <td>{t('years.pupils_count', { count: pupils })}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </>
      )}
      {unknown.length > 0 && (
        <>
          <h3>{t('years.grades_unknown')}</h3>
          <p className="quiet">{t('years.grades_unknown_how')}</p>
          <p>{listing(t.locale).format(unknown.map(({ display }) => display))}</p>
        </>
      )}
    </section>
  )
}
