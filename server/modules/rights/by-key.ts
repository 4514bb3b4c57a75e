import { readCaseByKey } from '#contract/case-by-key.ts'
import { refusalArticle } from '#contract/refusal-grounds.ts'
import { clockOf } from '#contract/rights-clocks.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { digestOfCode } from '#modules/privacy/index.ts'
import { requestByKey } from './by-key.queries.ts'
import { numberOf } from './showing.ts'

/** A request by its key: for whoever has left, or has no account. Once it has been carried out, the key leads to the certificate instead. */
export const byKey = action(readCaseByKey, async ({ tx, params }) => {
  const row = (await requestByKey(tx, digestOfCode(params.code))) ?? refuse('not_found')
  const { id, school, kind, profile, askedAt, dueOn, extendedAt, coolsUntil, closedAt, outcome, ground } = row
  return {
    ...{
      requestId: id,
      school,
      number: numberOf(id, askedAt),
      kind,
      article: clockOf(profile, kind).article,
      dueOn,
      outcome,
    },
    ...{ askedAt: askedAt.toISOString(), isExtended: extendedAt !== null },
    ...{ coolsUntil: coolsUntil?.toISOString() ?? null, closedAt: closedAt?.toISOString() ?? null },
    ground: ground ? { name: ground, article: refusalArticle(profile, kind, ground).article } : null,
  }
})
