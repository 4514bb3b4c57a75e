import { readHandedCopy } from '#contract/covering.ts'
import type { Locale } from '#contract/locales.ts'
import { ask, slugOfPage } from '../../api.ts'

/** Lets the browser fetch a copy that is handed over; who fetches it is asked before that. */
export const fetchHanded = async (id: string, locale: Locale): Promise<void> => {
  await ask(readHandedCopy, { params: { id }, query: { locale } })
  const href = `/s/${slugOfPage()}/rights-cases/${id}/export.zip?locale=${locale}`
  Object.assign(document.createElement('a'), { href, download: '' }).click()
}
