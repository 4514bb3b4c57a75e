import { useSuspenseQuery } from '@tanstack/react-query'
import type { NoticePlaceShown } from '#contract/notices.ts'
import { readMe } from '#contract/people.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import { letters, listing } from '#i18n/lists.ts'
import { type Refusal, reading } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Banner } from '../../ui/Message.tsx'

export const useMe = () => useSuspenseQuery(reading(readMe)).data

/** What a place is called: a class or a group as the school calls it, the others by what they are. */
export const usePlaceName = () => {
  const t = useWords()
  return ({ kind, label }: Pick<NoticePlaceShown, 'kind' | 'label'>) => label ?? t(`posts.place.${kind}`)
}

/** The places where something was said, as a sentence lists them; what the school calls a class stands as it calls it. */
export const Places = ({ places }: { places: readonly NoticePlaceShown[] }) => {
  const { locale } = useWords()
  const nameOf = usePlaceName()
  const say = useSaid()
  let nth = 0
  return listing(locale)
    .formatToParts(places.map(nameOf))
    .map(({ type, value }) => {
      if (type === 'literal') return value
      const place = places[nth++]
      return <span key={place?.id}>{place?.label === null ? say(`posts.place.${place.kind}`) : value}</span>
    })
}

/** Today as a time of day, before that as a day. */
export const When = ({ at }: { at: string }) => {
  const { locale } = useWords()
  const say = useSaid()
  const { timeZone } = useMe().school
  const day = shortDay(locale, at, timeZone)
  const time = clockTime(locale, at, timeZone)
  const isToday = day === shortDay(locale, new Date(), timeZone)
  return <time dateTime={at}>{isToday ? say('posts.today_at', { time }) : say('posts.day_at', { day, time })}</time>
}

/** What somebody wrote: as text, in its own language and direction, and it draws over nothing else. */
export const Written = ({ text, language }: { text: string; language: string }) => (
  <p className="written" lang={language} dir="auto">
    {text}
  </p>
)

const tints = ['ok', 'action', 'info', 'warn'] as const

/** A letter and a colour, never the colour alone. */
export const ChildTag = ({ name, nth }: { name: string; nth: number }) => {
  const { locale } = useWords()
  const [first] = letters(locale, name)
  return (
    <span className={`child-tag badge ${tints[nth % tints.length]}`} title={name}>
      <span aria-hidden="true">{first?.toLocaleUpperCase(locale)}</span>
      <span className="unseen">{name}</span>
    </span>
  )
}

/** Why it did not go; what was typed is still there. */
export const Refused = ({ by }: { by: Refusal | null }) => {
  const say = useSaid()
  if (!by) return null
  return (
    <Banner tone="bad" title={say(by.refused === 'offline' ? 'app.offline' : `errors.${by.refused}`)}>
      {say('posts.kept')}
    </Banner>
  )
}
