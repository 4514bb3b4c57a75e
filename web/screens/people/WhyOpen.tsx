import { readMe } from '#contract/people.ts'
import { type ReasonToOpen, reasonsToOpen } from '#contract/pupil-page.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Withhold } from './Withhold.tsx'

const runsSchool = ['administrator', 'head', 'office', 'dpo']
const protects = ['head', 'dpo']

/** Before staff see anything of a pupil they say why; one tap, and the family reads it in the log. */
export const WhyOpen = ({ slug, personId }: { slug: string; personId: string }) => {
  const t = useWords()
  const { person } = useEndpoint(readMe)
  const holds = (wanted: readonly string[]) => person.roles.some((role) => wanted.includes(role))
  const reasons: readonly ReasonToOpen[] = holds(runsSchool) ? reasonsToOpen.office : reasonsToOpen.teacher
  return (
    <div className="stack">
      <header className="stack tight">
        <Title>{t('pupil.why')}</Title>
        <p className="measure quiet">{t('pupil.why_hint')}</p>
      </header>
      <ul className="card rows">
        {reasons.map((why) => (
          <li key={why}>
            <Link className="tap" to="/s/$slug/people/$personId" params={{ slug, personId }} search={{ why }}>
              <strong className="grow">{t(`pupil.for.${why}`)}</strong>
              <Icon name="onward" little />
            </Link>
          </li>
        ))}
      </ul>
      {holds(protects) && <Withhold slug={slug} personId={personId} />}
    </div>
  )
}
