import { dropDraft, keepDraft, listDrafts, mostDrafts } from '#contract/drafts.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { person } from '#vault/owners.ts'
import * as queries from './drafts.queries.ts'
import { draftTable } from './sealed.ts'

/** So many drafts are typed into within a minute by one person at most. */
const MOST_A_MINUTE = 20

export const list = action(listDrafts, async ({ tx, actor, vault }) => {
  const rows = await queries.drafts(tx, mostDrafts)
  const contents = await vault.open(tx, actor.schoolId ?? refuse('not_found'), draftTable, rows)
  return { drafts: rows.map(({ id, keptAt }, nth) => ({ id, keptAt: keptAt.toISOString(), ...contents[nth]! })) }
})

export const keep = action(keepDraft, async ({ tx, actor, vault, params, body, now }) => {
  const { schoolId, personId } = actor
  if (!schoolId || !personId) return refuse('not_found')
  await queries.clearDropped(tx, now)
  const { others, lately } = await queries.crowd(tx, params.id, now)
  if (others >= mostDrafts) refuse('draft.too_many')
  if (lately >= MOST_A_MINUTE) refuse('too_many_tries', { seconds: 60 })
  const [sealed] = await vault.seal(tx, schoolId, draftTable.table, [
    { id: params.id, owners: person(personId), content: { place: body.place, value: body.value } },
  ])
  const isKept = await queries.putDraft(tx, { schoolId, id: params.id, personId, keptAt: now, sealed: sealed! })
  if (!isKept) refuse('too_many_tries', { seconds: 1 })
  return { keptAt: now.toISOString() }
})

/** Nothing of it is left but that something was kept, until its minute is over: who keeps and drops in turn is counted like everybody. */
export const drop = action(dropDraft, async ({ tx, actor, vault, params, query, now }) => {
  const { schoolId, personId } = actor
  if (!schoolId || !personId) return refuse('not_found')
  const content = { place: '', value: null }
  const [empty] = await vault.seal(tx, schoolId, draftTable.table, [{ id: params.id, owners: person(personId), content }])
  await queries.emptyDraft(tx, params.id, empty!, query.keptAt ? new Date(query.keptAt) : undefined)
  await queries.clearDropped(tx, now)
  return {}
})
