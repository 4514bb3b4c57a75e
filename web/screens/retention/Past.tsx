import type * as z from 'zod/mini'
import type { readRetention } from '#contract/retention.ts'
import { monthOf } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'

type Left = z.output<typeof readRetention.output>['past']

/** What is left of past years: how often something was done in a month, and nothing of anybody. */
export const Past = ({ past }: { past: Left }) => {
  const t = useWords()
  const number = (count: number) => new Intl.NumberFormat(t.locale).format(count)
  return (
    <section className="stack measure" aria-labelledby="past">
      <h2 id="past">{t('retention.past')}</h2>
      <p className="quiet">{t('retention.past_how')}</p>
      <ul className="plain stack tight">
        {[...Map.groupBy(past, ({ monthOn }) => monthOn)].map(([month, some]) => (
          <li key={month}>
            <strong>{monthOf(t.locale, month)}</strong>
            <ul className="plain">
              {some.map(({ what, times }) => (
                <li key={what}>
                  {what} · {number(times)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}
