import type * as z from 'zod/mini'
import type { listSupplierNotices } from '#contract/suppliers.ts'
import { shortDay } from '#i18n/dates.ts'
import { country } from '#i18n/lists.ts'
import { useWords } from '../../speech.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Objection } from './Objection.tsx'

export type SupplierNotice = z.output<typeof listSupplierNotices.output>['notices'][number]
type Company = NonNullable<SupplierNotice['company']>
const tones = { coming: 'info', holds: 'warn', replaced: undefined, dropped: undefined } as const

const Line = ({ label, now, was }: { label: string; now: string; was: string | undefined }) => {
  const t = useWords()
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {now}
        {was !== undefined && was !== now && (
          <>
            <br />
            <span className="small quiet">{t('suppliers.was', { text: was })}</span>
          </>
        )}
      </dd>
    </>
  )
}

const Whom = ({ company, before }: { company: Company; before: Company | null }) => {
  const t = useWords()
  const gets = ({ way }: Company) => t(`suppliers.way.${way ?? 'nothing'}`)
  const isRenamed = before !== null && before.entity !== company.entity
  const lines = [
    ...(isRenamed ? [['suppliers.who', ({ entity }: Company) => entity] as const] : []),
    ['suppliers.where', ({ address }: Company) => address],
    ['suppliers.country', (one: Company) => country(t.locale, one.country)],
    ['suppliers.gets', gets],
  ] as const
  return (
    <dl className="readers">
      {lines.map(([label, said]) => (
        <Line key={label} label={t(label)} now={said(company)} was={before ? said(before) : undefined} />
      ))}
    </dl>
  )
}

/** One notice: who, what changes, from when on; and what the school says to it. */
export const Notice = ({ notice, timeZone }: { notice: SupplierNotice; timeZone: string }) => {
  const t = useWords()
  const { id, host, change, state, fromOn, announcedAt, company, before } = notice
  const holds = t(`suppliers.${state}`, { day: shortDay(t.locale, fromOn) })
  return (
    <section className="card stack" aria-labelledby={id}>
      <div className="row spread">
        <h2 id={id}>{company?.entity ?? host}</h2>
        <Badge {...(tones[state] && { tone: tones[state] })}>{holds}</Badge>
      </div>
      <p className="quiet">
        {t(`suppliers.change.${change}`)} · <code>{host}</code> ·{' '}
        {t('suppliers.announced', { day: shortDay(t.locale, announcedAt, timeZone) })}
      </p>
      {company && <Whom company={company} before={before} />}
      <Objection notice={notice} timeZone={timeZone} />
    </section>
  )
}
