import { useSaid } from '../../furigana.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'

/** How many cases wait for the reader, with the way to them. */
export const CasesWaitingLine = ({ slug, count }: { slug: string; count: number }) => {
  const say = useSaid()
  return (
    <section className="card todo" aria-labelledby="cases-now">
      <h2 id="cases-now">{say('app.nav.rights_cases')}</h2>
      <ul className="rows">
        <li>
          <Link className="tap" to="/s/$slug/data-requests" params={{ slug }}>
            <Icon name="requests" />
            <strong className="grow">{say('mydata.cases.to_confirm', { count })}</strong>
            <Icon name="onward" little />
          </Link>
        </li>
      </ul>
    </section>
  )
}
