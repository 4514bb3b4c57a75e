import type { ReactNode } from 'react'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../speech.tsx'
import { Button } from './Button.tsx'
import { WhyWeAsk } from './Privacy.tsx'

export type Said = 'yes' | 'no' | 'open'

type ConsentProps = {
  /** What for, as one phrase with a verb. */
  purpose: string
  /** What is agreed to or refused, word for word: in sight before anybody answers. */
  wording?: string
  said: Said
  changedOn?: string
  busy?: boolean
  onSay: (said: 'yes' | 'no') => void
  /** What follows from either answer; stands behind “why”. */
  children: ReactNode
  receipt?: ReactNode
}

/** One purpose, two answers of the same weight; nothing is chosen before somebody has chosen it. */
export const ConsentCard = ({ purpose, wording, said, changedOn, busy = false, onSay, children, receipt }: ConsentProps) => {
  const t = useWords()
  return (
    <article className="card consent stack tight" aria-label={purpose}>
      <strong>{purpose}</strong>
      {wording && <p className="small said">{wording}</p>}
      <p className="small quiet" role="status">
        {t(`app.privacy.said.${said}`)}
        {changedOn && ` · ${t('app.privacy.said_on', { day: shortDay(t.locale, changedOn) })}`}
      </p>
      <div className="equal">
        {(['yes', 'no'] as const).map((answer) => (
          <Button key={answer} full busy={busy} disabled={said === answer} onPress={() => onSay(answer)}>
            {t(`app.privacy.answer.${answer}`)}
          </Button>
        ))}
      </div>
      <WhyWeAsk short={t('app.privacy.why')}>{children}</WhyWeAsk>
      {receipt}
    </article>
  )
}

type ReceiptProps = { number: string; day: string; lines: readonly { name: string; value: string }[] }

/** What was agreed or done, word for word, with a number to quote. */
export const Receipt = ({ number, day, lines }: ReceiptProps) => {
  const t = useWords()
  return (
    <section className="receipt stack tight" aria-label={t('app.privacy.receipt', { number })}>
      <strong>
        {t('app.privacy.receipt', { number })} · {shortDay(t.locale, day)}
      </strong>
      <dl>
        {lines.map(({ name, value }) => (
          <div key={name}>
            <dt className="small quiet">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
