import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useSaid } from './furigana.tsx'
import { groups, type Me, type Place } from './place.ts'
import { placesOf } from './places.ts'
import { useWords } from './speech.tsx'
import { Icon } from './ui/Icon.tsx'
import { Link } from './ui/Link.tsx'
import { LazySheet } from './ui/lazy.tsx'

const Count = ({ count }: { count: number }) => {
  const t = useWords()
  if (count === 0) return null
  return (
    <span className="count">
      {count}
      <span className="unseen">{t('app.nav.waiting')}</span>
    </span>
  )
}

/** The address of a place: more than one of them is about oneself. */
const whereOf = (me: Me) => ({ slug: me.school.slug, personId: me.person.id })

const Line = ({ place: { to, icon, word, count, group }, me }: { place: Place; me: Me }) => {
  const say = useSaid()
  return (
    <Link
      to={to}
      params={whereOf(me)}
      className={group === 'privacy' ? 'in-ink' : ''}
      activeProps={{ 'aria-current': 'page' }}
      activeOptions={{ exact: to === '/s/$slug/people' || to === '/s/$slug/slips' }}
    >
      <Icon name={icon} />
      <span className="label">{say(word)}</span>
      {count && <Count count={count(me)} />}
    </Link>
  )
}

const Grouped = ({ places, children }: { places: readonly Place[]; children: (place: Place) => ReactNode }) => {
  const say = useSaid()
  return groups.map((group) => {
    const own = places.filter((place) => place.group === group)
    if (own.length === 0) return null
    return (
      <div className="group" key={group}>
        <p className="group-name" id={`group-${group}`}>
          {say(`app.nav.group.${group}`)}
        </p>
        <ul aria-labelledby={`group-${group}`}>{own.map(children)}</ul>
      </div>
    )
  })
}

/** What a phone's bar has no room for. */
const More = ({ places, me }: { places: readonly Place[]; me: Me }) => {
  const say = useSaid()
  const { pathname } = useLocation()
  const [at, setAt] = useState<string>()
  const waiting = places.reduce((sum, { count }) => sum + (count?.(me) ?? 0), 0)
  // Open on one screen only: whoever has gone on to another has chosen.
  return (
    <>
      <button type="button" className="more" aria-haspopup="dialog" onClick={() => setAt(pathname)}>
        <Icon name="more" />
        <span className="label">{say('app.nav.more')}</span>
        <Count count={waiting} />
      </button>
      <LazySheet title={say('app.nav.more')} open={at === pathname} onClose={() => setAt(undefined)}>
        <ul className="more-places">
          {places.map((place) => (
            <li key={place.to}>
              <Line place={place} me={me} />
            </li>
          ))}
        </ul>
      </LazySheet>
    </>
  )
}

/** A bar under the thumb on a phone, a rail with groups on a wide screen: the same list, said once. */
export const Navigation = ({ me }: { me: Me }) => {
  const t = useWords()
  const { mine, inBar } = placesOf(me)
  const others = mine.filter(({ to }) => !inBar.has(to))
  return (
    <nav className="bar" aria-label={t('app.nav.label')}>
      <Grouped places={mine}>
        {(place) => (
          <li key={place.to} className={inBar.has(place.to) ? undefined : 'over'}>
            <Line place={place} me={me} />
          </li>
        )}
      </Grouped>
      {others.length > 0 && <More places={others} me={me} />}
    </nav>
  )
}
