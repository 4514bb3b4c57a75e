import type * as z from 'zod/mini'
import type { readMyData } from '#contract/my-data.ts'
import { useWords } from '../../speech.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { WhyWeAsk } from '../../ui/Privacy.tsx'
import { clockWords, standingWords } from './clock.ts'

export type Rights = z.output<typeof readMyData.output>['rights']

/** How long the school has for each right, by which article, and who has checked that. */
export const Clocks = ({ rights }: { rights: Rights }) => {
  const t = useWords()
  return (
    <WhyWeAsk short={t('mydata.clocks')}>
      <dl className="stack tight">
        {rights.map(({ kind, standing, ...clock }) => (
          <div key={kind}>
            <dt>{t(`mydata.kind.${kind}`)}</dt>
            <dd>
              {clockWords(t, clock)}{' '}
              <Badge tone={standing === 'verified' ? 'ok' : 'warn'}>{standingWords(t, { standing, ...clock })}</Badge>
            </dd>
          </div>
        ))}
      </dl>
    </WhyWeAsk>
  )
}
