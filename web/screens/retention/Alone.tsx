import type * as z from 'zod/mini'
import type { readRetention } from '#contract/retention.ts'
import { useWords } from '../../speech.tsx'

type Told = z.output<typeof readRetention.output>['alone']

/** What ends by a job of its own, unannounced: how long it is there at most, and how much of it went within a year. */
export const Alone = ({ alone }: { alone: Told }) => {
  const t = useWords()
  return (
    <section className="stack tight measure" aria-labelledby="alone">
      <h2 id="alone">{t('retention.alone')}</h2>
      <p className="quiet">{t('retention.alone_how')}</p>
      <ul className="plain stack tight">
        {alone.map(({ what, after, gone }) => (
          <li key={what}>
            {what}
            {gone !== null && ` · ${t('retention.alone_gone', { count: gone })}`}
            <br />
            <span className="small quiet">{t('retention.alone_after', { span: after })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
