import { carryOutErasure } from '#contract/rights.ts'
import type { Action } from '#kernel/action.ts'
import { preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { carryOut, groundOf, heardEverywhere } from '#modules/privacy/index.ts'
import * as queries from './requests.queries.ts'

const executing = preparedAction(
  carryOutErasure,
  async ({ installation }) => groundOf(installation),
  async ({ params, query, ready, ...hands }) => {
    const { tx, actor, now, emit } = hands
    const row = (await queries.holdRequest(tx, actor.schoolId!, params.id)) ?? refuse('rights.already_closed')
    if (row.kind !== 'erasure' || !row.codeDigest) return refuse('rights.already_closed')
    if (!row.coolsUntil || row.coolsUntil > now) return refuse('rights.cooling')
    emit('rights.decided', { requestId: row.id, kind: row.kind, outcome: 'granted' })
    return carryOut(hands, ready, { personId: row.personId, locale: query.locale, codeDigest: row.codeDigest })
  },
)

/** Erases whom a request is about, once it has been thought over, and writes it down outside the database. */
export const erasing: Action = heardEverywhere(executing)
