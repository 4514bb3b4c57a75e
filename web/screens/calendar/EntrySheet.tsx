import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type CalendarAnswer,
  type CalendarEntry,
  calendarAnswers,
  cancelInCalendar,
  readCalendar,
  readCalendarReaders,
  replyInCalendar,
} from '#contract/calendar.ts'
import { shortDay } from '#i18n/dates.ts'
import { reading, useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Field.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Refused, useMe } from '../posts/parts.tsx'
import { WhoSees } from '../posts/WhoSees.tsx'
import { Before } from './Before.tsx'
import { EntryForm } from './EntryForm.tsx'
import { WhenSaid } from './when.tsx'

const isAnswer = (word: string): word is CalendarAnswer => calendarAnswers.some((one) => one === word)

const Answer = ({ entry, pupilId }: { entry: CalendarEntry; pupilId: string }) => {
  const say = useSaid()
  const me = useMe()
  const { mutate, error, variables, isPending } = useAction(replyInCalendar, [readCalendar])
  const mine = entry.mine.find((one) => one.pupilId === pupilId)
  const child = me.children.find(({ id }) => id === pupilId)
  const legend = child ? say('calendar.does_come', { name: child.display }) : say('calendar.do_you_come')
  const said = (isPending && variables.body?.answer) || mine?.answer
  if (!mine?.mayAnswer)
    return (
      <p>
        {legend} {said ? <Badge>{say(`calendar.answer.${said}`)}</Badge> : say('calendar.not_answered')}
      </p>
    )
  return (
    <>
      <Refused by={error} />
      <Choices
        legend={legend}
        name={`answer-${pupilId}`}
        chosen={said ?? ''}
        options={calendarAnswers.map((value) => ({ value, label: say(`calendar.answer.${value}`) }))}
        onChoose={(value) => isAnswer(value) && mutate({ params: { id: entry.id }, body: { pupilId, answer: value } })}
      />
    </>
  )
}

const Counts = ({ counts }: { counts: NonNullable<CalendarEntry['counts']> }) => {
  const say = useSaid()
  return (
    <dl className="answer-counts">
      {([...calendarAnswers, 'waiting'] as const).map((one) => (
        <div key={one}>
          <dt>{say(`calendar.answer.${one}`)}</dt>
          <dd>{counts[one]}</dd>
        </div>
      ))}
    </dl>
  )
}

const Cancelling = ({ entry, onDone }: { entry: CalendarEntry; onDone: () => void }) => {
  const say = useSaid()
  const [asks, setAsks] = useState(false)
  const { mutate, isPending, error } = useAction(cancelInCalendar, [readCalendar])
  if (!asks)
    return (
      <Button look="plain" icon="cross" onPress={() => setAsks(true)}>
        {say('calendar.cancel')}
      </Button>
    )
  return (
    <div className="stack tight">
      <Refused by={error} />
      <p>{say('calendar.cancel_sure')}</p>
      <div className="row">
        <Button look="danger" busy={isPending} onPress={() => mutate({ params: { id: entry.id } }, { onSuccess: onDone })}>
          {say('calendar.cancel')}
        </Button>
        <Button autoFocus onPress={() => setAsks(false)}>
          {say('calendar.keep')}
        </Button>
      </div>
    </div>
  )
}

/** As it stands in the calendar now: an answer or a change is seen while the sheet is open. */
const useNow = (entry: CalendarEntry) => {
  const { data } = useQuery(reading(readCalendar, { query: { from: entry.fromOn, to: entry.toOn } }))
  return data?.entries.find(({ id }) => id === entry.id) ?? entry
}

/** All that there is to one entry: what, when, where, for whom, what one answers, and what one may do with it. */
export const EntrySheet = ({ entry: before, onClose }: { entry: CalendarEntry; onClose: () => void }) => {
  const t = useWords()
  const say = useSaid()
  const entry = useNow(before)
  const { timeZone } = useMe().school
  const [isChanging, setChanging] = useState(false)
  if (isChanging) return <EntryForm day={entry.fromOn} entry={entry} onClose={onClose} />
  const { cancelled, author, note, place } = entry
  return (
    <LazySheet title={<bdi>{entry.title}</bdi>} open onClose={onClose}>
      {cancelled && (
        <Banner
          tone="bad"
          title={say('calendar.cancelled_by', {
            name: cancelled.by ?? t('posts.nobody'),
            day: shortDay(t.locale, cancelled.at, timeZone),
          })}
        />
      )}
      <p>
        <WhenSaid entry={entry} />
      </p>
      {place && (
        <p>
          <span className="quiet">{say('calendar.place')}</span> <bdi>{place}</bdi>
        </p>
      )}
      {note && (
        <p className="written" dir="auto">
          {note}
        </p>
      )}
      {!cancelled && entry.mine.map(({ pupilId }) => <Answer key={pupilId} entry={entry} pupilId={pupilId} />)}
      {entry.counts && <Counts counts={entry.counts} />}
      <p className="quiet small">{say('calendar.by', { name: author?.display ?? t('posts.nobody') })}</p>
      <div className="row">
        <WhoSees here asked={reading(readCalendarReaders, { params: { id: entry.id } })} />
        {entry.changedAt && <Before entryId={entry.id} />}
      </div>
      <div className="row spread">
        {entry.can.change && (
          <Button icon="calendar" onPress={() => setChanging(true)}>
            {say('calendar.change')}
          </Button>
        )}
        {entry.can.change && <Cancelling entry={entry} onDone={onClose} />}
        <Button onPress={onClose}>{say('app.close')}</Button>
      </div>
    </LazySheet>
  )
}
