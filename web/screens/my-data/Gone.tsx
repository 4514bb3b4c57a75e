import type { GoneCase } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'

/** The cases of those who were erased: nobody stands in them any more, and the certificate says what went. */
export const Gone = ({ gone, timeZone }: { gone: readonly GoneCase[]; timeZone: string }) => {
  const t = useWords()
  if (gone.length === 0) return null
  return (
    <section className="stack" aria-labelledby="gone">
      <h2 id="gone">{t('mydata.gone')}</h2>
      <ul className="stack">
        {gone.map(({ id, number, kind, outcome, closedAt, certificate }) => (
          <li className="card stack tight" key={id}>
            <p>
              <strong>{number}</strong> · {t(`mydata.kind.${kind}`)}
              <br />
              <span className="small quiet">
                {t('mydata.closed_on', {
                  outcome: t(`mydata.outcome.${outcome}`),
                  day: shortDay(t.locale, closedAt, timeZone),
                })}
              </span>
            </p>
            <p className="small">
              {t('mydata.gone_certificate', {
                day: shortDay(t.locale, certificate.madeAt, timeZone),
                deleted: certificate.deleted,
                detached: certificate.detached,
                kept: certificate.kept,
              })}
              {certificate.keptUntil && ` ${t('mydata.gone_until', { day: shortDay(t.locale, certificate.keptUntil) })}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
