import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { type CalendarEntry, changeInCalendar, enterInCalendar, readCalendar, readCalendarVersions } from '#contract/calendar.ts'
import { listVoices } from '#contract/posts.ts'
import { reading, useAction } from '../../api.ts'
import { useKeptForm } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField, Select, TextField } from '../../ui/Field.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused, usePlaceName } from '../posts/parts.tsx'

type Content = Pick<CalendarEntry, 'fromOn' | 'toOn' | 'fromTime' | 'toTime' | 'title' | 'place' | 'note' | 'asksReply'>
type Change = (to: Partial<Content>) => void

const contentOf = (day: string, entry: CalendarEntry | undefined): Content => {
  if (!entry)
    return { fromOn: day, toOn: day, fromTime: '08:30', toTime: '09:30', title: '', place: null, note: null, asksReply: false }
  const { fromOn, toOn, fromTime, toTime, title, place, note, asksReply } = entry
  return { fromOn, toOn, fromTime, toTime, title, place, note, asksReply }
}

const Tick = ({ label, on, onTick }: { label: string; on: boolean; onTick: (on: boolean) => void }) => (
  <label className="choice">
    <input type="checkbox" checked={on} onChange={({ target }) => onTick(target.checked)} />
    <span>{label}</span>
  </label>
)

const WhenFields = ({ content, change }: { content: Content; change: Change }) => {
  const t = useWords()
  const { fromOn, toOn, fromTime, toTime } = content
  const isWhole = fromTime === null
  const begin = (day: string) => change({ fromOn: day, ...(toOn < day || toOn === fromOn ? { toOn: day } : {}) })
  return (
    <>
      <Tick
        label={t('calendar.whole_days')}
        on={isWhole}
        onTick={(on) => change(on ? { fromTime: null, toTime: null } : { fromTime: '08:30', toTime: '09:30' })}
      />
      <div className="row fields">
        <TextField
          type="date"
          required
          label={t('calendar.field.from')}
          value={fromOn}
          onChange={({ target }) => begin(target.value)}
        />
        {!isWhole && (
          <TextField
            type="time"
            required
            label={t('calendar.field.from_time')}
            value={fromTime}
            onChange={({ target }) => change({ fromTime: target.value })}
          />
        )}
      </div>
      <div className="row fields">
        <TextField
          type="date"
          required
          min={fromOn}
          label={t('calendar.field.to')}
          value={toOn}
          onChange={({ target }) => change({ toOn: target.value })}
        />
        {!isWhole && (
          <TextField
            type="time"
            required
            label={t('calendar.field.to_time')}
            value={toTime ?? ''}
            onChange={({ target }) => change({ toTime: target.value })}
          />
        )}
      </div>
    </>
  )
}

type Voices = z.output<typeof listVoices.output>['audiences']

const Whom = ({ voices, chosen, onChoose }: { voices: Voices; chosen: string; onChoose: (id: string) => void }) => {
  const t = useWords()
  const nameOf = usePlaceName()
  const options = voices.map((voice) => ({ value: voice.id, label: nameOf(voice) }))
  const readers = voices.find(({ id }) => id === chosen)?.readers
  return (
    <Select
      label={t('posts.for')}
      required
      value={chosen}
      hint={readers && t('posts.readers.each', readers)}
      options={[{ value: '', label: t('calendar.choose') }, ...options]}
      onChange={({ target }) => onChoose(target.value)}
    />
  )
}

const useSaving = (entry: CalendarEntry | undefined, onClose: () => void) => {
  const t = useWords()
  const touched = [readCalendar, readCalendarVersions]
  const enter = useAction(enterInCalendar, touched)
  const change = useAction(changeInCalendar, touched)
  const done = {
    onSuccess: () => {
      toast(t(entry ? 'calendar.saved' : 'calendar.entered'))
      onClose()
    },
  }
  const save = (body: Content, version: number, audience: string) =>
    entry ? change.mutate({ params: { id: entry.id }, version, body }, done) : enter.mutate({ body: { ...body, audience } }, done)
  return { save, error: enter.error ?? change.error, busy: enter.isPending || change.isPending }
}

/** Enters something, or changes it. Days and times are those of the school. */
export const EntryForm = ({ day, entry, onClose }: { day: string; entry?: CalendarEntry; onClose: () => void }) => {
  const t = useWords()
  // What is given back was typed over the version of then, and is held against the one of now.
  const first = { ...contentOf(day, entry), version: entry?.version ?? 0 }
  const { value, set, clear, note } = useKeptForm(`calendar ${entry?.id ?? 'new'}`, first)
  const { version, ...content } = value
  const { data } = useQuery({ ...reading(listVoices), enabled: !entry })
  const voices = data?.audiences ?? []
  const [chosen, setChosen] = useState('')
  const audience = chosen || (voices.length === 1 ? (voices[0]?.id ?? '') : '')
  const { save, error, busy } = useSaving(entry, () => {
    clear()
    onClose()
  })
  const change: Change = (to) => set({ ...value, ...to })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(content, version, audience)
  }
  return (
    <LazySheet title={t(entry ? 'calendar.change' : 'calendar.new')} open onClose={onClose} urgent>
      <form className="stack" onSubmit={submit}>
        <Refused by={error} />
        {!entry && <Whom voices={voices} chosen={audience} onChoose={setChosen} />}
        <TextField
          required
          maxLength={200}
          dir="auto"
          label={t('calendar.field.title')}
          value={content.title}
          onChange={({ target }) => change({ title: target.value })}
        />
        <WhenFields content={content} change={change} />
        <TextField
          maxLength={200}
          dir="auto"
          label={t('calendar.place')}
          value={content.place ?? ''}
          onChange={({ target }) => change({ place: target.value || null })}
        />
        <LongField
          maxLength={4000}
          dir="auto"
          label={t('calendar.field.note')}
          value={content.note ?? ''}
          onChange={({ target }) => change({ note: target.value || null })}
        />
        <Tick label={t('calendar.asks')} on={content.asksReply} onTick={(asksReply) => change({ asksReply })} />
        {note}
        <div className="row end">
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {t('calendar.save')}
          </Button>
        </div>
      </form>
    </LazySheet>
  )
}
