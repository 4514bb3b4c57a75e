import type * as z from 'zod/mini'
import { readLeavers } from '#contract/leaving.ts'
import { readMe } from '#contract/people.ts'
import { useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Clocks } from './Clocks.tsx'
import { Coming } from './Coming.tsx'

type Leavers = z.output<typeof readLeavers.output>
const states = ['leaving', 'alumni_locked', 'guidance', 'archived'] as const

const Counts = ({ counts }: Pick<Leavers, 'counts'>) => {
  const t = useWords()
  return (
    <section className="card stack measure" aria-labelledby="counts">
      <h2 id="counts">{t('leaving.counts')}</h2>
      <table className="figures">
        <tbody>
          {states.map((state) => (
            <tr key={state}>
              <th scope="row">{t(`leaving.state.${state}`)}</th>
              <td>{new Intl.NumberFormat(t.locale).format(counts[state])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Tonight = ({ locking, slug }: Pick<Leavers, 'locking'> & { slug: string }) => {
  const t = useWords()
  return (
    <section aria-labelledby="tonight" className="stack tight">
      <h2 id="tonight">{t('leaving.tonight')}</h2>
      <p className="quiet measure">{t('leaving.tonight_how')}</p>
      <ul className="plain stack tight">
        {locking.map(({ personId, display }) => (
          <li key={personId}>
            <Link className="name-link" to="/s/$slug/people/$personId/access" params={{ slug, personId }}>
              {display}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who has left and how far each is; what the night will do, the day before it does. */
export const Leavers = () => {
  const t = useWords()
  const { slug } = useEndpoint(readMe).school
  const { counts, clocks, canSet, locking, coming } = useEndpoint(readLeavers)
  return (
    <div className="stack wide">
      <header className="stack tight">
        <Title>{t('leaving.title')}</Title>
        <p className="measure quiet">{t('leaving.intro')}</p>
      </header>
      <Counts counts={counts} />
      {locking.length > 0 && <Tonight locking={locking} slug={slug} />}
      <Coming coming={coming} slug={slug} />
      <Clocks clocks={clocks} canSet={canSet} />
    </div>
  )
}
