import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { readMe } from '#contract/people.ts'
import type { PersonRole } from '#contract/roles.ts'
import { switchSchool } from '#contract/sessions.ts'
import { ask, reading } from './api.ts'
import { OfflineBar } from './offline/lazy.tsx'
import { leave } from './offline/leaving.ts'
import { useWords } from './speech.tsx'
import { Button } from './ui/Button.tsx'
import { Icon, type IconName } from './ui/Icon.tsx'
import { LanguageSwitch } from './ui/LanguageSwitch.tsx'
import { Link } from './ui/Link.tsx'
import { Toasts } from './ui/Toast.tsx'
import { Skeleton } from './ui/Waiting.tsx'

const office: readonly PersonRole[] = ['administrator', 'head', 'office']
const deciders: readonly PersonRole[] = [...office, 'teacher']

type Place = {
  to: '/s/$slug/today' | '/s/$slug/classes' | '/s/$slug/requests' | '/s/$slug/people' | '/s/$slug/import' | '/s/$slug/oversight'
  icon: IconName
  name: 'today' | 'classes' | 'requests' | 'people' | 'import' | 'oversight'
  for: readonly PersonRole[] | 'all'
}

/** What exists today, and for whom; nothing that does not work. */
const places: readonly Place[] = [
  { to: '/s/$slug/today', icon: 'home', name: 'today', for: 'all' },
  { to: '/s/$slug/classes', icon: 'classes', name: 'classes', for: 'all' },
  { to: '/s/$slug/requests', icon: 'requests', name: 'requests', for: deciders },
  { to: '/s/$slug/people', icon: 'people', name: 'people', for: deciders },
  { to: '/s/$slug/import', icon: 'import', name: 'import', for: office },
  { to: '/s/$slug/oversight', icon: 'eye', name: 'oversight', for: ['head', 'office', 'dpo'] },
]

// Its code comes when the frame stands: nobody has to say again who they are in the first second.
const Confirming = lazy(() => import('./screens/security/Confirming.tsx').then((module) => ({ default: module.Confirming })))

const useMe = () => useSuspenseQuery(reading(readMe)).data

const Places = () => {
  const t = useWords()
  const me = useMe()
  const mine = places.filter((place) => place.for === 'all' || place.for.some((role) => me.person.roles.includes(role)))
  return (
    <nav className="bar" aria-label={t('app.nav.label')}>
      <ul>
        {mine.map(({ to, icon, name }) => (
          <li key={to}>
            <Link to={to} params={{ slug: me.school.slug }} activeProps={{ 'aria-current': 'page' }}>
              <Icon name={icon} />
              {t(`app.nav.${name}`)}
              {name === 'requests' && me.requestsToDecide > 0 && (
                <span className="count">
                  {me.requestsToDecide}
                  <span className="unseen">{t('app.nav.waiting')}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const SignOut = () => {
  const t = useWords()
  return (
    <Button look="plain" icon="leave" onPress={() => void leave()}>
      {t('app.sign_out')}
    </Button>
  )
}

const doors = { second_step: '/second-step', must_change: '/password', must_enrol: '/second-factor' }

/** One account, several schools: the session goes on there, with what that school asks for. */
const OtherSchools = () => {
  const t = useWords()
  const me = useMe()
  const others = me.schools.filter(({ id }) => id !== me.school.id)
  if (others.length === 0) return null
  const goTo = async (schoolId: string) => {
    const { slug, limited } = await ask(switchSchool, { body: { schoolId } })
    const next = `/s/${slug}/today`
    location.assign(limited ? `${doors[limited]}?next=${encodeURIComponent(next)}` : next)
  }
  return (
    <nav aria-label={t('app.other_schools')} className="row">
      {others.map(({ id, name }) => (
        <Button key={id} look="plain" onPress={() => void goTo(id)}>
          {name}
        </Button>
      ))}
    </nav>
  )
}

/** After a step to another screen the keyboard and the reader stand at its beginning, not at the link that was left. */
const useFocusOnArrival = () => {
  const { pathname } = useLocation()
  const content = useRef<HTMLElement>(null)
  const stood = useRef(pathname)
  useEffect(() => {
    if (stood.current !== pathname) content.current?.focus()
    stood.current = pathname
  }, [pathname])
  return content
}

/** Roof, places, the screen, and a foot with languages: the frame around every screen of the app. */
export const Shell = () => {
  const t = useWords()
  const me = useMe()
  const content = useFocusOnArrival()
  return (
    <>
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <header className="roof">
        <div className="row spread">
          <Link className="name" to="/s/$slug/today" params={{ slug: me.school.slug }}>
            <Icon name="roof" />
            <span>{me.school.name}</span>
          </Link>
          <span className="row wide-only">
            <span className="quiet small">{me.person.display}</span>
            <SignOut />
          </span>
        </div>
      </header>
      <OfflineBar />
      <div className="yard railed">
        <Places />
        <main id="content" tabIndex={-1} ref={content}>
          <Suspense fallback={<Skeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <footer className="foot">
        {me.person.roles.some((role) => role === 'guardian' || role === 'pupil') && (
          <Link className="row" to="/s/$slug/family" params={{ slug: me.school.slug }} icon="people">
            {t('app.my_family')}
          </Link>
        )}
        <span className="row spread narrow-only">
          {me.person.display}
          <SignOut />
        </span>
        <Link
          className="ink-link"
          to="/s/$slug/people/$personId/reads"
          params={{ slug: me.school.slug, personId: me.person.id }}
          icon="eye"
        >
          {t('app.who_saw_me')}
        </Link>
        <Link className="ink-link" to="/s/$slug/security" params={{ slug: me.school.slug }}>
          {t('app.security')}
        </Link>
        <OtherSchools />
        <LanguageSwitch />
      </footer>
      <Toasts />
      <Suspense fallback={null}>
        <Confirming />
      </Suspense>
    </>
  )
}
