import type * as z from 'zod/mini'
import { listAskers, openable, openCase } from '#contract/desk-cases.ts'
import { isKnownUnder } from '#contract/rights-clocks.ts'
import { action, preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { agreedBy, takeBack } from '#modules/policies/index.ts'
import { certificateCode, correctable, groundOf } from '#modules/privacy/index.ts'
import { take } from './asking.ts'
import { askersOf, mayAskAs } from './following.queries.ts'
import { lawsFor } from './preparing.ts'
import { refusedAbout } from './requests.queries.ts'
import { namesOf, numberOf } from './showing.ts'

type Typed = Pick<z.output<typeof openCase.body>, 'kind' | 'field' | 'purpose' | 'follows' | 'policyId'>
/** What a kind of request needs besides, and nothing that it does not. */
const whatOf = ({ kind, field, purpose, follows, policyId }: Typed) => ({
  field: kind === 'rectification' ? field : undefined,
  purpose: kind === 'objection' ? purpose : undefined,
  follows: kind === 'complaint' || kind === 'hearing' ? follows : undefined,
  policyId: kind === 'withdrawal' ? policyId : undefined,
})

export const open = action(openCase, async ({ params, body, ...hands }) => {
  const { tx, actor, now, emit } = hands
  const [schoolId, personId] = [actor.schoolId!, params.id]
  const { kind, askedBy, receivedOn, came, identity, words } = body
  const { field, purpose, follows, policyId } = whatOf(body)
  if (!(await mayAskAs(tx, askedBy, personId, kind))) refuse('rights.not_theirs')
  if (kind === 'hearing' && !follows) refuse('rights.nothing_refused')
  if (kind === 'withdrawal') {
    if (!policyId) return refuse('rights.nothing_agreed')
    if (!(await takeBack(tx, emit, { schoolId, policyId, personId, byId: askedBy, now }))) refuse('rights.nothing_agreed')
  }
  const made = kind === 'erasure' ? certificateCode() : undefined
  const onPaper = { askedBy, receivedOn, came, identity, policyId }
  const wish = {
    kind,
    byHand: kind === 'access',
    personId,
    field,
    words,
    purpose,
    follows,
    onPaper,
    ...(made ? { codeDigest: made.digest } : {}),
  }
  const { row, isAgain } = await take(hands, wish)
  const code = isAgain ? null : (made?.code ?? null)
  return { id: row.id, number: numberOf(row.id, row.askedAt), dueOn: row.dueOn, isAgain, code }
})

export const askers = preparedAction(
  listAskers,
  async ({ installation }) => groundOf(installation),
  async ({ tx, actor, vault, params: { id }, query, ready, emit }) => {
    const schoolId = actor.schoolId!
    const [laws, fields] = [
      await lawsFor(tx, schoolId, id),
      await correctable(tx, ready, { schoolId, personId: id, locale: query.locale }),
    ]
    const ids = await askersOf(tx, id)
    const [named, rows] = [await namesOf(tx, vault, schoolId, ids), await refusedAbout(tx, schoolId, id)]
    const shown = []
    for (const one of ids) {
      const agreed = (await agreedBy(tx, id, one)).map(({ policyId }) => policyId)
      shown.push({ id: one, display: named(one).display, agreed })
    }
    emit('rights.askers_read', {}, { subject: id })
    const refused = rows.map(({ id: refusedId, askedAt, askedBy, kind, profile }) => ({
      ...{ id: refusedId, number: numberOf(refusedId, askedAt), askedBy },
      mayBeHeard: kind === 'rectification' && isKnownUnder('hearing', [profile]),
    }))
    return { kinds: openable.filter((kind) => isKnownUnder(kind, laws)), fields, askers: shown, refused }
  },
)
