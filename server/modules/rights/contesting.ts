import { readContested } from '#contract/rights.ts'
import { preparedAction } from '#kernel/action.ts'
import { askerIn, findValue, groundOf, meaningOf } from '#modules/privacy/index.ts'
import { contestedAbout } from './requests.queries.ts'

export const contested = preparedAction(
  readContested,
  async ({ installation }) => groundOf(installation),
  async ({ tx, params, query, ready }) => {
    const asker = await askerIn(tx, query.locale)
    const wordsFor = (field: string | null) => {
      const [table = '', name = ''] = field?.split('.') ?? []
      const found = findValue(ready.map, table, name)
      return found ? meaningOf(asker, found.table, name, found.about).category : null // a table's own name speaks to whom it is about
    }
    const rows = await contestedAbout(tx, params.id)
    return { contested: rows.map(({ field, since }) => ({ what: wordsFor(field), since: since.toISOString() })) }
  },
)
