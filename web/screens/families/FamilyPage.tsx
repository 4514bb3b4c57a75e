import { getRouteApi } from '@tanstack/react-router'
import { Suspense } from 'react'
import { readFamily } from '#contract/families.ts'
import { readMe } from '#contract/people.ts'
import { useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Dispute } from './Dispute.tsx'
import { Lent } from './Lent.tsx'
import { NamedAdults } from './Named.tsx'
import { Protection } from './Protection.tsx'
import { readingOf } from './purpose.ts'
import { GuardiansAndRights } from './Rights.tsx'

const route = getRouteApi('/s/$slug/people/$personId/family')

/** What the school knows of a pupil's family: guardians and rights, whom to call, who may fetch, what is lent, protection. */
export const FamilyPage = () => {
  const t = useWords()
  const { slug, personId } = route.useParams()
  const { why } = route.useSearch()
  const family = useEndpoint(readFamily, readingOf(personId, why))
  const isOwn = useEndpoint(readMe).children.some(({ id }) => id === personId)
  // A teacher comes to call somebody; whoever runs the school, for the rights.
  const runs = family.can.countersign
  const named = (
    <>
      <NamedAdults pupilId={personId} list="contacts" adults={family.contacts} mayName={family.can.name} />
      <NamedAdults pupilId={personId} list="fetching" adults={family.adults} mayName={family.can.name} />
    </>
  )
  return (
    <div className="stack wide">
      <header className="row spread">
        <Title>{t('families.of', { name: family.pupil.display })}</Title>
        <EyeChip groups={[t('families.seen.office'), t('families.seen.teachers'), t('families.seen.guardians')]} />
      </header>
      <p className="no-print">
        <Link to="/s/$slug/people/$personId" params={{ slug, personId }} search={why ? { why } : {}}>
          {t('families.to_pupil')}
        </Link>
      </p>
      {family.siblings.length > 0 && (
        <p>
          {t('families.siblings')}{' '}
          {family.siblings.map(({ id, display }, nth) => (
            <span key={id}>
              {nth > 0 && ', '}
              <Link
                className="name-link"
                to="/s/$slug/people/$personId"
                params={{ slug, personId: id }}
                search={why ? { why } : {}}
              >
                {display}
              </Link>
            </span>
          ))}
        </p>
      )}
      {!runs && named}
      <GuardiansAndRights family={family} />
      {family.lent.length > 0 && (
        <section className="stack tight" aria-labelledby="lent">
          <h2 id="lent">{t('families.lent')}</h2>
          <div className="card">
            <Lent lent={family.lent} maySettle={family.can.settle} />
          </div>
        </section>
      )}
      {runs && named}
      <Protection family={family} />
      {family.can.protect && !isOwn && (
        <Suspense fallback={<Skeleton />}>
          <Dispute id={personId} />
        </Suspense>
      )}
    </div>
  )
}
