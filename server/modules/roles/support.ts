import * as z from 'zod/mini'
import {
  askSupportAccess,
  decideSupportAccess,
  endSupportAccess,
  listSupportAccess,
  mostSupportMinutes,
  readSupportSubject,
} from '#contract/support-access.ts'
import { action, preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { job } from '#kernel/job.ts'
import { dpoAddressOf } from '#modules/letters/index.ts'
import { personTable } from '#modules/people/index.ts'
import { person } from '#vault/owners.ts'
import { namesOf } from './access.ts'
import { supportMail } from './mails.ts'
import { supportAccessTable } from './sealed.ts'
import * as queries from './support.queries.ts'

const MINUTE = 60_000

export const ask = preparedAction(
  askSupportAccess,
  async ({ installation, actor, body }) => installation.vault.lookUp('username', actor.schoolId!, body.username),
  async ({ tx, actor, vault, body, ready, now, emit, later }) => {
    const [schoolId, personId] = [actor.schoolId!, actor.personId!]
    const { reason, withNames, ticket } = body
    const subjectId = (await queries.personCalled(tx, ready)) ?? refuse('support.unknown')
    if (subjectId === personId) refuse('support.unknown')
    const id = uuidv7()
    const [sealed] = await vault.seal(tx, schoolId, supportAccessTable.table, [
      { id, owners: person(personId), content: { ticket } },
    ])
    const asked = { schoolId, id, personId, subjectId, reason, withNames, sealed: sealed!, askedAt: now }
    if (!(await queries.insertAccess(tx, asked))) refuse('support.waiting')
    emit('support.access_asked', { accessId: id, reason, withNames }, { subject: subjectId })
    await later('support.access.tell', { id })
    return { id }
  },
)

/** Tells the guardians who sign for a child that support asks to look: of whom, and who asks, stands behind the sign-in. */
export const tell = job('support.access.tell', 'support', z.object({ id: z.uuid() }), async (working) => {
  const { payload, schoolId, installation, unit } = working
  const mails = await unit(async ({ tx, vault }) => {
    const told = await queries.signersFor(tx, payload.id)
    const contents = await vault.openSurviving(tx, schoolId, personTable, told)
    const dpoAddress = await dpoAddressOf(tx)
    return told.flatMap(({ locale, school, slug }, nth) => {
      const to = contents[nth]?.email
      return to ? [supportMail({ to, locale, school, dpoAddress, link: `${installation.origin}/s/${slug}/support` })] : []
    })
  })
  for (const mail of mails) await installation.post.send(mail)
})

export const decide = action(decideSupportAccess, async ({ tx, actor, params, body, now, emit, later }) => {
  const { verdict, minutes = mostSupportMinutes } = body
  const untilAt = verdict === 'consented' ? new Date(now.getTime() + minutes * MINUTE) : null
  const decision = { verdict, decidedBy: actor.personId!, decidedAt: now, untilAt }
  const decided = (await queries.decideAccess(tx, actor.schoolId!, params.id, decision)) ?? refuse('support.decided')
  emit('support.access_decided', { accessId: decided.id, verdict }, { subject: decided.subjectId })
  if (untilAt) await later('support.access.expire', { id: decided.id }, { afterSeconds: minutes * 60 })
  return { id: decided.id, until: untilAt?.toISOString() ?? null }
})

export const end = action(endSupportAccess, async ({ tx, actor, params, now, emit }) => {
  const ended = (await queries.endAccess(tx, actor.schoolId!, params.id, actor.personId, now)) ?? refuse('support.over')
  emit('support.access_ended', { accessId: ended.id, why: 'ended' }, { subject: ended.subjectId })
  return { id: ended.id }
})

/** Its time is over: nothing has depended on this job, it says so in the ledger. */
export const expire = job('support.access.expire', 'support', z.object({ id: z.uuid() }), async ({ payload, schoolId, unit }) => {
  await unit(async ({ tx, now, emit }) => {
    const ended = await queries.endAccess(tx, schoolId, payload.id, null, now)
    if (ended) emit('support.access_ended', { accessId: ended.id, why: 'time' }, { subject: ended.subjectId })
  })
})

export const list = action(listSupportAccess, async ({ tx, actor, vault }) => {
  const [schoolId, me] = [actor.schoolId!, actor.personId]
  const [rows, canAsk] = await Promise.all([queries.accesses(tx), queries.isSupport(tx)])
  const people = rows.flatMap(({ personId, subjectId, decidedBy }) => [personId, subjectId, decidedBy])
  const [names, tickets] = await Promise.all([
    namesOf(tx, vault, schoolId, people),
    vault.open(tx, schoolId, supportAccessTable, rows),
  ])
  const called = (id: string | null) => names.get(id ?? '')?.display ?? null
  const accesses = rows.map(
    ({ personId, subjectId, decidedBy, askedAt, untilAt, mayConsent, mayEnd, sealed: _, ...row }, nth) => ({
      ...row,
      ticket: tickets[nth]!.ticket,
      askedAt: askedAt.toISOString(),
      until: untilAt?.toISOString() ?? null,
      ...{ helper: called(personId), subject: personId === me ? null : called(subjectId), by: called(decidedBy) },
      ...{ isOwn: personId === me, aboutMe: subjectId === me, subjectId: personId === me ? null : subjectId },
      can: { consent: row.state === 'waiting' && mayConsent, end: row.state === 'open' && mayEnd },
    }),
  )
  return { accesses, canAsk }
})

const initials = (display: string) =>
  display
    .split(/\s+/)
    .flatMap((word) => [...word].slice(0, 1))
    .join('. ')
    .concat('.')

export const readSubject = action(readSupportSubject, async ({ tx, actor, vault, params, emit }) => {
  const found = (await queries.subject(tx, params.id)) ?? refuse('support.over')
  const [content] = await vault.open(tx, actor.schoolId!, personTable, [found])
  const { names, username } = content!
  const { withNames, untilAt, mustChange, hasFactor, id, sealed: _, ...known } = found
  emit('person.read', { kinds: ['identity'] }, { subject: id })
  return {
    ...known,
    display: withNames ? names.display : initials(names.display),
    username: withNames ? username : null,
    mustChangePassword: mustChange,
    hasSecondFactor: hasFactor,
    until: untilAt.toISOString(),
  }
})
