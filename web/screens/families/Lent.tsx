import type * as z from 'zod/mini'
import { endDelegation, objectToDelegation, readFamily, readMyFamily, settleDelegation } from '#contract/families.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Refused, Scopes } from './parts.tsx'

type Loan = z.output<typeof readFamily.output>['lent'][number]

const tones = { holds: 'ok', rests: 'warn', waiting: 'info', ended: undefined } as const

/** One thing lent: to whom, what, until when; and what the reader may do about it. */
const OneLent = ({ loan, mayObject, maySettle }: { loan: Loan; mayObject: boolean; maySettle: boolean }) => {
  const t = useWords()
  const touched = [readFamily, readMyFamily]
  const [ending, objecting, settling] = [
    useAction(endDelegation, touched),
    useAction(objectToDelegation, touched),
    useAction(settleDelegation, touched),
  ]
  const params = { id: loan.id }
  const isLive = loan.state !== 'ended'
  const tone = tones[loan.state]
  const by = loan.isOwn ? null : loan.by ? t('families.lent.by', { name: loan.by }) : t('families.lent.by_other')
  return (
    <li>
      <div className="stack tight grow">
        <span className="row">
          <strong>{loan.name}</strong>
          <Badge {...(tone ? { tone } : {})}>{t(`families.state.${loan.state}`)}</Badge>
        </span>
        <span className="quiet small">
          {[t(`join.relation.${loan.relation}`), t('families.lent.until', { day: shortDay(t.locale, loan.until) }), by]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <Scopes held={loan.scopes} only />
        <div className="row no-print">
          {isLive && loan.isOwn && (
            <Button busy={ending.isPending} onPress={() => ending.mutate({ params })}>
              {t('families.end')}
            </Button>
          )}
          {isLive && mayObject && !loan.isOwn && !loan.objected && (
            <Button look="danger" busy={objecting.isPending} onPress={() => objecting.mutate({ params })}>
              {t('families.object')}
            </Button>
          )}
          {loan.state === 'rests' && maySettle && (
            <>
              <Button look="primary" onPress={() => settling.mutate({ params, body: { verdict: 'stands' } })}>
                {t('families.settle.stands')}
              </Button>
              <Button onPress={() => settling.mutate({ params, body: { verdict: 'ends' } })}>{t('families.settle.ends')}</Button>
            </>
          )}
        </div>
        <Refused by={ending.error ?? objecting.error ?? settling.error} />
      </div>
    </li>
  )
}

/** What was lent of one child. */
export const Lent = ({
  lent,
  mayObject = false,
  maySettle = false,
}: {
  lent: readonly Loan[]
  mayObject?: boolean
  maySettle?: boolean
}) => {
  const t = useWords()
  if (lent.length === 0) return <p className="quiet">{t('families.lent_none')}</p>
  return (
    <ul className="rows">
      {lent.map((loan) => (
        <OneLent key={loan.id} loan={loan} mayObject={mayObject} maySettle={maySettle} />
      ))}
    </ul>
  )
}
