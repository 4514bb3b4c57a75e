import { type Locale, locales } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import { html } from '#kernel/html.ts'
import type { Standing } from '#modules/status/reading.ts'
import { incidentsFeed, maintenanceCalendar, standingAsJson } from '#server/serving/status-files.ts'
import { layout, type Page } from './layout.ts'
import { standingPart, when } from './status-pages.ts'
import { style, stylePath } from './style.ts'

const words = loadWords()
const fileOf = (locale: Locale) => `status.${locale}.html`

/** One page as it lies in the folder. It cannot know how late it is when it is read; so it says when it was written, and what it means if that is long ago. */
const stillPage = (locale: Locale, standing: Standing, origin: string): string => {
  const t = words[locale]
  const service = `${origin}/status`
  const page: Page = { t, path: '/', still: { origin, style: stylePath.slice(1), fileOf } }
  return layout(
    page,
    t('status.title'),
    html`
<header class="stack"><h1>${t('status.title')}</h1><p><strong>${t('status.written', { when: when(t, standing.at) })}</strong></p><p>${t('status.written_how')}</p><p><a href="${service}">${service}</a></p></header>
${standingPart(t, standing)}
<ul class="card rows"><li><a class="tap" href="./incidents.atom">${t('status.feed')}</a></li><li><a class="tap" href="./maintenance.ics">${t('status.calendar')}</a></li><li><a class="tap" href="./status.json">${t('status.data')}</a></li></ul>`,
  )
}

/** Everything that lies in the folder, in the order in which it is written: what a page needs comes before it. */
export const stillFiles = (standing: Standing, origin: string, first: Locale): ReadonlyMap<string, string> =>
  new Map([
    [stylePath.slice(1), style],
    ['status.json', `${JSON.stringify(standingAsJson(standing, standing.at))}\n`],
    ['incidents.atom', incidentsFeed({ origin }, standing)],
    ['maintenance.ics', maintenanceCalendar({ origin }, standing)],
    ...locales.map((locale) => [fileOf(locale), stillPage(locale, standing, origin)] as const),
    ['index.html', stillPage(first, standing, origin)],
  ])
