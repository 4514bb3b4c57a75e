import { loadWords } from '#i18n/load.ts'
import type { Installation } from '#kernel/installation.ts'
import { type IcsEvent, icalendar } from '#modules/calendar/index.ts'
import { inLanguageOf } from '#modules/status/mails.ts'
import type { Standing } from '#modules/status/reading.ts'
import { type AtomEntry, atom } from './atom.ts'

const HOUR_MS = 3_600_000
const words = loadWords()
type Where = Pick<Installation, 'origin'>

const hostOf = ({ origin }: Where) => new URL(origin).host
/** Every language that was written, one below the other: a feed does not know who reads it. */
const everyLanguage = (texts: readonly { language: string; title: string; body: string }[]) =>
  texts.map(({ title, body }) => [title, body].filter(Boolean).join('\n')).join('\n\n')

/** What was said of incidents, as an Atom feed: an entry for each time. */
export const incidentsFeed = ({ origin }: Where, { incidents, at: now }: Standing): string => {
  const page = `${origin}/status`
  const entries = incidents
    .flatMap(({ id, updates }) =>
      updates.map(
        ({ number, state, at, texts }): AtomEntry => ({
          id: `${page}#incident-${id}-${number}`,
          at,
          title: `${words.en(`status.incident.${state}`)}: ${texts[0]?.title ?? ''}`,
          text: everyLanguage(texts),
        }),
      ),
    )
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
  const title = `${words.en('status.title')}: ${hostOf({ origin })}`
  return atom({ id: page, title, self: `${page}/incidents.atom`, page, updated: entries[0]?.at ?? now }, entries)
}

/** Interruptions that were announced, as a calendar. Without an end one is shown as an hour. */
export const maintenanceCalendar = ({ origin }: Where, { windows }: Standing): string =>
  icalendar(
    `${words.en('status.maintenance.title')}: ${hostOf({ origin })}`,
    windows.map(
      ({ id, from, until, announcedAt, texts }): IcsEvent => ({
        ...{ uid: `${id}@${hostOf({ origin })}`, sequence: 0, changedAt: announcedAt, isCancelled: false, location: null },
        summary: inLanguageOf('en', texts)?.title ?? '',
        description: everyLanguage(texts) || null,
        times: { from, until: until ?? new Date(from.getTime() + HOUR_MS) },
      }),
    ),
  )

/** The same as data. `writtenAt`: when this was so. */
export const standingAsJson = ({ parts, incidents, windows }: Standing, writtenAt: Date) => ({
  writtenAt: writtenAt.toISOString(),
  components: parts.map(({ component, state, since, measuredAt, days }) => ({
    ...{ component, state, since: since?.toISOString() ?? null, measuredAt: measuredAt?.toISOString() ?? null },
    days: days.filter(({ seen }) => seen > 0).map(({ day, seen, slow, down }) => ({ day, seen, slow, down })),
  })),
  incidents,
  maintenance: windows,
})
