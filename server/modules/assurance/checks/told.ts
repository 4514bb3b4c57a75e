import { languages } from '#contract/locales.ts'
import { sentences } from '#i18n/load.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { productAnnouncements } from '../announced.queries.ts'
import { type Check, noneOf, perSchool, rightIf } from '../checking.ts'
import { counted } from '../installation.queries.ts'
import { readRevisions } from '../revising.ts'
import { counting } from './door.ts'

const DAY = 86_400_000
const asShown = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

/** What people are told is printed in every language, with each kind of thing that is kept. */
const printed = perSchool('probe', async ({ ask, installation: { dataMap } }, { slug }) => {
  const tables = personalTables(dataMap).filter(({ recipients }) => recipients.length > 0)
  let missing = 0
  for (const language of languages) {
    const headers = { accept: 'text/html', cookie: `lang=${language}` }
    const { status, text } = await ask(`/s/${slug}/trust/notice`, { headers })
    const said = sentences('privacy', language)
    const names = tables.map(({ table }) => said[`privacy.table.${table.split('.')[1] ?? ''}`])
    missing += status === 200 ? names.filter((name) => !name || !text.includes(asShown(name))).length : names.length
  }
  return noneOf({ tables: tables.length, languages: languages.length, missing }, 'missing')
})

/** The number of orders on the public page is that of the register. */
const ordersCounted = perSchool('probe', async ({ ask, look }, { slug, schoolId }) => {
  const { told, settled } = await look(({ tx }) => counted(tx, 'orders'), schoolId)
  const { status, text } = await ask(`/s/${slug}/trust/suppliers`, { headers: { accept: 'text/html' } })
  const shown = Number(/<data id="orders" value="(\d+)">/.exec(text)?.[1] ?? -1)
  return rightIf(status === 200 && shown >= Number(settled) && shown <= Number(told), { status, shown, told: Number(told) })
})

const ofService = /^(?:kept|measure|promise) /
const LATEST = 90 * DAY
/** What became otherwise in what is kept, measured or promised was announced to the school before, for about that day. */
const announced = perSchool('query', async ({ look, installation, now }, { schoolId }) => {
  const { since, notices } = await look(({ tx }) => productAnnouncements(tx, schoolId), schoolId)
  const changes = (await readRevisions(installation)).filter(
    ({ at, added, gone }) =>
      at > since && now.getTime() - at.getTime() < LATEST && [...added, ...gone].some((line) => ofService.test(line)),
  )
  const isAnnounced = (at: Date) =>
    notices.some(
      ({ publishedAt, effectiveFrom }) => publishedAt < at && Math.abs(effectiveFrom.getTime() - at.getTime()) < 31 * DAY,
    )
  return noneOf({ changes: changes.length, unannounced: changes.filter(({ at }) => !isAnnounced(at)).length }, 'unannounced')
})

export const toldChecks = {
  'C-29.announced': announced,
  'C-33.printed': printed,
  'C-47.two_people': counting('orders', 'byOne', 'hushed'),
  'C-47.counted': ordersCounted,
} as const satisfies Record<string, Check>
