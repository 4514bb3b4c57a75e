import { readPasswordEvidence } from '#contract/passwords.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

/** What can be shown of how passwords are kept in this school: numbers, of nobody. */
export const Evidence = () => {
  const t = useWords()
  const { staff, staffWithFactor, codesOpen, codesOverThreeDays, oldestPrivilegedAt, rotations } =
    useEndpoint(readPasswordEvidence)
  const rows = [
    ['factor', t('security.evidence.of', { count: staffWithFactor, all: staff })],
    ['codes', `${codesOpen}`],
    ['codes_old', `${codesOverThreeDays}`],
    ['oldest', oldestPrivilegedAt ? shortDay(t.locale, oldestPrivilegedAt) : t('security.evidence.none')],
  ] as const
  return (
    <section className="stack tight" aria-labelledby="evidence">
      <h2 id="evidence">{t('security.evidence')}</h2>
      <p className="quiet">{t('security.evidence_what')}</p>
      <dl className="pairs">
        {rows.map(([what, said]) => (
          <div key={what}>
            <dt>{t(`security.evidence.${what}`)}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('security.evidence.rotations')}</h3>
      {rotations.length === 0 && <p className="quiet">{t('security.evidence.rotations_none')}</p>}
      <dl className="pairs">
        {rotations.map(({ why, changes }) => (
          <div key={why}>
            <dt>{t(`security.evidence.why.${why}`)}</dt>
            <dd>{changes}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
