import { readEgress } from '#contract/egress.ts'
import { useWords } from '../../speech.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

type Props = { person: { id: string; display: string; isSelf: boolean }; slug: string }

/** How often something of this person left the server, for whom and what it carried; who these are stands on the public page. */
export const Left = ({ person: { id, display, isSelf }, slug }: Props) => {
  const t = useWords()
  const { total, rows } = useEndpoint(readEgress, { params: { id } })
  const month = new Intl.DateTimeFormat(t.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return (
    <section className="stack tight" aria-labelledby="left">
      <h2 id="left">{t('mydata.left')}</h2>
      <p>{isSelf ? t('mydata.left.total', { count: total }) : t('mydata.left.total_of', { count: total, name: display })}</p>
      {rows.length > 0 && (
        <ul className="stack tight">
          {rows.map(({ month: on, way, recipient, sent }) => (
            <li key={`${on} ${way} ${recipient}`} className="small">
              {month.format(new Date(`${on}-01`))} · {t(`mydata.left.${way}`)} · <code>{recipient}</code> ·{' '}
              {t('mydata.left.times', { count: sent })}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a className="ink-link" href={`/s/${slug}/trust/suppliers`}>
          {t('mydata.left.who')}
        </a>
      </p>
    </section>
  )
}
