import type { Words } from '#i18n/words.ts'
import { type Html, html } from '#kernel/html.ts'
import type { PersonalTable } from '#kernel/personal-data.ts'
import type { Category } from '#kernel/vocabulary.ts'
import type { Shown, ShownRow } from './exporting.ts'
import { valuesOf } from './gate.ts'
import { withLooks } from './sheet.ts'

type Part = { declared: PersonalTable; name: string; rows: readonly ShownRow[] }
type Timeline = { t: Words; school: string; madeAt: Date; parts: readonly Part[] }

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
      ? html`<p><a href="files/${at}"><img src="files/${at}" alt="" loading="lazy"></a></p>`
      : html`<p><a href="files/${at}">${name}</a></p>`
  }
  if (typeof value === 'string') return value === '' || isInstant.test(value) ? undefined : html`<p class="said">${value}</p>`
  if (typeof value === 'number') return html`<p>${value}</p>`
  return undefined
}

type Entry = { at: string; name: string; body: Html[] }
const entriesOf = ({ declared, name, rows }: Part): Entry[] => {
  const names = toldOf(declared)
  if (names.length === 0) return []
  return rows.flatMap((row) => {
    const at = whenOf(row)
    const body = names.flatMap((one) => shownAs(row.values[one] ?? null) ?? [])
    return at && body.length > 0 ? [{ at, name, body }] : []
  })
}

/** What was said, shown and done, by the month, the newest first: a page that needs nothing else, made for a phone. */
export const timelineSheet = ({ t, school, madeAt, parts }: Timeline): string => {
  const entries = parts.flatMap(entriesOf).sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  const month = new Intl.DateTimeFormat(t.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const day = new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeZone: 'UTC' })
  const months = [...Map.groupBy(entries, ({ at }) => at.slice(0, 7))]
  return withLooks(html`<!doctype html>
<html lang="${t.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t('privacy.sheet.title', { school })}</title></head><body>
<main><h1>${t('privacy.sheet.title', { school })}</h1><p class="quiet">${t('privacy.sheet.made', { day: madeAt.toISOString().slice(0, 10) })}</p>
<p><a href="export.html">${t('privacy.timeline.all')}</a> · <a href="who-saw.html">${t('privacy.sheet.who_saw')}</a></p>
${entries.length === 0 && html`<p>${t('privacy.timeline.none')}</p>`}
${months.map(
  ([, some]) =>
    html`<h2>${month.format(new Date(some[0]!.at))}</h2>${some.map(({ at, name, body }) => html`<article><p class="quiet"><time datetime="${at}">${day.format(new Date(at))}</time> · ${name}</p>${body}</article>`)}`,
)}
</main></body></html>`)
}
