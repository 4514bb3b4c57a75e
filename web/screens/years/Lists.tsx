import { useId } from 'react'
import type * as z from 'zod/mini'
import type { previewPlan } from '#contract/years.ts'
import { useWords } from '../../speech.tsx'

type Preview = z.output<typeof previewPlan.output>
type Someone = { id: string; display: string }

const People = ({ title, how, people }: { title: string; how?: string; people: readonly Someone[] }) => {
  const id = useId()
  if (people.length === 0) return null
  return (
    <section className="card stack tight" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {how && <p className="quiet">{how}</p>}
      <ul className="plain persons">
        {people.map((one) => (
          <li key={one.id}>{one.display}</li>
        ))}
      </ul>
    </section>
  )
}

const Class = ({ of }: { of: Preview['classes'][number] }) => {
  const t = useWords()
  const id = useId()
  const label = of.label.trim() || t('years.unnamed')
  const everyone = [...of.here.map((one) => ({ ...one, isHere: true })), ...of.pupils.map((one) => ({ ...one, isHere: false }))]
  return (
    <section className="card stack tight" aria-labelledby={id}>
      <h3 id={id}>{t('years.class_list', { label, count: everyone.length })}</h3>
      {of.teachers.length > 0 && (
        <p className="quiet small">{t('years.taught_by', { names: new Intl.ListFormat(t.locale).format(of.teachers) })}</p>
      )}
      <ul className="plain persons">
        {everyone.map((one) => (
          <li key={one.id}>
            {one.display}
            {one.isHere && <span className="quiet small"> · {t('years.here')}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Which grades move on the first day, and whose stay. */
const Grades = ({ grades, unknown }: { grades: Preview['grades']; unknown: readonly Someone[] }) => {
  const t = useWords()
  const id = useId()
  const { compare } = new Intl.Collator(t.locale, { numeric: true })
  return (
    <>
      {grades.length > 0 && (
        <section className="card stack tight measure" aria-labelledby={id}>
          <h2 id={id}>{t('years.grades')}</h2>
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
        </section>
      )}
      <People title={t('years.grades_unknown')} how={t('years.grades_unknown_how')} people={unknown} />
    </>
  )
}

/** Everyone by name: who would be in no class first, then who leaves, then class by class. */
export const Lists = ({ preview }: { preview: Preview }) => {
  const t = useWords()
  const { problems, withoutClass, leavers, alreadyLeaving, classes, grades, gradesUnknown } = preview
  const leaving = leavers.map(({ id, display, as }) => ({
    id,
    display: as === 'guardian' ? t('years.leaver_guardian', { name: display }) : display,
  }))
  return (
    <>
      {/* As long as a class is undecided, everyone in it would stand here. */}
      {!problems.some(({ what }) => what === 'class_undecided') && (
        <People title={t('years.without')} how={t('years.without_how')} people={withoutClass} />
      )}
      {leaving.length === 0 ? (
        <p className="quiet">{t('years.no_leavers')}</p>
      ) : (
        <People title={t('years.leavers')} people={leaving} />
      )}
      <People title={t('years.already_leaving')} people={alreadyLeaving} />
      <Grades grades={grades} unknown={gradesUnknown} />
      <section className="stack" aria-labelledby="by-class">
        <h2 id="by-class">{t('years.next_classes')}</h2>
        {classes.map((one) => (
          <Class key={one.targetId} of={one} />
        ))}
      </section>
    </>
  )
}
