import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { type CalendarEntry, readCalendar } from '#contract/calendar.ts'
import { week } from '#i18n/dates.ts'
import { reading } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import type { Me } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'
import { ChildFilter } from '../posts/ChildFilter.tsx'
import { useMe } from '../posts/parts.tsx'
import { addDays, addMonths, asDate, said, weekOf, weeksOfMonth } from './days.ts'
import { EntryForm } from './EntryForm.tsx'
import { EntrySheet } from './EntrySheet.tsx'
import { Agenda, Month, Week } from './views.tsx'

const views = ['agenda', 'week', 'month'] as const
type View = (typeof views)[number]
/** So many days stand in an agenda. */
const AGENDA = 60

const rangeOf = (view: View, day: string, locale: Parameters<typeof weekOf>[1]) => {
  if (view === 'agenda') return { from: day, to: addDays(day, AGENDA - 1) }
  if (view === 'week') return { from: weekOf(day, locale), to: addDays(weekOf(day, locale), 6) }
  const weeks = weeksOfMonth(day, locale)
  return { from: weeks[0]![0]!, to: weeks.at(-1)!.at(-1)! }
}
const stepOf = (view: View, day: string, by: 1 | -1) => {
  if (view === 'month') return addMonths(day, by)
  return addDays(day, by * (view === 'week' ? 7 : AGENDA))
}

/** On a telephone days stand one below the other; where there is room a month is seen at once. */
const firstView = (): View => (matchMedia('(min-width: 800px)').matches ? 'month' : 'agenda')

const mayEnter = ({ person: { roles } }: Me) =>
  ['administrator', 'head', 'office', 'teacher', 'substitute'].some((role) => roles.some((one) => one === role))

const Period = ({ view, day }: { view: View; day: string }) => {
  const t = useWords()
  const say = useSaid()
  if (view === 'month') return <h2 className="period">{say.text(said(t.locale, day, { month: 'long', year: 'numeric' }))}</h2>
  const { from, to } = rangeOf(view, day, t.locale)
  const short = (one: string) => said(t.locale, one, { day: 'numeric', month: 'short' })
  const days = t('calendar.from_to', { from: short(from), to: short(to) })
  const counts = view === 'week' && t.locale === 'sv'
  return <h2 className="period">{say.text(counts ? t('calendar.week_of', { number: week(asDate(from)), days }) : days)}</h2>
}

const Views = ({ view, onChoose }: { view: View; onChoose: (view: View) => void }) => {
  const say = useSaid()
  return (
    <fieldset className="child-filter">
      <legend className="unseen">{say('calendar.view')}</legend>
      {views.map((one) => (
        <button key={one} type="button" aria-pressed={view === one} onClick={() => onChoose(one)}>
          {say(`calendar.view.${one}`)}
        </button>
      ))}
    </fieldset>
  )
}

type Turning = { view: View; day: string; today: string; onTurn: (day: string) => void }

const Turn = ({ view, day, today, onTurn }: Turning) => {
  const say = useSaid()
  return (
    <div className="row no-print">
      <Button look="plain" onPress={() => onTurn(stepOf(view, day, -1))}>
        {say('calendar.before')}
      </Button>
      <Button look="plain" onPress={() => onTurn(today)}>
        {say('calendar.today')}
      </Button>
      <Button look="plain" onPress={() => onTurn(stepOf(view, day, 1))}>
        {say('calendar.after')}
      </Button>
    </div>
  )
}

type Days = { view: View; day: string; child: string | undefined; onOpen: (entry: CalendarEntry) => void }

const Days = ({ view, day, child, onOpen }: Days) => {
  const t = useWords()
  const say = useSaid()
  const range = rangeOf(view, day, t.locale)
  const { data, error } = useQuery({
    ...reading(readCalendar, { query: { ...range, ...(child && { child }) } }),
    placeholderData: keepPreviousData,
  })
  if (error && !data)
    return <Banner tone="bad" title={say(error.refused === 'offline' ? 'app.offline' : `errors.${error.refused}`)} />
  if (!data) return <Skeleton />
  const placeOf = (audience: string) => {
    const place = data.audiences.find(({ id }) => id === audience)
    return place && (place.label ?? say(`posts.place.${place.kind}`))
  }
  const viewed = { entries: data.entries, day, today: data.today, placeOf, onOpen }
  if (view === 'month') return <Month {...viewed} />
  return view === 'week' ? <Week {...viewed} /> : <Agenda {...viewed} days={AGENDA} />
}

const todayHere = ({ school: { timeZone } }: Me) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date())

const Planned = ({ ledTo }: { ledTo: string | undefined }) => {
  const t = useWords()
  const say = useSaid()
  const me = useMe()
  const today = todayHere(me)
  const [view, setView] = useState(firstView)
  const [day, setDay] = useState(ledTo ?? today)
  const [child, setChild] = useState<string>()
  const [opened, setOpened] = useState<CalendarEntry>()
  const [isEntering, setEntering] = useState(false)
  const { slug } = me.school
  return (
    <div className="stack wide calendar">
      <header className="row spread">
        <Title said={say('calendar.title')}>{t('calendar.title')}</Title>
        <div className="row no-print">
          {mayEnter(me) && (
            <Button look="primary" icon="calendar" onPress={() => setEntering(true)}>
              {say('calendar.new')}
            </Button>
          )}
          <Button look="plain" icon="print" onPress={() => print()}>
            {say('calendar.print')}
          </Button>
        </div>
      </header>
      <div className="row spread no-print">
        <Views view={view} onChoose={setView} />
        <ChildFilter child={child} onChoose={setChild} />
      </div>
      <div className="row spread">
        <Period view={view} day={day} />
        <Turn view={view} day={day} today={today} onTurn={setDay} />
      </div>
      <Days view={view} day={day} child={child} onOpen={setOpened} />
      {(me.children.length > 0 || me.person.roles.includes('pupil')) && (
        <p className="no-print">
          <Link to="/s/$slug/calendar/addresses" params={{ slug }} icon="onward">
            {say('calendar.feeds')}
          </Link>
        </p>
      )}
      {opened && <EntrySheet entry={opened} onClose={() => setOpened(undefined)} />}
      {isEntering && <EntryForm day={day} onClose={() => setEntering(false)} />}
    </div>
  )
}

/** What is planned: as days, a week or a month, of all one's children or of one; from today, or from a day that one was led to. */
export const Calendar = () => {
  const { day } = useSearch({ from: '/s/$slug/calendar' })
  return <Planned key={day} ledTo={day} />
}
