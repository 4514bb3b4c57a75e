import { acceptJoinRequest, declineJoinRequest, type JoinRequest, listJoinRequests, undoJoinDecision } from '#contract/classes.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { collatorOf, openNames } from '#modules/people/index.ts'
import { members } from './classes.queries.ts'
import * as queries from './joining.queries.ts'
import { matchesOf } from './matching.ts'
import { classTable, joinRequestTable } from './sealed.ts'

/** How long a decision can be taken back; nobody is linked or told before it is over. */
const UNDO_SECONDS = 10
/** One job for a request, however often it is decided and undone: the last decision has its ten seconds like the first. */
const linking = (id: string) => ({ afterSeconds: UNDO_SECONDS, key: `class.join_request.link:${id}` })
const undoUntil = (now: Date) => new Date(now.getTime() + UNDO_SECONDS * 1000)

export const list = action(listJoinRequests, async ({ tx, actor, vault, query, now, emit }) => {
  const schoolId = actor.schoolId!
  const rows = await queries.requests(tx, schoolId, query.state === 'decided')
  const classIds = [...new Set(rows.map(({ classId }) => classId))]
  const [pupils, school] = await Promise.all([members(tx, schoolId, classIds, ['pupil']), schoolOf(tx)])
  const labelled = rows.map(({ classId, classSealed }) => ({ id: classId, sealed: classSealed }))
  const [shown, asked, labels] = await Promise.all([
    openNames(tx, vault, schoolId, pupils),
    vault.open(tx, schoolId, joinRequestTable, rows),
    vault.open(tx, schoolId, classTable, labelled),
  ])
  // Whoever must not be found is found by the alias alone, by those who see no more than that.
  const candidates = pupils.map(({ id, classId }, at) => ({ id, classId, names: shown[at]! }))
  const matched = rows.map((row, at) =>
    matchesOf(
      asked[at]!.child,
      candidates.filter(({ classId, id }) => classId === row.classId || id === row.pupilId),
    ),
  )
  const guardians = await queries.guardiansOf(tx, schoolId, [...new Set(matched.flat().map(({ id }) => id))])
  const guardianNames = await openNames(tx, vault, schoolId, guardians)
  const { compare } = collatorOf(school.locale)
  const linkedTo = (pupilId: string) =>
    guardians.flatMap((guardian, nth) => (guardian.pupilId === pupilId ? [guardianNames[nth]!.display] : [])).sort(compare)
  const member = (id: string) => {
    const found = candidates.find((candidate) => candidate.id === id)
    return found ? { id, display: found.names.display, sort: found.names.sort } : null
  }
  const requests = rows.map((row, at): JoinRequest => {
    const isWaiting = row.decidedAt === null
    return {
      ...{ id: row.id, classId: row.classId, relation: row.relation, checkWay: row.checkWay, version: row.version },
      ...{ classLabel: labels[at]!.label, child: asked[at]!.child, name: asked[at]!.name, email: asked[at]!.email },
      madeAt: row.madeAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      state: row.verdict ?? 'waiting',
      decidedAt: row.decidedAt?.toISOString() ?? null,
      pupil: row.pupilId ? member(row.pupilId) : null,
      matches: isWaiting ? matched[at]!.map(({ id }) => ({ ...member(id)!, guardians: linkedTo(id) })) : [],
      can: { accept: isWaiting, undo: !isWaiting && row.linkedAt === null && undoUntil(row.decidedAt!) > now },
    }
  })
  emit('class.requests_read', { results: requests.length })
  return { requests }
})

export const accept = action(acceptJoinRequest, async ({ tx, actor, params, body, now, emit, later }) => {
  const schoolId = actor.schoolId!
  if (!(await queries.isPupilOf(tx, schoolId, params.id, body.pupilId))) refuse('join_request.pupil_not_in_class')
  const decision = { verdict: 'accepted', ...body } as const
  const request =
    (await queries.decide(tx, schoolId, params.id, decision, actor.personId ?? nobody, now)) ??
    refuse('join_request.already_decided')
  await later('class.join_request.link', { id: request.id }, linking(request.id))
  emit(
    'class.join_request.accepted',
    { joinRequestId: request.id, classId: request.classId, pupilId: body.pupilId },
    { subject: body.pupilId },
  )
  return { ...request, pupilId: body.pupilId, undoUntil: undoUntil(now).toISOString() }
})

export const decline = action(declineJoinRequest, async ({ tx, actor, params, now, emit, later }) => {
  const request =
    (await queries.decide(tx, actor.schoolId!, params.id, { verdict: 'declined' }, actor.personId ?? nobody, now)) ??
    refuse('join_request.already_decided')
  await later('class.join_request.link', { id: request.id }, linking(request.id))
  emit('class.join_request.declined', { joinRequestId: request.id, classId: request.classId })
  return { id: request.id, undoUntil: undoUntil(now).toISOString() }
})

export const undo = action(undoJoinDecision, async ({ tx, actor, params, now, emit }) => {
  const after = new Date(now.getTime() - UNDO_SECONDS * 1000)
  const request = (await queries.undo(tx, actor.schoolId!, params.id, after)) ?? refuse('join_request.undo_too_late')
  emit('class.join_request.undone', { joinRequestId: request.id, classId: request.classId })
  return { id: request.id }
})
