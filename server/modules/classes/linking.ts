import * as z from 'zod/mini'
import type { Names } from '#contract/people.ts'
import { job, type Unit } from '#kernel/job.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { dpoAddressOf } from '#modules/letters/index.ts'
import { addPerson, grantRole, insertGuardianship, namesFrom, stay } from '#modules/people/index.ts'
import * as queries from './linking.queries.ts'
import { confirmationMail, decisionMail, receivedMail } from './mails.ts'
import { joinRequestTable } from './sealed.ts'

const ofRequest = z.object({ id: z.uuid() })

/** Sends the link that confirms an address. The token is made here, so that no job row ever holds one; a retry makes a new one. */
export const mailToken = job(
  'class.join_request.mail_token',
  'enrolment',
  ofRequest,
  async ({ payload, schoolId, installation, unit }) => {
    const token = newToken()
    const mail = await unit(async ({ tx, vault }) => {
      const request = await queries.setToken(tx, schoolId, payload.id, digestOf(token))
      if (!request) return undefined
      const [content] = await vault.open(tx, schoolId, joinRequestTable, [request])
      return confirmationMail({
        to: content!.email,
        locale: request.locale,
        school: request.school,
        link: `${installation.origin}/join/confirm?token=${token}`,
        dpoAddress: await dpoAddressOf(tx),
      })
    })
    if (mail) await installation.post.send(mail)
  },
)

/** Tells the family that its request has arrived, unless it is settled by then. */
export const mailReceived = job(
  'class.join_request.mail_received',
  'enrolment',
  ofRequest,
  async ({ payload, schoolId, installation, unit }) => {
    const mail = await unit(async ({ tx, vault }) => {
      const request = await queries.openRequest(tx, schoolId, payload.id)
      if (!request) return undefined
      const [content] = await vault.open(tx, schoolId, joinRequestTable, [request])
      const { locale, school } = request
      const dpoAddress = await dpoAddressOf(tx)
      return content && receivedMail({ to: content.email, locale, school, dpoAddress, link: `${installation.origin}/requests` })
    })
    if (mail) await installation.post.send(mail)
  },
)

type Linked = NonNullable<Awaited<ReturnType<typeof queries.settle>>>

const guardianFor = async (unit: Unit, request: Linked, names: Names, email: string) => {
  const { tx, vault, emit, now } = unit
  const { schoolId, accountId, decidedBy } = request
  await queries.holdAccount(tx, accountId)
  const known = await queries.personOf(tx, schoolId, accountId)
  if (!known)
    return (
      await addPerson(
        { tx, vault, emit, now },
        { schoolId, names, role: 'guardian', reason: 'class_key', by: decidedBy, email, accountId },
      )
    ).id
  await grantRole(tx, schoolId, known, 'guardian', 'class_key', now, decidedBy)
  if (await stay(tx, schoolId, known, 'class_key', now, decidedBy))
    emit('person.state_changed', { state: 'active', why: 'class_key' }, { subject: known })
  return known
}

const link = async (unit: Unit, request: Linked, name: string, email: string) => {
  const { schoolId, id: joinRequestId, classId, relation, locale } = request
  if (request.verdict !== 'accepted' || !request.pupilId || !request.checkWay) return
  const guardianId = await guardianFor(unit, request, namesFrom(name, locale), email)
  const verified = { verifiedBy: request.decidedBy, verifiedWay: request.checkWay, verifiedAt: request.decidedAt }
  if (!(await queries.isGuardianOf(unit.tx, schoolId, guardianId, request.pupilId))) {
    const guardianshipId = await insertGuardianship(unit.tx, {
      schoolId,
      pupilId: request.pupilId,
      guardianId,
      relation,
      source: 'class_key',
      ...verified,
      joinRequestId,
      now: unit.now,
    })
    unit.emit(
      'guardianship.created',
      { guardianshipId, guardianId, relation, verified: request.checkWay },
      { subject: request.pupilId },
    )
  }
  await queries.setGuardian(unit.tx, schoolId, joinRequestId, guardianId)
  await queries.adoptSessions(unit.tx, request.accountId, schoolId, guardianId)
  unit.emit(
    'class.join_request.linked',
    { joinRequestId, classId, pupilId: request.pupilId, guardianId },
    { subject: request.pupilId },
  )
}

/** When the time for undoing is over: links the family and tells it; or, declined, only tells it. Undone meanwhile, nothing happens. */
export const linkFamily = job(
  'class.join_request.link',
  'enrolment',
  ofRequest,
  async ({ payload, schoolId, installation, unit }) => {
    const accountId = await unit(({ tx }) => queries.accountOf(tx, schoolId, payload.id))
    if (!accountId) return
    const mail = await unit(async (hands) => {
      const request = await queries.settle(hands.tx, schoolId, payload.id, hands.now)
      if (!request) return undefined
      const [content] = await hands.vault.open(hands.tx, schoolId, joinRequestTable, [request])
      await link(hands, request, content!.name, content!.email)
      return decisionMail({
        to: content!.email,
        locale: request.locale,
        school: request.school,
        link: `${installation.origin}/s/${request.slug}/`,
        isAccepted: request.verdict === 'accepted',
        dpoAddress: await dpoAddressOf(hands.tx),
      })
    }, accountId)
    if (mail) await installation.post.send(mail)
  },
)
