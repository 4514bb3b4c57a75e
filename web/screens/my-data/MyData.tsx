import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Suspense } from 'react'
import { readMe } from '#contract/people.ts'
import type { Me } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Clocks } from './Clocks.tsx'
import { ForChild } from './ForChild.tsx'
import { Known } from './Known.tsx'
import { LeaverKey } from './LeaverKey.tsx'
import { Left } from './Left.tsx'
import { Requests } from './Requests.tsx'
import { ToldOrders } from './ToldOrders.tsx'
import { Verbs } from './Verbs.tsx'
import { myData, whose } from './whose.ts'

const route = getRouteApi('/s/$slug/my-data')

const Whose = ({ me, personId }: { me: Me; personId: string }) => {
  const t = useWords()
  if (me.children.length === 0) return null
  const all = [...me.children, { id: me.person.id, display: t('mydata.myself') }]
  return (
    <nav aria-label={t('mydata.whose')} className="row no-print">
      {all.map(({ id, display }) => (
        <Link
          key={id}
          to="/s/$slug/my-data"
          params={{ slug: me.school.slug }}
          search={{ of: id }}
          className={`button ${id === personId ? 'ink' : 'quiet'}`}
          {...(id === personId ? { 'aria-current': 'page' as const } : {})}
        >
          {display}
        </Link>
      ))}
    </nav>
  )
}

type ElsewhereProps = { slug: string; personId: string; isFamily: boolean; mayBring: boolean }

const Elsewhere = ({ slug, personId, isFamily, mayBring }: ElsewhereProps) => {
  const t = useWords()
  return (
    <section className="stack tight no-print" aria-labelledby="elsewhere">
      <h2 id="elsewhere">{t('mydata.consents')}</h2>
      <p>
        <Link className="ink-link" to="/s/$slug/people/$personId/reads" params={{ slug, personId }} icon="eye">
          {t('mydata.who_saw')}
        </Link>
      </p>
      <p>
        <Link className="ink-link" to="/s/$slug/consents" params={{ slug }} icon="check">
          {t('mydata.policies')}
        </Link>
      </p>
      {mayBring && (
        <p>
          <Link className="ink-link" to="/s/$slug/people/$personId/bring" params={{ slug, personId }} icon="import">
            {t('mydata.bring')}
          </Link>
        </p>
      )}
      {isFamily && (
        <p>
          <Link className="ink-link" to="/s/$slug/image-rights" params={{ slug }} icon="photo">
            {t('mydata.images')}
          </Link>
        </p>
      )}
    </section>
  )
}

/** What the school holds of oneself or one's child, and everything that one may ask about it. Violet from top to bottom. */
export const MyData = () => {
  const t = useWords()
  const me = useEndpoint(readMe)
  const personId = whose(me, route.useSearch().of)
  const { data } = useSuspenseQuery(myData(personId, t.locale))
  const { person, parts, rights } = data
  const isFamily = me.person.roles.some((role) => role === 'guardian' || role === 'pupil')
  // Whoever may ask for a deletion decides about the data, and so may bring some along.
  const mayBring = rights.some(({ kind, may }) => kind === 'erasure' && may)
  if (person.isTooYoung) return <ForChild me={me} person={person} parts={parts} />
  return (
    <div className="stack wide ink">
      <header className="stack tight">
        <div className="row spread">
          <Title>{person.isSelf ? t('mydata.title') : t('mydata.title_of', { name: person.display })}</Title>
          <EyeChip groups={[t('mydata.seen.self'), t('mydata.seen.desk')]} />
        </div>
        <p className="measure">{t('mydata.lead')}</p>
      </header>
      <Whose me={me} personId={personId} />
      <Verbs key={personId} person={person} parts={parts} rights={rights} />
      <Requests timeZone={me.school.timeZone} />
      <ToldOrders timeZone={me.school.timeZone} />
      <Known key={`known-${personId}`} personId={personId} parts={parts} />
      <Suspense fallback={<Skeleton />}>
        <Left key={`left-${personId}`} person={person} slug={me.school.slug} />
      </Suspense>
      {person.isSelf && <LeaverKey personId={person.id} school={me.school} />}
      <Elsewhere slug={me.school.slug} personId={personId} isFamily={isFamily} mayBring={mayBring} />
      <Clocks rights={rights} />
    </div>
  )
}
