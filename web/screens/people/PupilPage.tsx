import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type * as z from 'zod/mini'
import { readMe } from '#contract/people.ts'
import { everyReason, readPupil } from '#contract/pupil-page.ts'
import type { Purpose } from '#contract/purposes.ts'
import { shortDay } from '#i18n/dates.ts'
import { families } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { Avatar } from '../../ui/Marks.tsx'
import { Banner } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { OverseenLink } from '../conversations/Overseen.tsx'
import { OnSupport } from '../roles/OnSupport.tsx'
import { HelpIn } from '../slips/HelpIn.tsx'
import { Contested } from './Contested.tsx'
import { WhyOpen } from './WhyOpen.tsx'

const OnPupilPage = lazy(() => import('../families/OnPupilPage.tsx').then((module) => ({ default: module.OnPupilPage })))

const route = getRouteApi('/s/$slug/people/$personId')
type Pupil = z.output<typeof readPupil.output>

/** Staff by the role that lets them; of the family only that it is the family: how many guardians there are is nobody else's. */
const Seen = ({ seenBy }: Pick<Pupil, 'seenBy'>) => {
  const t = useWords()
  const groups = seenBy.map(({ role, people }) => t('pupil.seen_role', { role: t(`people.role.${role}`), count: people }))
  const count = seenBy.reduce((sum, { people }) => sum + people, 0)
  return <EyeChip label={t('pupil.seen', { count })} groups={[...groups, t('pupil.seen_family')]} />
}

const Classes = ({ slug, classes }: { slug: string; classes: Pupil['classes'] }) => {
  const t = useWords()
  const list = new Intl.ListFormat(t.locale, { type: 'conjunction' })
  if (classes.length === 0) return <p className="quiet">{t('pupil.no_class')}</p>
  return (
    <ul className="card rows">
      {classes.map(({ id, label, teachers }) => (
        <li key={id}>
          <Link className="tap" to="/s/$slug/classes/$classId" params={{ slug, classId: id }}>
            <span className="grow">
              <strong>{label}</strong>
              <br />
              <span className="quiet small">{list.format(teachers)}</span>
            </span>
            <Icon name="onward" little />
          </Link>
        </li>
      ))}
    </ul>
  )
}

const Guardians = ({ guardians, isChild }: { guardians: Pupil['guardians']; isChild: boolean }) => {
  const t = useWords()
  return (
    <>
      {guardians.length === 0 && <p className="quiet">{t('pupil.no_guardian')}</p>}
      <ul className="persons">
        {guardians.map(({ id, display, relation }) => (
          <li className="person" key={id}>
            <Avatar name={display} />
            <span>
              {display}
              <br />
              <span className="quiet small">{t(`join.relation.${relation}`)}</span>
            </span>
          </li>
        ))}
      </ul>
      {isChild && <p className="quiet small">{t('pupil.guardians_hint')}</p>}
    </>
  )
}

/** Whom to call is opened for the reason for which the page was. */
const ToFamily = ({ slug, personId, why }: { slug: string; personId: string; why: Purpose }) => {
  const t = useWords()
  const given = everyReason.find((one) => one === why)
  return (
    <p>
      <Link to="/s/$slug/people/$personId/family" params={{ slug, personId }} search={given ? { why: given } : {}}>
        {t('families.whom_to_call')}
      </Link>
    </p>
  )
}

const Opened = ({ slug, personId, why }: { slug: string; personId: string; why: Purpose }) => {
  const t = useWords()
  const { person, classes, guardians, seenBy, withheldUntil, can } = useEndpoint(readPupil, {
    params: { id: personId },
    purpose: readPupil.purposes.find((one) => one === why) ?? 'class_life',
  })
  const isOwn = person.isSelf || person.isChild
  const { roles } = useEndpoint(readMe).person
  const inOffice = !isOwn && ['administrator', 'head', 'office'].some((role) => roles.some((one) => one === role))
  return (
    <div className="stack wide">
      <header className="stack tight">
        <div className="row spread">
          <Title>{person.display}</Title>
          <Seen seenBy={seenBy} />
        </div>
        {withheldUntil && <Banner title={t('pupil.withheld', { day: shortDay(t.locale, withheldUntil) })} />}
        <OnSupport personId={personId} slug={slug} />
        {!isOwn && <Contested personId={personId} />}
        {!withheldUntil && !isOwn && <p className="quiet small">{t('pupil.logged', { purpose: t(`ledger.purpose.${why}`) })}</p>}
      </header>
      <section className="stack tight" aria-labelledby="classes">
        <h2 id="classes">{t('pupil.classes')}</h2>
        <Classes slug={slug} classes={classes} />
      </section>
      {inOffice ? (
        <Suspense fallback={<Skeleton />}>
          <OnPupilPage personId={personId} why={why} />
        </Suspense>
      ) : (
        <section className="stack tight" aria-labelledby="guardians">
          <h2 id="guardians">{t('pupil.guardians')}</h2>
          <Guardians guardians={guardians} isChild={person.isChild} />
        </section>
      )}
      {!isOwn && <ToFamily slug={slug} personId={personId} why={why} />}
      {!isOwn && <OverseenLink personId={personId} />}
      {!person.isSelf && (
        <p>
          <HelpIn person={{ id: personId, display: person.display }} />
        </p>
      )}
      {inOffice && (
        <p className="row">
          <Link to="/s/$slug/people/$personId/access" params={{ slug, personId }} icon="key">
            {t('people.access')}
          </Link>
          <Link to="/s/$slug/people/$personId/bring" params={{ slug, personId }} icon="import">
            {t('people.bring')}
          </Link>
        </p>
      )}
      {can.seeReads && (
        <p>
          <Link className="ink-link" to="/s/$slug/people/$personId/reads" params={{ slug, personId }} icon="eye">
            {t('pupil.who_saw')}
          </Link>
        </p>
      )}
    </div>
  )
}

/** A pupil's page. Staff say first why they open it; a family opens its own. */
export const PupilPage = () => {
  const { slug, personId } = route.useParams()
  const { why } = route.useSearch()
  const me = useEndpoint(readMe)
  // Staff say why; a family with the link of another child is told at once that it is not theirs, and not asked first.
  const isStaff = me.person.roles.some((role) => !families.includes(role))
  const isOwn = me.person.id === personId || me.children.some(({ id }) => id === personId)
  const purpose = isOwn || !isStaff ? 'self' : why
  return purpose ? <Opened slug={slug} personId={personId} why={purpose} /> : <WhyOpen slug={slug} personId={personId} />
}
