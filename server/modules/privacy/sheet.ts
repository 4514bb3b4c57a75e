import type { Words } from '#i18n/words.ts'
import { type Html, html } from '#kernel/html.ts'
import type { Shown, ShownTable } from './exporting.ts'
import type { Meaning } from './why.ts'

type Sheet = {
  t: Words
  school: string
  madeAt: Date
  tables: readonly (ShownTable & { name: string; why: string })[]
  meaning: readonly Meaning[]
}

/** What makes a page that leaves the house fit for a phone; nothing is loaded. */
const pageStyle = `body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1b2b29;background:#fbf9f4}main{max-width:42rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}article{background:#fff;border:1px solid #c5ccc9;border-radius:12px;padding:1rem;margin:.75rem 0;overflow-wrap:anywhere}
.quiet{color:#56615d;font-size:.875rem}img{max-width:100%;height:auto;border-radius:8px}table{display:block;overflow-x:auto;border-collapse:collapse}td,th{border:1px solid #c5ccc9;padding:.25rem .5rem;text-align:left;vertical-align:top}
dt{font-weight:600}dd{margin:0 0 .5rem}a{color:#5a3b8c}p.said{white-space:pre-line}`

/** A page that leaves the house brings its looks along: ours have theirs in a file. */
export const withLooks = ({ markup }: Html): string => markup.replace('</title>', () => `</title><style>${pageStyle}</style>`)

const isRecord = (value: Shown): value is { readonly [name: string]: Shown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const said = (t: Words, value: Shown): Html | string => {
  if (value === null) return '–'
  if (value === 'self') return t('privacy.sheet.yourself')
  if (Array.isArray(value))
    return value
      .map((one) => said(t, one))
      .map((one) => (typeof one === 'string' ? one : one.markup))
      .join(', ')
  if (!isRecord(value)) return String(value)
  if (value['held'] === true) return t('privacy.sheet.held')
  if (typeof value['file'] === 'string')
    return html`<a href="files/${encodeURIComponent(value['file'].slice('files/'.length))}">${value['file']}</a>`
  if (typeof value['someone'] === 'string') return t(`privacy.someone.${value['someone']}` as never)
  return html`<dl>${Object.entries(value).map(([name, one]) => html`<dt>${name}</dt><dd>${said(t, one)}</dd>`)}</dl>`
}

/** Everything that is held about a person as one page that needs nothing else: no script, no picture, no connection. */
export const exportSheet = ({ t, school, madeAt, tables, meaning }: Sheet): string =>
  withLooks(html`<!doctype html>
<html lang="${t.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t('privacy.sheet.title', { school })}</title></head><body>
<main><h1>${t('privacy.sheet.title', { school })}</h1><p>${t('privacy.sheet.made', { day: madeAt.toISOString().slice(0, 10) })}</p>
<p><a href="index.html">${t('privacy.timeline.title')}</a></p>
<p><a href="who-saw.html">${t('privacy.sheet.who_saw')}</a></p>
${tables.map(
  ({ name, why, rows }) =>
    html`<section><h2>${name}</h2><p>${why}</p>${rows.map(({ values }) => html`<dl>${Object.entries(values).map(([field, value]) => html`<dt>${field}</dt><dd>${said(t, value)}</dd>`)}</dl><hr>`)}</section>`,
)}
<section><h2>${t('privacy.sheet.meaning')}</h2><table><thead><tr><th>${t('privacy.sheet.field')}</th><th>${t('privacy.sheet.what')}</th><th>${t('privacy.sheet.why')}</th><th>${t('privacy.sheet.basis')}</th><th>${t('privacy.sheet.kept')}</th><th>${t('privacy.sheet.seen_by')}</th><th>${t('privacy.sheet.from')}</th></tr></thead><tbody>
${meaning.map((one) => html`<tr><td>${one.field}</td><td>${one.category}</td><td>${one.why}</td><td>${one.basis}</td><td>${one.kept}</td><td>${one.seenBy.join(', ')}</td><td>${one.from}</td></tr>`)}
</tbody></table></section></main></body></html>`)

/** A value as one line of text. */
export const saidPlainly = (t: Words, value: Shown): string => {
  if (value === null) return '–'
  if (value === 'self') return t('privacy.sheet.yourself')
  if (Array.isArray(value)) return value.map((one) => saidPlainly(t, one)).join(', ')
  if (!isRecord(value)) return String(value)
  if (value['held'] === true) return t('privacy.sheet.held')
  if (typeof value['file'] === 'string') return value['file'].slice('files/'.length)
  if (typeof value['someone'] === 'string') return t(`privacy.someone.${value['someone']}` as never)
  if (typeof value['display'] === 'string') return value['display']
  return Object.values(value)
    .map((one) => saidPlainly(t, one))
    .join(' · ')
}
