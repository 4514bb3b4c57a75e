import type { ReactNode } from 'react'
import type * as z from 'zod/mini'
import type { readPersonReads } from '#contract/ledger-reading.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import { useWords } from '../speech.tsx'

type Read = z.output<typeof readPersonReads.output>['days'][number]['reads'][number]

const useWho = ({ role, name, isOwn, isSchool }: Read['who']) => {
  const t = useWords()
  if (isOwn) return t('ledger.you')
  if (isSchool) return t('ledger.school_itself')
  if (!role) return t('ledger.someone')
  const said = t(`people.role.${role}`)
  return name ? t('ledger.named', { name, role: said }) : said
}

/** One line of who saw what, when and why; what was repeated says how often. What follows from it stands below. */
export const AccessLogRow = ({ read, timeZone, children }: { read: Read; timeZone: string; children?: ReactNode }) => {
  const t = useWords()
  const who = useWho(read.who)
  const [first, last] = [clockTime(t.locale, read.first, timeZone), clockTime(t.locale, read.last, timeZone)]
  const list = new Intl.ListFormat(t.locale, { type: 'conjunction', style: 'narrow' })
  const kinds = list.format(read.kinds.map((kind) => t(`ledger.kind.${kind}`)))
  return (
    <li className="log-row">
      <span className="time">{first === last ? first : t('ledger.between', { first, last })}</span>
      <span className="grow">
        <strong>{who}</strong>
        <br />
        {t(`ledger.what.${read.what}`)}
        {read.times > 1 && <span className="badge">{t('ledger.times', { count: read.times })}</span>}
        <br />
        <span className="quiet small">
          {kinds && `${t('ledger.opened', { kinds })} · `}
          {t('ledger.reason', { purpose: t(`ledger.purpose.${read.purpose}`) })}
        </span>
        {read.withheldOn && (
          <>
            <br />
            <span className="small">{t('ledger.withheld', { day: shortDay(t.locale, read.withheldOn) })}</span>
          </>
        )}
        {children}
      </span>
    </li>
  )
}
