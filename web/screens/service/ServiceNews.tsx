import { useState } from 'react'
import { languageOf } from '#contract/locales.ts'
import type { ServiceNews as News } from '#contract/service-news.ts'
import { clockTime, isoDay, shortDay } from '#i18n/dates.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner } from '../../ui/Message.tsx'
import { putAside, setAside } from './aside.ts'

type Incident = News['incidents'][number]
type Window = News['windows'][number]

const useIncidentSaid = (timeZone: string) => {
  const say = useSaid()
  const { locale } = useWords()
  return ({ titles, beganAt }: Incident) => {
    const own = titles.find(({ language }) => language === languageOf(locale)) ?? titles[0]
    const when = `${shortDay(locale, beganAt, timeZone)} ${clockTime(locale, beganAt, timeZone)}`
    return say('service.incident', { title: own?.title ?? '', when })
  }
}

const useWindowSaid = (timeZone: string) => {
  const say = useSaid()
  const { locale } = useWords()
  const day = (at: string) => shortDay(locale, at, timeZone)
  const time = (at: string) => clockTime(locale, at, timeZone)
  return ({ from, until }: Window) =>
    isoDay(from, timeZone) === isoDay(until, timeZone)
      ? say('service.window', { day: day(from), from: time(from), until: time(until) })
      : say('service.window_days', { from: `${day(from)} ${time(from)}`, until: `${day(until)} ${time(until)}` })
}

/** A problem that is not over, or an interruption that comes: quietly, on every screen, until it is over or put aside. */
export const ServiceNews = ({ news: { incidents, windows }, timeZone }: { news: News; timeZone: string }) => {
  const say = useSaid()
  const [aside, setShown] = useState(putAside)
  const [incidentSaid, windowSaid] = [useIncidentSaid(timeZone), useWindowSaid(timeZone)]
  const now = Date.now()
  const lines = [
    ...incidents.map((one) => ({ id: one.id, tone: 'warn' as const, said: incidentSaid(one) })),
    ...windows
      .filter(({ until }) => Date.parse(until) > now)
      .map((one) => ({ id: one.id, tone: 'info' as const, said: windowSaid(one) })),
  ].filter(({ id }) => !aside.includes(id))
  const put = (id: string) => {
    setAside(id)
    setShown(putAside())
  }
  return lines.map(({ id, tone, said }) => (
    <Banner key={id} tone={tone} title={said}>
      <span className="row">
        <a href="/status">{say('service.read')}</a>
        <Button look="plain" onPress={() => put(id)}>
          {say('service.aside')}
        </Button>
      </span>
    </Banner>
  ))
}
