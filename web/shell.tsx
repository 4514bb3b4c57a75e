import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { readMe } from '#contract/people.ts'
import { longDay } from '#i18n/dates.ts'
import { AccountMenu } from './account.tsx'
import { reading } from './api.ts'
import { useFocusOnArrival } from './arriving.ts'
import { useSaid } from './furigana.tsx'
import { Navigation } from './navigation.tsx'
import { OfflineBar } from './offline/lazy.tsx'
import { type Me, searchers } from './place.ts'
import { loadWords, useWords } from './speech.tsx'
import { Icon } from './ui/Icon.tsx'
import { LanguageSwitch } from './ui/LanguageSwitch.tsx'
import { Link } from './ui/Link.tsx'
import { Banner } from './ui/Message.tsx'
import { Toasts } from './ui/Toast.tsx'
import { Skeleton } from './ui/Waiting.tsx'

// Its code comes when the frame stands: nobody has to say again who they are in the first second.
const Confirming = lazy(() => import('./screens/security/Confirming.tsx').then((module) => ({ default: module.Confirming })))

// For those who work here: no family ever fetches it.
const Search = lazy(() =>
  Promise.all([import('./screens/search/Search.tsx'), loadWords('search', 'people')]).then(([{ Search: Field }]) => ({
    default: Field,
  })),
)
// Its code and its words come only while there is something to say.
const ServiceNews = lazy(() =>
  Promise.all([import('./screens/service/ServiceNews.tsx'), loadWords('service')]).then(([{ ServiceNews: News }]) => ({
    default: News,
  })),
)
const maySearch = ({ person: { roles } }: Me) => roles.some((role) => searchers.includes(role))

/** Whoever is here to protect data, and for nothing else, works in violet. */
const worksInInk = ({ person: { roles } }: Me) => roles.length > 0 && roles.every((role) => role === 'dpo')

const Foot = ({ me }: { me: Me }) => {
  const say = useSaid()
  const { slug } = me.school
  return (
    <footer className="foot">
      <div className="foot-links">
        <Link className="ink-link" to="/s/$slug/people/$personId/reads" params={{ slug, personId: me.person.id }} icon="eye">
          {say('app.who_saw_me')}
        </Link>
        <Link to="/s/$slug/security" params={{ slug }} icon="key">
          {say('app.security')}
        </Link>
        <Link to="/s/$slug/notifications" params={{ slug }} icon="bell">
          {say('app.notifications')}
        </Link>
      </div>
      <LanguageSwitch />
    </footer>
  )
}

/** Whoever is leaving is told so wherever they are, before they try to write. */
const Leaving = ({ until }: { until: string }) => {
  const say = useSaid()
  const { locale } = useWords()
  return (
    <Banner tone="warn" title={say('app.leaving', { day: longDay(locale, until) })}>
      {say('app.leaving_what')}
    </Banner>
  )
}

/** Everybody knows that the school leaves, and until when they can take along what is theirs. */
const Closing = ({ readOnlyOn, locksOn }: { readOnlyOn: string; locksOn: string }) => {
  const say = useSaid()
  const { locale } = useWords()
  return (
    <Banner tone="warn" title={say('app.closing', { day: longDay(locale, readOnlyOn), last: longDay(locale, locksOn) })}>
      {say('app.closing_what')}
    </Banner>
  )
}

/** Roof, places, the screen, and a foot with languages: the frame around every screen of the app. */
export const Shell = () => {
  const say = useSaid()
  const me = useSuspenseQuery(reading(readMe)).data
  const content = useFocusOnArrival()
  return (
    <div className={worksInInk(me) ? 'frame inked' : 'frame'}>
      <a className="skip" href="#content">
        {say('app.skip')}
      </a>
      <header className="roof">
        <div className="row spread">
          <Link className="name" to="/s/$slug/today" params={{ slug: me.school.slug }}>
            <Icon name="roof" />
            <span>{me.school.name}</span>
          </Link>
          <div className="ends">
            {maySearch(me) && (
              <Suspense fallback={null}>
                <Search me={me} />
              </Suspense>
            )}
            <AccountMenu me={me} />
          </div>
        </div>
      </header>
      <OfflineBar />
      <div className="yard railed">
        <Navigation me={me} />
        <main id="content" tabIndex={-1} ref={content}>
          {me.service && (
            <Suspense fallback={null}>
              <ServiceNews news={me.service} timeZone={me.school.timeZone} />
            </Suspense>
          )}
          {me.person.leavesOn && <Leaving until={me.person.leavesOn} />}
          {me.school.closing && <Closing {...me.school.closing} />}
          <Suspense fallback={<Skeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Foot me={me} />
      <Toasts />
      <Suspense fallback={null}>
        <Confirming />
      </Suspense>
    </div>
  )
}
