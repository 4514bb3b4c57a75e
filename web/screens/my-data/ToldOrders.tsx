import { listMyOrders } from '#contract/orders.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { usePartsInWords } from './Limiting.tsx'

/** What was handed over to an authority, as far as it may be told. */
export const ToldOrders = ({ timeZone }: { timeZone: string }) => {
  const t = useWords()
  const inWords = usePartsInWords()
  const { orders } = useEndpoint(listMyOrders)
  if (orders.length === 0) return null
  return (
    <section className="stack" aria-labelledby="ordered">
      <h2 id="ordered">{t('mydata.ordered')}</h2>
      <ul className="stack">
        {orders.map(({ id, person, authority, datedOn, handedAt, parts }) => (
          <li className="card stack tight" key={id}>
            <p>
              <strong>{authority}</strong> · {person.display}
              <br />
              <span className="small quiet">
                {t('mydata.ordered_on', {
                  ...{ dated: shortDay(t.locale, datedOn), day: shortDay(t.locale, handedAt, timeZone) },
                })}{' '}
                · {inWords(parts)}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
