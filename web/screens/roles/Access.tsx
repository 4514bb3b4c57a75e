import { getRouteApi } from '@tanstack/react-router'
import { readPersonAccess } from '#contract/grants.ts'
import { readMe } from '#contract/people.ts'
import { useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Account } from './Account.tsx'
import { Giving } from './Giving.tsx'
import { Held } from './Held.tsx'
import { Waiting } from './Waiting.tsx'

const route = getRouteApi('/s/$slug/people/$personId/access')

/** What somebody may do in the school, why and until when. */
export const Access = () => {
  const t = useWords()
  const { personId } = route.useParams()
  const { slug, timeZone } = useEndpoint(readMe).school
  const access = useEndpoint(readPersonAccess, { params: { id: personId } })
  const teaches =
    access.can.give.includes('teacher') && access.roles.some(({ role }) => role === 'teacher' || role === 'substitute')
  return (
    <div className="stack wide">
      <header className="stack tight">
        <p className="quiet">{t('roles.title')}</p>
        <Title>{access.person.display}</Title>
      </header>
      <Waiting grants={access.waiting} timeZone={timeZone} />
      <Held roles={access.roles} personId={personId} timeZone={timeZone} />
      {teaches && (
        <p>
          <Link to="/s/$slug/people/$personId/hand-over" params={{ slug, personId }} icon="leave">
            {t('roles.hand_over')}
          </Link>
        </p>
      )}
      {access.can.give.length > 0 && !access.isLocked && <Giving access={access} />}
      <Account access={access} timeZone={timeZone} />
    </div>
  )
}
