import { shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import { type Html, html } from '#kernel/html.ts'
import type { PersonalTable } from '#kernel/personal-data.ts'
import type { Category } from '#kernel/vocabulary.ts'
import type { Shown, ShownRow } from './exporting.ts'
import { valuesOf } from './gate.ts'
import { coveredSaid, type Told } from './handing.ts'
import { withLooks } from './sheet.ts'

type Part = { declared: PersonalTable; name: string; rows: readonly ShownRow[] }
type Timeline = {
  t: Words
  timeZone: string
  school: string
  madeAt: Date
  waitingThreads: number
  told: Told | undefined
  parts: readonly Part[]
}

/** What people mean when they ask what a school has of them. The rest stands on the page with everything. */
const told: readonly Category[] = [
  'communication.content',
  'work.submission',
  'image',
  'voice',
  'school.enrolment',
  'school.assessment',
  'school.attendance',
  'school.conduct',
  'support.health',
  'support.social',
  'consent',
]
const isPicture = /\.(jpe?g|png|webp|gif|avif)$/i
const isInstant = /^\d{4}-\d\d-\d\d(T|$)/

/** The names of the values of a table that a timeline tells. */
const toldOf = (table: PersonalTable): string[] =>
  valuesOf(table).flatMap(({ name, about }) => (told.includes(about.category) ? [name.replace(/^sealed\./, '')] : []))

/** When something happened: the first moment that its row names, in the order in which its table was designed. */
const whenOf = ({ values }: ShownRow): string | undefined =>
  Object.values(values).find((value): value is string => typeof value === 'string' && isInstant.test(value))

const fileIn = (value: Shown): string | undefined => {
  const path = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object(value)['file'] : undefined
  return typeof path === 'string' ? path : undefined
}

const shownAs = (value: Shown): Html | undefined => {
  const file = fileIn(value)
  if (file) {
    const name = file.slice('files/'.length)
    const at = encodeURIComponent(name)
    return isPicture.test(file)
      ? html`<p><a href="files/${at}"><img src="files/${at}" alt="${name}" loading="lazy"></a></p>`
      : html`<p><a href="files/${at}">${name}</a></p>`
  }
  if (typeof value === 'string') return value === '' || isInstant.test(value) ? undefined : html`<p class="said">${value}</p>`
  if (typeof value === 'number') return html`<p>${value}</p>`
  return undefined
}

type Entry = { at: string; name: string; body: Html[]; isMessage: boolean; pictures: string[] }
/** What was written to somebody: a table that knows a recipient. */
const isMessages = (table: PersonalTable) => 'recipient' in table.subjects

const entriesOf = ({ declared, name, rows }: Part): Entry[] => {
  const names = toldOf(declared)
  if (names.length === 0) return []
  return rows.flatMap((row) => {
    const at = whenOf(row)
    const body = names.flatMap((one) => shownAs(row.values[one] ?? null) ?? [])
    const files = names.flatMap((one) => fileIn(row.values[one] ?? null) ?? [])
    const kind = { isMessage: isMessages(declared), pictures: files.filter((file) => isPicture.test(file)) }
    return at && body.length > 0 ? [{ at, name, body, ...kind }] : []
  })
}

const page = ({ t }: Pick<Timeline, 't'>, title: string, content: Html): string =>
  withLooks(html`<!doctype html>
<html lang="${t.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head><body>
<main><h1>${title}</h1>
${content}
</main></body></html>`)

const byMonth = ({ t, timeZone }: Pick<Timeline, 't' | 'timeZone'>, entries: readonly Entry[]): Html => {
  const month = new Intl.DateTimeFormat(t.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const months = [...Map.groupBy(entries, ({ at }) => at.slice(0, 7))]
  return html`${months.map(
    ([, some]) =>
      html`<h2>${month.format(new Date(some[0]!.at))}</h2>${some.map(({ at, name, body }) => html`<article><p class="quiet"><time datetime="${at}">${shortDay(t.locale, at, at.length === 10 ? 'UTC' : timeZone)}</time> · ${name}</p>${body}</article>`)}`,
  )}`
}

const photosSheet = (one: Timeline, entries: readonly Entry[]): string => {
  const { t } = one
  const pictures = entries.flatMap(({ at, pictures: files }) => files.map((file) => ({ at, name: file.slice('files/'.length) })))
  return page(
    one,
    t('privacy.timeline.photos'),
    html`<p><a href="index.html">${t('privacy.timeline.title')}</a></p>
${pictures.length === 0 && html`<p>${t('privacy.timeline.no_photos')}</p>`}
<ul class="photos">${pictures.map(
      ({ at, name }) =>
        html`<li><a href="files/${encodeURIComponent(name)}"><img src="files/${encodeURIComponent(name)}" alt="${shortDay(t.locale, at, 'UTC')}" loading="lazy"></a></li>`,
    )}</ul>`,
  )
}

const messagesSheet = (one: Timeline, entries: readonly Entry[]): string => {
  const { t } = one
  const some = entries.filter(({ isMessage }) => isMessage)
  return page(
    one,
    t('privacy.timeline.messages'),
    html`<p><a href="index.html">${t('privacy.timeline.title')}</a></p>
${some.length === 0 && html`<p>${t('privacy.timeline.no_messages')}</p>`}
${byMonth(one, some)}`,
  )
}

/** Pages that need nothing else, made for a phone: what was said, shown and done by the month, the newest first; messages and photos by themselves. */
export const storySheets = (one: Timeline): { timeline: string; messages: string; photos: string } => {
  const { t, timeZone, school, madeAt, waitingThreads, told, parts } = one
  const entries = parts.flatMap(entriesOf).sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  const count = {
    messages: entries.filter(({ isMessage }) => isMessage).length,
    photos: entries.flatMap(({ pictures }) => pictures).length,
  }
  const timeline = page(
    one,
    t('privacy.sheet.title', { school }),
    html`<p class="quiet">${t('privacy.sheet.made', { day: shortDay(t.locale, madeAt, timeZone) })}</p>
${waitingThreads > 0 && html`<p><strong>${t('privacy.sheet.threads_wait', { count: waitingThreads })}</strong></p>`}
${coveredSaid(t, told)}
<nav aria-label="${t('privacy.timeline.inside')}"><a href="messages.html">${t('privacy.timeline.messages')} · ${count.messages}</a>
<a href="photos.html">${t('privacy.timeline.photos')} · ${count.photos}</a>
<a href="export.html">${t('privacy.timeline.all')}</a>
<a href="who-saw.html">${t('privacy.sheet.who_saw')}</a></nav>
${entries.length === 0 && html`<p>${t('privacy.timeline.none')}</p>`}
${byMonth(one, entries)}`,
  )
  return { timeline, messages: messagesSheet(one, entries), photos: photosSheet(one, entries) }
}
