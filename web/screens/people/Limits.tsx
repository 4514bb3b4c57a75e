import { readWithholdingFigures } from '#contract/withholding.ts'
import { shortDay } from '#i18n/dates.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

/** How often the school withholds, by years that are over: the same for everyone, and no number below five. */
const Figures = () => {
  const say = useSaid()
  const { years } = useEndpoint(readWithholdingFigures)
  return years.slice(0, 3).map(({ from, to, begun }) => {
    const year = from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : `${from.slice(0, 4)}–${to.slice(0, 4)}`
    return (
      <span key={from}>
        {begun === null ? say('ledger.figure_few', { year }) : say('ledger.figure', { year, count: begun })}{' '}
      </span>
    )
  })
}

/** What no log can know, said where people look for it. */
export const Limits = ({ since }: { since: string }) => {
  const t = useWords()
  const say = useSaid()
  return (
    <section className="ink-box" aria-labelledby="limits">
      <h2 id="limits">{say('ledger.limits')}</h2>
      <ul>
        <li>{say('ledger.limit.paper')}</li>
        <li>{say('ledger.limit.lists')}</li>
        <li>{say('ledger.limit.guardians')}</li>
        <li>{say('ledger.limit.old', { day: shortDay(t.locale, since) })}</li>
        <li>
          {say('ledger.limit.withheld')} <Figures />
        </li>
      </ul>
    </section>
  )
}
