import type { Locale } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import type { Tx } from '#kernel/db.ts'
import { schoolOf } from '#kernel/school.ts'
import type { Asker } from './why.ts'

/** In which school and language a question is asked; without a language, in the school's. */
export const askerIn = async (tx: Tx, locale: Locale | undefined): Promise<Asker & { school: string; timeZone: string }> => {
  const { profile, kind, name, timeZone, locale: own } = await schoolOf(tx)
  return { t: loadWords()[locale ?? own], profile, kind, school: name, timeZone }
}
