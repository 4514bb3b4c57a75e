import { decideGrant, endRole, type GivenRole, giveRole, mostGrantDays } from '#contract/grants.ts'
import { action, type Context } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { person } from '#vault/owners.ts'
import * as queries from './granting.queries.ts'
import { grantRequestTable } from './sealed.ts'

const DAY = 86_400_000
const dayOf = (at: Date) => at.toISOString().slice(0, 10)

type Hands = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'actor' | 'now' | 'emit'>

/** Until the last day of the school year, or for a year where none has been made yet. */
export const usualEnd = async ({ tx, actor, now }: Pick<Hands, 'tx' | 'actor' | 'now'>): Promise<string> => {
  const { toOn } = await schoolYearOn(tx, actor.schoolId!, dayOf(now))
  return toOn > dayOf(now) ? toOn : dayOf(new Date(now.getTime() + 365 * DAY))
}

const carryOut = async ({ tx, actor, now, emit }: Hands, grant: queries.Grant) => {
  const by = actor.personId!
  await queries.replaceShorter(tx, grant, by, now)
  if (!(await queries.insertRole(tx, grant, by, now))) refuse('grant.held')
  if (grant.classId) await queries.enrolSubstitute(tx, grant, by, now)
  emit('role.granted', { role: grant.role, why: grant.why, grantId: grant.id }, { subject: grant.personId })
}

/** Whose role has ended leaves the classes too: what nobody ends stands in every list. */
export const leaveClasses = async ({ tx, emit }: Pick<Hands, 'tx' | 'emit'>, schoolId: string, personId?: string) => {
  for (const place of await queries.endPlaces(tx, schoolId, personId))
    emit('class.teacher_changed', { classId: place.classId, change: 'ended' }, { subject: place.personId })
}

type Wanted = { role: GivenRole; until?: string | undefined; classId?: string | undefined }

/** Whether it may be given to this person, and until when; a substitute has a class. */
const mayBeGiven = async (hands: Hands, personId: string, { role, until, classId }: Wanted) => {
  const { tx, actor, now } = hands
  if (personId === actor.personId) refuse('grant.to_oneself')
  const standing = await queries.standing(tx, personId, role)
  if (!standing.mayGive) refuse('not_allowed')
  if (standing.isPupil) refuse('grant.to_a_pupil')
  if (standing.isLocked) refuse('account.locked')
  if (role === 'substitute' && !classId) refuse('grant.class_missing')
  if (classId && !(await queries.classExists(tx, actor.schoolId!, classId))) refuse('not_found')
  const untilAt = await queries.endOf(tx, until ?? (await usualEnd(hands)))
  if (untilAt <= now || untilAt.getTime() > now.getTime() + mostGrantDays * DAY) refuse('grant.too_long')
  return { untilAt, classId: role === 'substitute' && classId ? classId : null }
}

export const give = action(giveRole, async (context) => {
  const { tx, actor, vault, params, body, now, emit } = context
  const [schoolId, by, { role, why, note }] = [actor.schoolId!, actor.personId!, body]
  const grant = { schoolId, id: uuidv7(), personId: params.id, role, why, ...(await mayBeGiven(context, params.id, body)) }
  const row = { id: grant.id, owners: person(params.id), content: note ? { note } : {} }
  const [sealed] = await vault.seal(tx, schoolId, grantRequestTable.table, [row])
  const isAlone = role !== 'administrator'
  const decision = isAlone
    ? ({ verdict: 'granted', decidedAt: now, decidedBy: by } as const)
    : { verdict: null, decidedAt: null, decidedBy: null }
  if (!(await queries.insertGrant(tx, { ...grant, sealed: sealed!, askedAt: now, askedBy: by, ...decision })))
    refuse('grant.waiting')
  if (isAlone) await carryOut(context, grant)
  else emit('role.grant_asked', { role, why, grantId: grant.id }, { subject: params.id })
  return { id: grant.id, state: isAlone ? ('granted' as const) : ('waiting' as const) }
})

export const decide = action(decideGrant, async (context) => {
  const { tx, actor, params, body, now, emit } = context
  const [schoolId, by] = [actor.schoolId!, actor.personId!]
  const asked = (await queries.grantById(tx, schoolId, params.id)) ?? refuse('not_found')
  const isOwn = asked.askedBy === by
  if (isOwn && body.verdict === 'granted') refuse('grant.own_signature')
  if (asked.personId === by) refuse('grant.to_oneself')
  const verdict: 'granted' | 'declined' | 'withdrawn' = isOwn ? 'withdrawn' : body.verdict
  if (verdict === 'granted' && asked.untilAt <= now) refuse('grant.over')
  if (!(await queries.decideGrant(tx, schoolId, params.id, verdict, by, now))) refuse('grant.decided')
  const { id, personId, role, why, untilAt, classId } = asked
  emit('role.grant_decided', { role, grantId: id, verdict }, { subject: personId })
  if (verdict === 'granted') {
    if ((await queries.standing(tx, personId, role)).isLocked) refuse('account.locked')
    await carryOut(context, { schoolId, id, personId, role, why, untilAt, classId })
  }
  return { id, verdict }
})

export const end = action(endRole, async ({ tx, actor, params, body, now, emit, later }) => {
  const schoolId = actor.schoolId!
  const held = (await queries.liveRole(tx, schoolId, params.id, now)) ?? refuse('grant.over')
  if (held.role === 'administrator') {
    const others = (await queries.administrators(tx, schoolId)).filter(({ id }) => id !== held.id)
    if (others.length === 0) refuse('grant.last_administrator')
  }
  const ended = (await queries.endRole(tx, schoolId, held.id, body.why, actor.personId, now)) ?? refuse('grant.over')
  await leaveClasses({ tx, emit }, schoolId, ended.personId)
  emit('role.ended', { role: ended.role, why: body.why }, { subject: ended.personId })
  await later('role.end_sessions', { personId: ended.personId })
  return { id: ended.id }
})
