import { readWithholdingFigures } from '#contract/withholding.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

/** How often the school withholds, by years that are over: the same for everyone, and no number below five. */
const Figures = () => {
  const t = useWords()
  const { years } = useEndpoint(readWithholdingFigures)
  return years.slice(0, 3).map(({ from, to, begun }) => {
    const year = from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : `${from.slice(0, 4)}–${to.slice(0, 4)}`
    return (
      <span key={from}>{begun === null ? t('ledger.figure_few', { year }) : t('ledger.figure', { year, count: begun })} </span>
    )
  })
}

/** What no log can know, said where people look for it. */
export const Limits = ({ since }: { since: string }) => {
  const t = useWords()
  return (
    <section className="ink-box" aria-labelledby="limits">
      <h2 id="limits">{t('ledger.limits')}</h2>
      <ul>
        <li>{t('ledger.limit.paper')}</li>
        <li>{t('ledger.limit.lists')}</li>
        <li>{t('ledger.limit.guardians')}</li>
        <li>{t('ledger.limit.old', { day: shortDay(t.locale, since) })}</li>
        <li>
          {t('ledger.limit.withheld')} <Figures />
        </li>
      </ul>
    </section>
  )
}
