import { lazy, Suspense } from 'react'
import { listClasses } from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import { longDay } from '#i18n/dates.ts'
import { useSaid } from '../../furigana.tsx'
import { loadWords, useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { ClassRows } from '../classes/ClassRows.tsx'
import { mayOffer } from '../notifications/offering.ts'

// Its code and its words come when the day stands: nobody is asked while a page loads.
const PushOffer = lazy(() =>
  Promise.all([import('../notifications/PushOffer.tsx'), loadWords('notifications')]).then(([{ PushOffer: Offer }]) => ({
    default: Offer,
  })),
)

const ToDo = ({ slug, count }: { slug: string; count: number }) => {
  const say = useSaid()
  if (count === 0) return null
  return (
    <section className="card todo" aria-labelledby="to-do">
      <h2 id="to-do">{say('home.to_do')}</h2>
      <Link className="tap" to="/s/$slug/requests" params={{ slug }}>
        <Icon name="requests" />
        <strong>{say('home.requests', { count })}</strong>
        <Icon name="onward" little />
      </Link>
    </section>
  )
}

const runsSchool = (roles: readonly string[]) => ['administrator', 'head', 'office'].some((role) => roles.includes(role))

/** What there is to do, then one's classes. */
export const Today = () => {
  const t = useWords()
  const say = useSaid()
  const me = useEndpoint(readMe)
  const { classes } = useEndpoint(listClasses)
  const { slug } = me.school
  const ownOnly = classes.every(({ as }) => as !== 'staff')
  return (
    <div className="stack wide">
      <header>
        <p className="quiet">{say.text(longDay(t.locale, new Date(), me.school.timeZone))}</p>
        <Title said={say('home.hello', { name: me.person.display })}>{t('home.hello', { name: me.person.display })}</Title>
      </header>
      <ToDo slug={slug} count={me.requestsToDecide} />
      {mayOffer() && (
        <Suspense fallback={null}>
          <PushOffer />
        </Suspense>
      )}
      <section className="stack" aria-labelledby="classes">
        <h2 id="classes">{say(ownOnly ? 'home.classes' : 'classes.title')}</h2>
        {classes.length > 0 && <ClassRows slug={slug} classes={classes} family={me.children} />}
        {classes.length === 0 && runsSchool(me.person.roles) && (
          <EmptyState
            title={say('home.empty_school')}
            drawing="satchel"
            action={
              <Link className="button primary" to="/s/$slug/import" params={{ slug }} icon="import">
                {say('home.import')}
              </Link>
            }
          >
            {say('home.empty_school_how')}
          </EmptyState>
        )}
        {classes.length === 0 && !runsSchool(me.person.roles) && (
          <EmptyState title={say('home.no_classes')}>{say('home.no_classes_how')}</EmptyState>
        )}
      </section>
    </div>
  )
}
