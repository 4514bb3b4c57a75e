import { readContested } from '#contract/corrections.ts'
import { preparedAction } from '#kernel/action.ts'
import { groundOf, valueInWords } from '#modules/privacy/index.ts'
import { contestedAbout } from './requests.queries.ts'

export const contested = preparedAction(
  readContested,
  async ({ installation }) => groundOf(installation),
  async ({ tx, params, query, ready }) => {
    const rows = await contestedAbout(tx, params.id)
    const words = await Promise.all(rows.map(({ field }) => (field ? valueInWords(tx, ready, query.locale, field) : null)))
    return { contested: rows.map(({ since }, nth) => ({ what: words[nth] ?? null, since: since.toISOString() })) }
  },
)
