import { mergePeople, previewMerge, unmergePeople } from '#contract/merging.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { person } from '#vault/owners.ts'
import * as queries from './merging.queries.ts'
import { recordsOf } from './records.ts'
import { reseal } from './resealing.ts'
import { personMergeTable } from './sealed.ts'

const DAY = 86_400_000
const UNDO_DAYS = 30

const words = {
  guardianship: 'guardianship',
  person_role: 'role',
  enrolment: 'class',
  group_place: 'class',
  teaching_group: 'class',
  roster_link: 'roster',
  join_request: 'request',
  emergency_contact: 'adult',
  pick_up_adult: 'adult',
  protected_identity: 'rights',
  guardianship_change: 'rights',
  delegation: 'rights',
  attachment: 'file',
  conversation: 'message',
  conversation_member: 'message',
  conversation_note: 'message',
  message: 'message',
  message_text: 'message',
} as const
const isKnown = (table: string): table is keyof typeof words => table in words

const reasonOf = ({
  ownGuardian,
  already,
  privileged,
}: Awaited<ReturnType<typeof queries.hindrance>>): 'own_guardian' | 'already' | 'privileged' | null => {
  if (ownGuardian) return 'own_guardian'
  if (already) return 'already'
  return privileged ? 'privileged' : null
}

export const preview = action(previewMerge, async ({ tx, actor, vault, params, emit }) => {
  const schoolId = actor.schoolId!
  const { id: keptId, otherId: mergedId } = params
  if (keptId === mergedId) refuse('merge.oneself')
  const [found, plan, hindered] = await Promise.all([
    recordsOf(tx, vault, schoolId, [keptId, mergedId]),
    queries.planOf(tx, keptId, mergedId),
    queries.hindrance(tx, schoolId, keptId, mergedId),
  ])
  const [kept, merged] = [found.get(keptId) ?? refuse('not_found'), found.get(mergedId) ?? refuse('not_found')]
  const counted = Map.groupBy(
    plan.filter(({ ends }) => !ends),
    ({ table }) => (isKnown(table) ? words[table] : 'rights'),
  )
  emit('person.merge_previewed', { otherId: mergedId }, { subject: keptId })
  return {
    ...{ kept, merged, moves: [...counted].map(([what, rows]) => ({ what, rows: rows.length })) },
    ends: plan.filter(({ ends }) => ends).length,
    signIn: merged.signsIn ? (kept.signsIn ? ('stays' as const) : ('moves' as const)) : ('none' as const),
    refused: reasonOf(hindered),
  }
})

export const merge = action(mergePeople, async ({ tx, actor, vault, body, now, emit }) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId!]
  const { keptId, mergedId } = body
  if (keptId === mergedId) refuse('merge.oneself')
  if ((await queries.holdBoth(tx, schoolId, [keptId, mergedId])).length < 2) refuse('not_found')
  if (mergedId === by || keptId === by) refuse('not_allowed')
  const hindered = await queries.hindrance(tx, schoolId, keptId, mergedId)
  if (hindered.ownGuardian) refuse('merge.own_guardian')
  if (hindered.already) refuse('merge.already')
  if (hindered.privileged) refuse('merge.privileged')
  const plan = await queries.planOf(tx, keptId, mergedId)
  await reseal(tx, vault, schoolId, plan, keptId)
  const rows = await queries.moveRows(tx, plan, mergedId, keptId, false)
  const signIn = await queries.moveSignIn(tx, mergedId, keptId)
  const [id, finalAt] = [uuidv7(), new Date(now.getTime() + UNDO_DAYS * DAY)]
  const row = { id, owners: person(mergedId), content: { rows: plan, signIn } }
  const [sealed] = await vault.seal(tx, schoolId, personMergeTable.table, [row])
  await queries.insertMerge(tx, { schoolId, id, keptId, mergedId, sealed: sealed!, madeAt: now, madeBy: by, finalAt })
  for (const pair of await queries.closePair(tx, schoolId, [keptId, mergedId], by, now))
    emit('person.same_decided', { pairId: pair.id, verdict: 'merged' })
  for (const subject of [keptId, mergedId]) emit('person.merged', { mergeId: id, keptId, mergedId, rows }, { subject })
  return { id, rows, undoUntil: finalAt.toISOString() }
})

export const unmerge = action(unmergePeople, async ({ tx, actor, vault, params, now, emit }) => {
  const schoolId = actor.schoolId!
  const found = (await queries.mergeById(tx, schoolId, params.id)) ?? refuse('not_found')
  const { keptId, mergedId } = found
  const [content] = await vault.open(tx, schoolId, personMergeTable, [found])
  if (!(await queries.undo(tx, schoolId, params.id, actor.personId!, now))) refuse('merge.final')
  const plan = content!.rows
  await queries.holdBoth(tx, schoolId, [keptId, mergedId])
  await reseal(tx, vault, schoolId, plan, mergedId)
  const rows = await queries.moveRows(tx, plan, keptId, mergedId, true)
  if (rows !== plan.length) refuse('merge.changed_since')
  if (content!.signIn && !(await queries.moveSignIn(tx, keptId, mergedId))) refuse('merge.changed_since')
  for (const subject of [keptId, mergedId]) emit('person.unmerged', { mergeId: params.id, keptId, mergedId, rows }, { subject })
  return { id: params.id, rows }
})
