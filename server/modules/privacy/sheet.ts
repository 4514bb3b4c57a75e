import { clockTime, shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import { type Html, html } from '#kernel/html.ts'
import type { PersonalTable } from '#kernel/personal-data.ts'
import type { Shown, ShownRow, ShownTable } from './exporting.ts'
import { valuesOf } from './gate.ts'
import { coveredSaid, type Told } from './handing.ts'
import type { Meaning } from './why.ts'

/** How a page is said: in which words, and by which clock. */
export type Said = { t: Words; timeZone: string }
type Sheet = Said & {
  school: string
  madeAt: Date
  waitingThreads: number
  told: Told | undefined
  tables: readonly (ShownTable & { declared: PersonalTable; name: string; why: string })[]
  meaning: readonly Meaning[]
}

/** What makes a page that leaves the house fit for a phone; nothing is loaded. */
const pageStyle = `body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1b2b29;background:#fbf9f4}main{max-width:42rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}article{background:#fff;border:1px solid #c5ccc9;border-radius:12px;padding:1rem;margin:.75rem 0;overflow-wrap:anywhere}
.quiet{color:#56615d;font-size:.875rem}img{max-width:100%;height:auto;border-radius:8px}table{display:block;overflow-x:auto;border-collapse:collapse}td,th{border:1px solid #c5ccc9;padding:.25rem .5rem;text-align:left;vertical-align:top}
dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}a{color:#5a3b8c}p.said{white-space:pre-line}nav{display:grid;gap:.5rem}nav a{display:block;padding:.75rem 1rem;background:#fff;border:1px solid #c5ccc9;border-radius:12px}
.photos{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.5rem;list-style:none;padding:0}.photos img{width:100%;aspect-ratio:1;object-fit:cover}
@media print{@page{size:A4;margin:18mm}body{font-size:11pt;background:none}main{max-width:none;padding:0}nav,.no-print{display:none}a{color:inherit}h1,h2,dt{break-after:avoid}article,li,dd{break-inside:avoid}
article{padding:3mm;margin:3mm 0}img{max-height:120mm}.photos{grid-template-columns:repeat(3,1fr)}table{display:table;width:100%;table-layout:fixed;font-size:8pt;overflow-wrap:anywhere}tr{break-inside:avoid}thead{display:table-header-group}}`

/** A page that leaves the house brings its looks along: ours have theirs in a file. */
export const withLooks = ({ markup }: Html): string => markup.replace('</title>', () => `</title><style>${pageStyle}</style>`)

const isRecord = (value: Shown): value is { readonly [name: string]: Shown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isDay = /^\d{4}-\d\d-\d\d$/
const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

/** A text as it is; a day or an instant as the reader says it. */
const textIn = ({ t, timeZone }: Said, text: string): string =>
  isDay.test(text)
    ? shortDay(t.locale, text)
    : isInstant.test(text)
      ? `${shortDay(t.locale, text, timeZone)} ${clockTime(t.locale, text, timeZone)}`
      : text

const said = (as: Said, value: Shown): Html | string => {
  const { t } = as
  if (isRecord(value) && typeof value['file'] === 'string')
    return html`<a href="files/${encodeURIComponent(value['file'].slice('files/'.length))}">${value['file'].slice('files/'.length)}</a>`
  if (isRecord(value) && typeof value['someone'] === 'string') return t('privacy.sheet.not_named')
  return allSaid(as, value)
}

/** Everything that is in a value, each thing once: names of its parts are for machines. */
const allSaid = (as: Said, value: Shown): string => {
  const { t } = as
  if (value === null) return ''
  if (value === 'self') return t('privacy.sheet.yourself')
  if (typeof value === 'boolean') return t(`privacy.sheet.${value ? 'yes' : 'no'}`)
  if (typeof value !== 'object') return textIn(as, `${value}`)
  if (isRecord(value) && value['held'] === true) return t('privacy.sheet.held')
  const parts = Object.values(value).map((one: Shown) => allSaid(as, one))
  return [...new Set(parts.filter((one) => one !== ''))].join(' · ')
}

/** What each value of a table is called, in the reader's language: as the data map has it. Several may be called the same. */
const labelsOf = (t: Words, table: PersonalTable): ReadonlyMap<string, string> => {
  const links = Object.entries(table.columns).flatMap(([name, column]): [string, string][] =>
    column.kind === 'link' ? [[name, t(`privacy.someone.${column.role}`)]] : [],
  )
  const values = valuesOf(table).map(({ name, about }): [string, string] => [
    name.replace(/^sealed\./, ''),
    t(`privacy.category.${about.category.replaceAll('.', '_')}` as never),
  ])
  return new Map([...links, ...values, ['covered', t('privacy.cover')]])
}

const rowSheet = (as: Said, labels: ReadonlyMap<string, string>, { values }: ShownRow): Html => {
  const told = Object.entries(values).filter(([, value]) => value !== null && value !== '')
  const named = Map.groupBy(told, ([field]) => labels.get(field) ?? '')
  return html`<dl>${[...named].map(([label, some]) => html`<dt>${label}</dt>${some.map(([, value]) => html`<dd>${said(as, value)}</dd>`)}`)}</dl><hr>`
}

const meaningRows = (meaning: readonly Meaning[], names: ReadonlyMap<string, string>) => {
  const rows = meaning.map((one) => ({ ...one, part: names.get(one.field.split('.')[0] ?? '') ?? '' }))
  return [...new Map(rows.map((one) => [[one.part, one.category, one.from].join('\n'), one])).values()]
}

/** Everything that is held about a person as one page that needs nothing else: no script, no picture, no connection. */
export const exportSheet = ({ t, timeZone, school, madeAt, waitingThreads, told, tables, meaning }: Sheet): string => {
  const names = new Map(tables.map(({ table, name }) => [table.split('.')[1] ?? table, name]))
  return withLooks(html`<!doctype html>
<html lang="${t.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t('privacy.sheet.title', { school })}</title></head><body>
<main><h1>${t('privacy.sheet.title', { school })}</h1><p>${t('privacy.sheet.made', { day: shortDay(t.locale, madeAt, timeZone) })}</p>
${waitingThreads > 0 && html`<p><strong>${t('privacy.sheet.threads_wait', { count: waitingThreads })}</strong></p>`}
${coveredSaid(t, told)}
<p><a href="index.html">${t('privacy.timeline.title')}</a></p>
<p><a href="who-saw.html">${t('privacy.sheet.who_saw')}</a></p>
${tables.map(({ name, why, rows, declared }) => {
  const labels = labelsOf(t, declared)
  return html`<section><h2>${name}</h2><p>${why}</p>${rows.map((row) => rowSheet({ t, timeZone }, labels, row))}</section>`
})}
<section><h2>${t('privacy.sheet.meaning')}</h2><table><thead><tr><th>${t('privacy.sheet.field')}</th><th>${t('privacy.sheet.what')}</th><th>${t('privacy.sheet.why')}</th><th>${t('privacy.sheet.basis')}</th><th>${t('privacy.sheet.kept')}</th><th>${t('privacy.sheet.seen_by')}</th><th>${t('privacy.sheet.from')}</th></tr></thead><tbody>
${meaningRows(meaning, names).map((one) => html`<tr><td>${one.part}</td><td>${one.category}</td><td>${one.why}</td><td>${one.basis}</td><td>${one.kept}</td><td>${one.seenBy.join(', ')}</td><td>${one.from}</td></tr>`)}
</tbody></table></section></main></body></html>`)
}

/** A value as one line of text. */
export const saidPlainly = (as: Said, value: Shown): string => {
  const { t } = as
  if (value === null) return '–'
  if (value === 'self') return t('privacy.sheet.yourself')
  if (typeof value === 'boolean') return t(`privacy.sheet.${value ? 'yes' : 'no'}`)
  if (Array.isArray(value)) return value.map((one) => saidPlainly(as, one)).join(', ')
  if (!isRecord(value)) return textIn(as, `${value}`)
  if (value['held'] === true) return t('privacy.sheet.held')
  if (typeof value['file'] === 'string') return value['file'].slice('files/'.length)
  if (typeof value['someone'] === 'string') return t(`privacy.someone.${value['someone']}` as never)
  if (typeof value['display'] === 'string') return value['display']
  return Object.values(value)
    .map((one) => saidPlainly(as, one))
    .join(' · ')
}
