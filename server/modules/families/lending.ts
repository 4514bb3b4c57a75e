import * as z from 'zod/mini'
import { endDelegation, lend as lendRights, objectToDelegation, settleDelegation } from '#contract/families.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { job, type Unit } from '#kernel/job.ts'
import type { Mail } from '#kernel/mail.ts'
import { schoolOf } from '#kernel/school.ts'
import { dpoAddressOf } from '#modules/letters/index.ts'
import { addPerson, insertGuardianship, namesFrom, personTable } from '#modules/people/index.ts'
import { person } from '#vault/owners.ts'
import * as queries from './lending.queries.ts'
import { toldMail } from './mails.ts'
import { tidy } from './scopes.ts'
import { delegationTable } from './sealed.ts'

const DAY = 86_400_000
/** Nobody lends for longer than a school year and its holidays, nor to a crowd. */
const MOST_DAYS = 400
const MOST_AT_ONCE = 5

export const lend = action(lendRights, async ({ tx, actor, vault, params, body, now, emit, later }) => {
  const [schoolId, lentBy] = [actor.schoolId!, actor.personId!]
  const edge = (await queries.ownEdge(tx, schoolId, params.id)) ?? refuse('not_found')
  if (!body.scopes.every((scope) => edge.scopes.includes(scope))) refuse('delegation.not_yours')
  const untilAt = await queries.endOfDay(tx, body.until)
  if (untilAt <= now || untilAt.getTime() > now.getTime() + MOST_DAYS * DAY) refuse('delegation.too_long')
  if ((await queries.liveCount(tx, schoolId, edge.id)) >= MOST_AT_ONCE) refuse('delegation.too_many')
  const id = uuidv7()
  const content = { name: body.name, ...(body.email ? { email: body.email } : {}) }
  const [sealed] = await vault.seal(tx, schoolId, delegationTable.table, [{ id, owners: person(lentBy), content }])
  await queries.insertDelegation(tx, {
    ...{ schoolId, id, guardianshipId: edge.id, pupilId: edge.pupilId, lentBy },
    ...{ relation: body.relation, scopes: [...new Set(body.scopes)], sealed: sealed!, madeAt: now, untilAt },
  })
  emit('guardianship.delegation_made', { delegationId: id, guardianshipId: edge.id }, { subject: edge.pupilId })
  await later('guardianship.delegation.begin', { id }, { key: `guardianship.delegation.begin:${id}` })
  return { id }
})

export const end = action(endDelegation, async ({ tx, actor, params, now, emit, later }) => {
  const ended = (await queries.end(tx, actor.schoolId!, params.id, actor.personId!, now)) ?? refuse('delegation.over')
  emit(
    'guardianship.delegation_ended',
    { delegationId: ended.id, guardianshipId: ended.guardianshipId },
    { subject: ended.pupilId },
  )
  await later('family.tidy', {})
  return { id: ended.id }
})

export const object = action(objectToDelegation, async ({ tx, actor, params, now, emit }) => {
  const schoolId = actor.schoolId!
  const found = (await queries.delegationById(tx, schoolId, params.id)) ?? refuse('not_found')
  if (found.endedAt || found.untilAt <= now) refuse('delegation.over')
  const objected = (await queries.object(tx, schoolId, params.id, actor.personId!, now)) ?? refuse('delegation.objected')
  const { id, guardianshipId, pupilId } = objected
  emit('guardianship.delegation_objected', { delegationId: id, guardianshipId }, { subject: pupilId })
  return { id }
})

export const settle = action(settleDelegation, async ({ tx, actor, params, body, now, emit, later }) => {
  const { verdict } = body
  const settled =
    (await queries.settle(tx, actor.schoolId!, params.id, verdict, actor.personId!, now)) ?? refuse('delegation.not_objected')
  const { id, guardianshipId, pupilId } = settled
  emit('guardianship.delegation_settled', { delegationId: id, guardianshipId, verdict }, { subject: pupilId })
  await later('family.tidy', {})
  return { id }
})

type Lent = NonNullable<Awaited<ReturnType<typeof queries.toBegin>>>

/** Makes the record of whoever was lent to, and the edge; an account comes by an activation code, from the office. */
const begin = async ({ tx, vault, emit, now }: Unit, lent: Lent) => {
  const { schoolId, id, pupilId, lentBy, relation, scopes, untilAt, guardianshipId } = lent
  const [content] = await vault.open(tx, schoolId, delegationTable, [lent])
  const names = namesFrom(content!.name, (await schoolOf(tx)).locale)
  const holder = await addPerson(
    { tx, vault, emit, now },
    { schoolId, names, role: 'guardian', reason: 'office', by: lentBy, ...(content!.email ? { email: content!.email } : {}) },
  )
  const edgeId = await insertGuardianship(tx, {
    ...{ schoolId, pupilId, guardianId: holder.id, relation, scopes: tidy(scopes), untilAt, now },
    ...{ preset: 'relative', source: 'delegation', delegatedFrom: guardianshipId, joinRequestId: null },
    ...{ verifiedBy: null, verifiedWay: null, verifiedAt: null },
  })
  await queries.setEdge(tx, schoolId, id, edgeId, holder.id)
  emit('guardianship.delegation_begun', { delegationId: id, guardianshipId: edgeId, holderId: holder.id }, { subject: pupilId })
}

/** Begins what a guardian has lent, and tells whoever decides about the child, too: without a name, which stands behind the sign-in. */
export const beginDelegation = job(
  'guardianship.delegation.begin',
  'family_communication',
  z.object({ id: z.uuid() }),
  async ({ payload, installation, schoolId, unit }) => {
    const mails = await unit(async (hands): Promise<Mail[]> => {
      const lent = await queries.toBegin(hands.tx, schoolId, payload.id)
      if (!lent) return []
      await begin(hands, lent)
      const told = await queries.toTell(hands.tx, lent.pupilId, lent.lentBy)
      const contents = await hands.vault.open(hands.tx, schoolId, personTable, told)
      const dpoAddress = await dpoAddressOf(hands.tx)
      return told.flatMap(({ locale, school, slug }, nth) => {
        const to = contents[nth]?.email
        return to ? [toldMail({ to, locale, school, dpoAddress, link: `${installation.origin}/s/${slug}/family` })] : []
      })
    })
    for (const mail of mails) await installation.post.send(mail)
  },
)
