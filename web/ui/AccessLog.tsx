import type { ReactNode } from 'react'
import type * as z from 'zod/mini'
import type { readPersonReads } from '#contract/ledger-reading.ts'
import { clockTime, longDay, shortDay } from '#i18n/dates.ts'
import { listing } from '#i18n/lists.ts'
import type { Words } from '#i18n/words.ts'
import { useSaid } from '../furigana.tsx'
import { useWords } from '../speech.tsx'
import { type Columns, DataTable } from './DataTable.tsx'

type Read = z.output<typeof readPersonReads.output>['days'][number]['reads'][number]
/** One line of the log: what was repeated says how often. */
export type LoggedRead = Read & { id: string; day: string }

const whoOf = (t: Words, { role, name, isOwn, isSchool }: Read['who']) => {
  if (isOwn) return t('ledger.you')
  if (isSchool) return t('ledger.school_itself')
  if (!role) return t('ledger.someone')
  const said = t(`people.role.${role}`)
  return name ? t('ledger.named', { name, role: said }) : said
}

const kindsOf = (t: Words, { kinds }: Read) => listing(t.locale).format(kinds.map((kind) => t(`ledger.kind.${kind}`)))
const whatOf = (t: Words, read: Read) => t(`ledger.what.${read.what}`)
const whyOf = (t: Words, { purpose }: Read) => t(`ledger.purpose.${purpose}`)

const timeOf = (t: Words, { first, last }: Read, timeZone: string) => {
  const [from, to] = [clockTime(t.locale, first, timeZone), clockTime(t.locale, last, timeZone)]
  return from === to ? from : t('ledger.between', { first: from, last: to })
}

/** A name stands as the school has it: how it is read nobody guesses. */
const Who = ({ who }: Pick<Read, 'who'>) => {
  const t = useWords()
  const say = useSaid()
  if (!who.name || !who.role) return say.text(whoOf(t, who))
  return (
    <>
      {say.person(who.name)} · {say(`people.role.${who.role}`)}
    </>
  )
}

const What = ({ read }: { read: LoggedRead }) => {
  const t = useWords()
  const say = useSaid()
  const kinds = kindsOf(t, read)
  return (
    <>
      {say(`ledger.what.${read.what}`)}
      {read.times > 1 && <span className="badge">{say('ledger.times', { count: read.times })}</span>}
      {kinds && (
        <>
          <br />
          <span className="quiet small">{say.text(t('ledger.opened', { kinds }))}</span>
        </>
      )}
    </>
  )
}

const Why = ({ read }: { read: LoggedRead }) => {
  const t = useWords()
  const say = useSaid()
  return (
    <>
      <span className="on-card">{say.text(t('ledger.reason', { purpose: whyOf(t, read) }))}</span>
      <span className="off-card">{say.text(whyOf(t, read))}</span>
      {read.withheldOn && (
        <>
          <br />
          <span className="small">{say('ledger.withheld', { day: shortDay(t.locale, read.withheldOn) })}</span>
        </>
      )}
    </>
  )
}

const useColumns = (timeZone: string, ask: AccessLogProps['ask']): Columns<LoggedRead> => {
  const t = useWords()
  const say = useSaid()
  const who = ({ who: one }: LoggedRead) => whoOf(t, one)
  const when = (read: LoggedRead) => (
    <>
      {say.text(longDay(t.locale, read.day))}
      <br />
      <span className="time small">{say.text(timeOf(t, read, timeZone))}</span>
    </>
  )
  return [
    { id: 'who', label: t('ledger.file.who'), sort: who, cell: ({ who: one }) => <Who who={one} /> },
    { id: 'when', label: t('ledger.file.day'), sort: ({ last }) => -Date.parse(last), cell: when },
    { id: 'what', label: t('ledger.file.what'), sort: (read) => whatOf(t, read), cell: (read) => <What read={read} /> },
    { id: 'why', label: t('ledger.file.why'), sort: (read) => whyOf(t, read), cell: (read) => <Why read={read} /> },
    ...(ask ? [{ id: 'ask', label: t('ledger.ask'), cell: ask }] : []),
  ]
}

type AccessLogProps = {
  caption: string
  reads: readonly LoggedRead[]
  timeZone: string
  /** What somebody may do with a line who wonders about it. */
  ask?: ((read: LoggedRead) => ReactNode) | undefined
}

/** Who saw what, when and why: to filter, sort and print. It leaves as a file that proves itself, not as a table that proves nothing. */
export const AccessLog = ({ caption, reads, timeZone, ask }: AccessLogProps) => {
  const t = useWords()
  const columns = useColumns(timeZone, ask)
  const text = (read: LoggedRead) =>
    [whoOf(t, read.who), whatOf(t, read), whyOf(t, read), kindsOf(t, read), longDay(t.locale, read.day)].join(' ')
  return (
    <div className="log">
      <DataTable caption={caption} rows={reads} columns={columns} first="when" text={text} name={({ who }) => whoOf(t, who)} />
    </div>
  )
}
