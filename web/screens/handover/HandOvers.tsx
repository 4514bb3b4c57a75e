import type * as z from 'zod/mini'
import { listHandOvers } from '#contract/hand-overs.ts'
import { readMe } from '#contract/people.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { MadeTable } from './MadeTable.tsx'

type Untaught = z.output<typeof listHandOvers.output>['untaught'][number]

const Untaught = ({ of: { label, last }, slug }: { of: Untaught; slug: string }) => {
  const t = useWords()
  return (
    <li>
      <span className="grow">
        <strong>{label}</strong>
        <br />
        <span className="quiet small">
          {last ? t('handover.untaught_last', { name: last.display }) : t('handover.untaught_never')}
        </span>
      </span>
      {last && (
        <Link className="button quiet" to="/s/$slug/people/$personId/hand-over" params={{ slug, personId: last.id }}>
          {t('handover.untaught_do', { label })}
        </Link>
      )}
    </li>
  )
}

/** What has been handed over in the school, and the classes that nobody teaches. */
export const HandOvers = () => {
  const t = useWords()
  const { slug } = useEndpoint(readMe).school
  const { handOvers, untaught } = useEndpoint(listHandOvers)
  return (
    <div className="stack wide">
      <header className="stack tight measure">
        <Title>{t('handover.list_title')}</Title>
        <p className="quiet">{t('handover.list_intro')}</p>
      </header>
      <section className="stack measure" aria-labelledby="untaught">
        <h2 id="untaught">{t('handover.untaught')}</h2>
        {untaught.length === 0 ? (
          <p className="row">
            <Icon name="check" little />
            {t('handover.all_taught')}
          </p>
        ) : (
          <ul className="card rows">
            {untaught.map((one) => (
              <Untaught key={one.id} of={one} slug={slug} />
            ))}
          </ul>
        )}
      </section>
      <section className="stack" aria-labelledby="made">
        <h2 id="made">{t('handover.earlier')}</h2>
        {handOvers.length === 0 ? <EmptyState title={t('handover.none')} /> : <MadeTable handOvers={handOvers} />}
      </section>
    </div>
  )
}
