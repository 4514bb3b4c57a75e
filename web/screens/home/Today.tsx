import { lazy, Suspense } from 'react'
import { listClasses } from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import { longDay } from '#i18n/dates.ts'
import { useSaid } from '../../furigana.tsx'
import type { Me } from '../../place.ts'
import { loadWords, useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useWhole } from '../../ui/whole.ts'
import { useEndpoint } from '../../useEndpoint.ts'
import { ClassRows } from '../classes/ClassRows.tsx'
import { mayAskAddress, mayOffer } from '../notifications/offering.ts'
import { Feed } from '../posts/Feed.tsx'
import { NoticeStrip } from './NoticeStrip.tsx'

// Its code and its words come when the day stands: nobody is asked while a page loads.
const Offers = lazy(() =>
  Promise.all([import('../notifications/Offers.tsx'), loadWords('notifications')]).then(([{ Offers: Both }]) => ({
    default: Both,
  })),
)

const Waiting = lazy(() => import('../conversations/Waiting.tsx').then(({ Waiting: Both }) => ({ default: Both })))
const CasesWaiting = lazy(() => import('../my-data/CasesWaiting.tsx').then(({ CasesWaiting: Cases }) => ({ default: Cases })))
const NoticeBoard = lazy(() => import('./NoticeBoard.tsx').then(({ NoticeBoard: Board }) => ({ default: Board })))
const MailComesBack = lazy(() =>
  Promise.all([import('../notifications/MailComesBack.tsx'), loadWords('notifications')]).then(([{ MailComesBack: Line }]) => ({
    default: Line,
  })),
)

const SuppliersComing = lazy(() =>
  Promise.all([import('../service/SuppliersComing.tsx'), loadWords('service')]).then(([{ SuppliersComing: Line }]) => ({
    default: Line,
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

const mayWrite = (roles: readonly string[]) => runsSchool(roles) || roles.includes('teacher') || roles.includes('substitute')

const NoClasses = ({ slug, runs }: { slug: string; runs: boolean }) => {
  const say = useSaid()
  if (!runs) return <EmptyState title={say('home.no_classes')}>{say('home.no_classes_how')}</EmptyState>
  const bringIn = (
    <Link className="button primary" to="/s/$slug/import" params={{ slug }} icon="import">
      {say('home.import')}
    </Link>
  )
  return (
    <EmptyState title={say('home.empty_school')} drawing="satchel" action={bringIn}>
      {say('home.empty_school_how')}
    </EmptyState>
  )
}

const Write = ({ slug }: { slug: string }) => {
  const say = useSaid()
  return (
    <p>
      <Link className="button primary" to="/s/$slug/write" params={{ slug }} icon="classes">
        {say('posts.write')}
      </Link>
    </p>
  )
}

const Greeting = ({ me }: { me: Me }) => {
  const t = useWords()
  const say = useSaid()
  const hello = { name: me.person.display }
  return (
    <header>
      <p className="quiet">{say.text(longDay(t.locale, new Date(), me.school.timeZone))}</p>
      <Title said={say('home.hello', hello)}>{t('home.hello', hello)}</Title>
    </header>
  )
}

/** What there is to do, what was said, then one's classes. */
export const Today = () => {
  const say = useSaid()
  const me = useEndpoint(readMe)
  const { classes } = useEndpoint(listClasses)
  const { slug } = me.school
  const isWhole = useWhole()
  const ownOnly = classes.every(({ as }) => as !== 'staff')
  return (
    <div className="stack wide">
      <Greeting me={me} />
      <NoticeStrip slug={slug} timeZone={me.school.timeZone} me={me.person.id} />
      <Suspense fallback={null}>
        <Waiting slug={slug} />
        {me.person.roles.some((role) => role === 'dpo' || role === 'head') && <CasesWaiting slug={slug} />}
      </Suspense>
      <ToDo slug={slug} count={me.requestsToDecide} />
      {me.suppliers && (
        <Suspense fallback={null}>
          <SuppliersComing me={me} />
        </Suspense>
      )}
      {mayWrite(me.person.roles) && (
        <Suspense fallback={null}>
          <NoticeBoard slug={slug} />
        </Suspense>
      )}
      {runsSchool(me.person.roles) && (
        <Suspense fallback={null}>
          <MailComesBack />
        </Suspense>
      )}
      {mayWrite(me.person.roles) && <Write slug={slug} />}
      {classes.length > 0 && <Feed slug={slug} />}
      {(mayOffer() || mayAskAddress()) && (
        <Suspense fallback={null}>
          <Offers />
        </Suspense>
      )}
      <section className="stack" aria-labelledby="classes">
        <h2 id="classes">{say(ownOnly ? 'home.classes' : 'classes.title')}</h2>
        {classes.length > 0 && isWhole && <ClassRows slug={slug} classes={classes} family={me.children} />}
        {classes.length === 0 && <NoClasses slug={slug} runs={runsSchool(me.person.roles)} />}
      </section>
    </div>
  )
}
