import { Suspense, useState } from 'react'
import type * as z from 'zod/mini'
import type { readMyData } from '#contract/my-data.ts'
import { readMyPart } from '#contract/my-data.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

export type Part = z.output<typeof readMyData.output>['parts'][number]

/** The entries themselves: fetched when somebody wants to see them, for looking is a line in the log. */
const Entries = ({ personId, table }: { personId: string; table: string }) => {
  const t = useWords()
  const part = useEndpoint(readMyPart, { params: { id: personId, table }, query: { locale: t.locale } })
  return (
    <div className="stack tight">
      {part.rows.map((row, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id that leaves the house, and their order is fixed
        <dl key={nth} className="ink-box">
          {row.map(({ field, what, value }) => (
            <div key={field}>
              <dt className="small quiet">{what}</dt>
              <dd className="said">{value}</dd>
            </div>
          ))}
        </dl>
      ))}
      {part.total > part.rows.length && (
        <p className="small quiet">{t('mydata.newest', { shown: part.rows.length, total: part.total })}</p>
      )}
    </div>
  )
}

/** Of fields that mean the same the first: what is said of one is said of all. */
const isFirst = (one: Part['fields'][number], nth: number, all: Part['fields']) => {
  const said = ({ category, basis, kept, from }: Part['fields'][number]) => [category, basis, kept, from].join('\n')
  return all.findIndex((other) => said(other) === said(one)) === nth
}

const Meaning = ({ fields }: Pick<Part, 'fields'>) => {
  const t = useWords()
  const list = new Intl.ListFormat(t.locale, { type: 'conjunction' })
  return (
    <ul className="stack tight">
      {fields.filter(isFirst).map(({ field, category, basis, kept, seenBy, from }) => (
        <li key={field} className="small">
          <strong>{category}</strong> · {t('mydata.meaning', { seenBy: list.format(seenBy), kept, from })}
          <br />
          <span className="quiet">{basis}</span>
        </li>
      ))}
    </ul>
  )
}

const OnePart = ({ personId, part }: { personId: string; part: Part }) => {
  const t = useWords()
  const [shown, setShown] = useState(false)
  return (
    <details className="why">
      <summary>
        {part.name} · {t('mydata.rows', { count: part.rows })}
      </summary>
      <div className="stack tight">
        <p>{part.why}</p>
        <Meaning fields={part.fields} />
        {shown ? (
          <Suspense fallback={<Skeleton />}>
            <Entries personId={personId} table={part.table} />
          </Suspense>
        ) : (
          <p>
            <Button look="ink" icon="eye" onPress={() => setShown(true)}>
              {t('mydata.show')}
              <span className="unseen"> {part.name}</span>
            </Button>
          </p>
        )}
      </div>
    </details>
  )
}

const Parts = ({ personId, parts }: { personId: string; parts: readonly Part[] }) => (
  <ul className="rows">
    {parts.map((part) => (
      <li key={part.table}>
        <OnePart personId={personId} part={part} />
      </li>
    ))}
  </ul>
)

/** Everything that is held, part by part: how much, why, who sees it, until when. What people mean comes first, the machine's own after. */
export const Known = ({ personId, parts }: { personId: string; parts: readonly Part[] }) => {
  const t = useWords()
  const [own, technical] = [parts.filter((part) => !part.isTechnical), parts.filter((part) => part.isTechnical)]
  return (
    <section className="stack" aria-labelledby="known" id="see">
      <h2 id="known" tabIndex={-1}>
        {t('mydata.known')}
      </h2>
      <p className="small quiet">{t('mydata.grounds_unverified')}</p>
      <Parts personId={personId} parts={own} />
      {technical.length > 0 && (
        <>
          <h3>{t('mydata.technical')}</h3>
          <Parts personId={personId} parts={technical} />
        </>
      )}
    </section>
  )
}
