import { askChange, decideChange, presets } from '#contract/families.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { person } from '#vault/owners.ts'
import * as queries from './changing.queries.ts'
import { tidy } from './scopes.ts'
import { guardianshipChangeTable } from './sealed.ts'

export const ask = action(askChange, async ({ tx, actor, vault, params, body, version, now, emit }) => {
  const schoolId = actor.schoolId!
  const edge = (await queries.edgeById(tx, schoolId, params.id)) ?? refuse('guardianship.ended')
  if (edge.delegatedFrom) refuse('guardianship.ended')
  if (edge.guardianId === actor.personId) refuse('not_allowed')
  if (version !== undefined && version !== edge.version) refuse('version_conflict', { version: edge.version })
  const id = uuidv7()
  const { pupilId, guardianId } = edge
  const row = { id, owners: person(pupilId), content: { reference: body.reference } }
  const [sealed] = await vault.seal(tx, schoolId, guardianshipChangeTable.table, [row])
  const isFirst = await queries.insertChange(tx, {
    ...{ schoolId, id, guardianshipId: edge.id, pupilId, guardianId, edgeVersion: edge.version, sealed: sealed! },
    presetBefore: edge.preset,
    presetAfter: body.preset,
    scopesBefore: tidy(edge.scopes),
    scopesAfter: body.preset === 'no_contact' ? [...presets.no_contact] : tidy(body.scopes),
    askedAt: now,
    askedBy: actor.personId!,
  })
  if (!isFirst) refuse('guardianship.change_waiting')
  emit('guardianship.change_asked', { changeId: id, guardianshipId: edge.id, guardianId }, { subject: pupilId })
  return { id }
})

export const decide = action(decideChange, async ({ tx, actor, params, body, now, emit }) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId!]
  const asked = (await queries.changeById(tx, schoolId, params.id)) ?? refuse('not_found')
  const isOwn = asked.askedBy === by
  if (isOwn && body.verdict === 'countersigned') refuse('guardianship.own_signature')
  if (asked.guardianId === by) refuse('not_allowed')
  const verdict: 'countersigned' | 'declined' | 'withdrawn' = isOwn ? 'withdrawn' : body.verdict
  const change = (await queries.decide(tx, schoolId, params.id, verdict, by, now)) ?? refuse('guardianship.change_decided')
  const { guardianshipId, guardianId, pupilId } = change
  if (verdict === 'countersigned') {
    const rights = {
      id: guardianshipId,
      preset: change.presetAfter,
      scopes: tidy(change.scopesAfter),
      version: change.edgeVersion,
    }
    if (!(await queries.setRights(tx, schoolId, rights))) refuse('guardianship.changed_meanwhile')
  }
  emit('guardianship.change_decided', { changeId: change.id, guardianshipId, guardianId, verdict }, { subject: pupilId })
  return { id: change.id, verdict }
})
