import type * as z from 'zod/mini'
import { readMe } from '#contract/people.ts'
import { letLateGo, readRetention } from '#contract/retention.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { Alone } from './Alone.tsx'
import { Announced } from './Announced.tsx'
import { Past } from './Past.tsx'

type Told = z.output<typeof readRetention.output>

const Asking = ({ asked }: { asked: Told['coming'] }) => {
  const t = useWords()
  const answering = useAction(letLateGo, [readRetention])
  const done = t('retention.late_goes')
  const letGo = (id: string) => answering.mutate({ params: { id } }, { onSuccess: () => toast(done) })
  return (
    <section aria-labelledby="asking" className="stack tight measure">
      <h2 id="asking">{t('retention.asking')}</h2>
      <p className="quiet">{t('retention.asking_how')}</p>
      <Refused by={answering.error} />
      <ul className="plain stack tight">
        {asked.map(({ id, what, late, isLookedAt }) => (
          <li key={id} className="row">
            <span className="grow">
              {what} · {t('retention.rows', { count: late })}
            </span>
            {isLookedAt ? (
              <span className="small quiet">{done}</span>
            ) : (
              <Button busy={answering.isPending} onPress={() => letGo(id)}>
                {t('retention.let_late_go')}
                <span className="unseen"> {what}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const Done = ({ done, timeZone }: Pick<Told, 'done'> & { timeZone: string }) => {
  const t = useWords()
  const number = (count: number) => new Intl.NumberFormat(t.locale).format(count)
  return (
    <section className="card stack measure" aria-labelledby="done">
      <h2 id="done">{t('retention.done')}</h2>
      <ul className="plain stack tight">
        {done.map(({ id, what, rows, gone, doneAt }) => (
          <li key={id}>
            {what} · {gone === rows ? number(gone) : t('retention.gone', { gone: number(gone), rows: number(rows) })}
            <br />
            <span className="small quiet">{shortDay(t.locale, doneAt, timeZone)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What the night will end, the day before it does, by rule and number; and what the last nights have ended. */
export const Retention = () => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  const { coming, done, past, alone } = useEndpoint(readRetention, { query: { locale: t.locale } })
  const asked = coming.filter(({ rows }) => rows === 0)
  return (
    <div className="stack wide">
      <header className="stack tight">
        <Title>{t('retention.title')}</Title>
        <p className="measure quiet">{t('retention.lead')}</p>
      </header>
      <Announced coming={coming.filter(({ rows }) => rows > 0)} />
      {asked.length > 0 && <Asking asked={asked} />}
      {past.length > 0 && <Past past={past} />}
      {done.length > 0 && <Done done={done} timeZone={timeZone} />}
      <Alone alone={alone} />
    </div>
  )
}
